using System.Diagnostics;
using Cockpit.Core.Errors;

namespace Cockpit.Operations.Doctor;

/// <summary>Collects steps as they end, each with the time since the one before, and tells them on. One call at a time, from any thread.</summary>
internal sealed class DoctorLog(Action<DoctorStep>? onStep)
{
    private readonly List<DoctorStep> steps = [];
    private long since = Stopwatch.GetTimestamp();

    public IReadOnlyList<DoctorStep> Steps => steps;

    public void Ok(string name, string detail) => Add(name, DoctorStatus.Ok, detail, null, "");

    public void Warn(string name, string detail, string hint, string? code = null) => Add(name, DoctorStatus.Warning, detail, code, hint);

    public void Skip(string name, string why) => Add(name, DoctorStatus.Skipped, why, null, "");

    public void Fail(string name, Fault fault) => Add(name, DoctorStatus.Failed, fault.What, fault.Code.Name, fault.Hint);

    public bool Has(string name) => steps.Any(s => s.Name == name);

    private void Add(string name, DoctorStatus status, string detail, string? code, string hint)
    {
        var step = new DoctorStep(name, status, Printable.Line(detail, MaxDetail), code, hint, Math.Round(Stopwatch.GetElapsedTime(since).TotalSeconds, 3));
        since = Stopwatch.GetTimestamp();
        steps.Add(step);
        onStep?.Invoke(step);
    }

    /// <summary>Characters of a step's detail; some of it comes from hosts.</summary>
    private const int MaxDetail = 600;
}
