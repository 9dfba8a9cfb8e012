using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Scans;
using Cockpit.Simulation;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using Humanizer;
using NodaTime;

namespace Cockpit.Operations.Demo;

/// <summary>What a demo's file holds once it is made.</summary>
/// <param name="OwnHost">The name of this machine in it; it was scanned for real and is in no plan.</param>
public sealed record DemoMade(int Hosts, string OwnHost, IReadOnlyList<FindingImportResult> Imports, ScanReport Scan, PlannedRollout Plan);

/// <summary>
/// Fills a new demo file: a simulated fleet, scanners' findings on it, this machine scanned for real, and a rollout on the simulated
/// hosts that is approved and ready to start. This machine is never planned: the scope names simulated hosts alone.
/// </summary>
public static class MakeDemo
{
    private const ulong Seed = 1;

    /// <summary>The hosts of the rollout: all simulated ones but those that are marked to be left alone.</summary>
    private const string RolloutScope = "transport = simulated and not tag = legacy";

    /// <summary>A session on a new file in a folder of its own, for this user only.</summary>
    public static Session InTemporaryFolder(Actor actor, IClock clock) => new(Path.Combine(Directory.CreateTempSubdirectory("cockpit-demo-").FullName, "demo.db"), actor, clock);

    /// <param name="say">One line for each part that is done.</param>
    public static DemoMade Run(Session session, int hosts, Action<string> say, CancellationToken cancellation)
    {
        IReadOnlyList<DemoHost> fleet = DemoFleet.Make(hosts, Seed);
        FleetFile simulated = FleetFile.Create(FleetFile.PathFor(session.FilePath), fleet.Select(h => h.Simulated));
        string own = AddHosts(session, fleet, DemoPast.Begin(fleet.Count, session.Now));
        say($"{fleet.Count} simulated hosts and this machine ({own})");

        IReadOnlyList<FindingImportResult> imports = DemoPast.Live(session, fleet, Seed, cancellation);
        say($"{"finding".ToQuantity(imports.Sum(i => i.Findings), "N0")} of Nessus and Qualys exports");

        // Between two scans somebody works on one host by hand, which is what "changed by others" means.
        if (DemoFleet.TouchedByOthers(fleet) is { } touched)
        {
            RunScan.Run(session, new ScanRequest([touched.Name], Scope.Everything, 1, Duration.FromSeconds(60)), null, cancellation);
            simulated.Keep(DemoFleet.AfterOthers(touched));
        }
        ScanReport scan = RunScan.Run(session, new ScanRequest([], Scope.Everything, FleetParallel, Duration.FromSeconds(60)), null, cancellation);
        say($"scanned {"host".ToQuantity(scan.Ok, "N0")}, {scan.Failed} failed");
        var judged = DemoPast.Judge(session);
        say($"{"finding".ToQuantity(judged.Own, "N0")} of Debian's tracker, which disputes {judged.Disputed:N0} of the scanners'; {judged.Accepted:N0} accepted");

        PlannedRollout plan = PlanRollout.Run(session, new PlanWish(Scope.Parse(RolloutScope), SecurityOnly: true, "always", RebootSetting.IfRequired, PlanLimits.Default, "security-demo"), null, cancellation);
        ApproveRollout.Run(session, plan.Id, plan.Hash, "DEMO-1", null);
        say($"{plan.RolloutId} is planned and approved: {"update".ToQuantity(plan.Updates, "N0")} on {"host".ToQuantity(plan.Hosts, "N0")} in {"ring".ToQuantity(plan.Rings.Count, "N0")}");
        return new DemoMade(fleet.Count, own, imports, scan, plan);
    }

    private const int FleetParallel = 16;

    /// <param name="at">Since when they are there.</param>
    private static string AddHosts(Session session, IReadOnlyList<DemoHost> fleet, Instant at)
    {
        using CockpitFile file = CockpitFile.Open(session.FilePath, FileAccessMode.Create, session.Actor, at, demo: true);
        string name = new([.. Environment.MachineName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')]);
        if (name.Length == 0 || !char.IsAsciiLetterOrDigit(name[0]) || fleet.Any(h => h.Description.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) name = "this-machine";
        var fields = new HostFields(new Dictionary<string, string> { [HostFields.Transport] = "local", [HostFields.Address] = "localhost" }, [], []);
        Host own = HostEdit.Apply(null, name, fields, demo: true, out string problem) ?? throw new InvalidOperationException(problem);
        file.Write(t =>
        {
            foreach (DemoHost host in fleet) t.AddHost(host.Description, session.Actor, at);
            t.AddHost(own, session.Actor, at);
            t.RefreshFindings(at);
        });
        return name;
    }
}
