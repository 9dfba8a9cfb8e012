namespace Cockpit.Operations.Doctor;

public enum DoctorStatus { Ok, Warning, Failed, Skipped }

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Stable, for scripts: "host-key".</param>
/// <param name="Detail">What was found, in one line.</param>
/// <param name="Code">The failure's name from the error table; null where none has one.</param>
/// <param name="Hint">What to do about it; empty where nothing is to be done.</param>
public sealed record DoctorStep(string Name, DoctorStatus Status, string Detail, string? Code, string Hint, double DurationSeconds);

/// <param name="Host">Null for the doctor of this machine.</param>
/// <param name="Ok">No step failed.</param>
public sealed record DoctorReport(string? Host, IReadOnlyList<DoctorStep> Steps, bool Ok)
{
    internal static DoctorReport Of(string? host, IReadOnlyList<DoctorStep> steps) => new(host, steps, steps.All(s => s.Status != DoctorStatus.Failed));
}
