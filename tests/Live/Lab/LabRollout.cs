using System.Diagnostics;
using System.Globalization;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Processes;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using Cockpit.Store.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>
/// A rollout over the lab in a file of its own, approved and started, with workers as processes that can be killed. The canary ring is h1,
/// the next one h2 and h3.
/// </summary>
internal sealed class LabRollout : IDisposable
{
    private readonly LabHosts _lab;
    private readonly Actor _me = ThisProcess.Actor(null);
    private readonly string _home = Directory.CreateTempSubdirectory("cockpit-lab-").FullName;
    private readonly CockpitFile _file;
    private readonly SqliteRolloutJournal _journal;
    private readonly RolloutId _id;

    public LabRollout(LabHosts lab, params string[] packages)
    {
        _lab = lab;
        string ssh = Directory.CreateDirectory(Path.Combine(_home, ".ssh")).FullName;
        File.Copy(lab.Identity, Path.Combine(ssh, "id_ed25519"));
        File.Copy(lab.KnownHosts, Path.Combine(ssh, "known_hosts"));

        using PortOnLab port = new(lab);
        PlanHost[] hosts = [.. new[] { "h1", "h2", "h3" }.Select(h => port.Plan(h, packages))];
        Plan plan = new(PlanFormat.Current, "all", true, "always", RebootSetting.IfRequired, 0,
            [new PlanRing("canary", 1, 0, 0, [hosts[0]]), new PlanRing("rest", 2, 0, 0, [hosts[1], hosts[2]])]);
        byte[] bytes = PlanFormat.Write(plan);

        _file = CockpitFile.Open(Database, FileAccessMode.Create, _me, Now);
        _journal = new SqliteRolloutJournal(_file);
        _id = _file.Write(t =>
        {
            foreach (PlanHost host in hosts) Assert.Equal(host.Id, t.AddHost(lab.Host(host.Name), _me, Now).Id);
            return t.AddRollout(bytes, "lab", [], null, _me, Now).Id;
        });
        Tell(new Submit(_me, null));
        Tell(new Approve(_me, PlanHash.Of(bytes).Hex, null));
        Tell(new Start(_me, true));
    }

    private string Database => Path.Combine(_home, "fleet.cockpit");

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    public RolloutState State => _file.Read(t => t.Rollout(_id))!;

    /// <summary>What a person does.</summary>
    public void Tell(PersonInput input)
    {
        (Decision decision, _) = _journal.Transact(_id, _me, Now, null, (s, f) => Decider.Decide(s, f, input, Now, _me));
        Assert.True(decision is Accepted, decision.ToString());
    }

    public Actor Me => _me;

    /// <summary>Runs a worker until nothing is left to do, or until it dies at the given point.</summary>
    /// <returns>Its exit code; 137 when SIGKILL ended it.</returns>
    public int Work(params string[] point)
    {
        using Process worker = Launch(point);
        string said = worker.StandardError.ReadToEnd();
        worker.WaitForExit();
        Assert.True(worker.ExitCode is 0 or 137, $"The worker ended with {worker.ExitCode}: {said}");
        return worker.ExitCode;
    }

    /// <summary>Runs a worker and kills it after this time, where it is not through before.</summary>
    public void WorkFor(TimeSpan time)
    {
        using Process worker = Start("timeout", ["-s", "KILL", time.TotalSeconds.ToString(CultureInfo.InvariantCulture), Program, Database]);
        string said = worker.StandardError.ReadToEnd();
        worker.WaitForExit();
        Assert.True(worker.ExitCode is 0 or 137, $"The worker ended with {worker.ExitCode}: {said}");
    }

    public Process Launch(params string[] point) => Start(Program, [Database, .. point]);

    private Process Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true };
        start.Environment["HOME"] = _home;
        return Process.Start(start)!;
    }

    /// <summary>Prints how often the package's own postinst ran on each host, and fails where that was not exactly once.</summary>
    public void EachRanOnce(string scenario, string package)
    {
        int[] runs = [.. new[] { "h1", "h2", "h3" }.Select(h => _lab.PostinstRuns(h, package))];
        string line = $"{scenario}: postinst of {package} ran on h1 {runs[0]}, h2 {runs[1]}, h3 {runs[2]}";
        Console.WriteLine(line);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        Assert.True(runs.All(r => r == 1), line);
    }

    /// <summary>Every host is at its planned versions and the rollout says so.</summary>
    public void IsCompleted()
    {
        RolloutState state = State;
        Assert.True(state.Phase is RolloutPhase.Completed, string.Join('\n', state.Hosts.Values.Select(h => $"{h.Plan.Name} {h.Phase} {h.Step} {h.Code} {h.Message}").Prepend(state.Phase.ToString())));
        Assert.All(state.Hosts.Values, h => Assert.Equal(HostPhase.Succeeded, h.Phase));
    }

    public void Dispose()
    {
        _file.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Built beside the tests, in the same configuration.</summary>
    private static string Program { get; } = Path.GetFullPath(string.Create(CultureInfo.InvariantCulture,
        $"{AppContext.BaseDirectory}/../../../../LabWorker/{Path.GetRelativePath(Path.GetFullPath($"{AppContext.BaseDirectory}/../../.."), AppContext.BaseDirectory)}/Cockpit.LabWorker"));
}
