using Cockpit.Core.Hosts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Scans;
using Cockpit.Operations.Status;
using Cockpit.Simulation;
using NodaTime;

namespace Cockpit.Operations.Tests.Scans;

/// <summary>What a scan finds changed, and whose it was, over the whole line: scans, a rollout by the real worker, and a hand that is not ours.</summary>
public sealed class ChangedByOthersTests : IDisposable
{
    private readonly DemoFile demo = new();

    public void Dispose() => demo.Dispose();

    private Session Session => demo.Session;

    private void Scan(params string[] names) => RunScan.Run(Session, new ScanRequest(names, Scope.Everything, 4, Duration.FromSeconds(60)), null, TestContext.Current.CancellationToken);

    [Fact]
    public void The_demo_shows_what_a_hand_did_on_the_overview_on_the_host_and_in_the_plan()
    {
        HostDetail host = ShowHost.Run(Session, "app-04");
        Assert.Equal(["package-upgraded", "rebooted"], host.Changes.Where(c => c.ByOthers).Select(c => c.Type).Order());
        Assert.Equal("rebooted; curl 7.88.1-10+deb12u8 -> 7.88.1-10+deb12u12", string.Join("; ", host.ChangedByOthers!.Split("; ").OrderDescending()));
        Assert.Equal([2, 0], host.Scans.Select(s => s.ByOthers));
        Assert.Contains(ReadStatus.Run(Session).Needs, n => n is { Kind: "changedByOthers", Subject: "app-04" });
        Assert.Contains(demo.Made.Plan.Notes, n => n is { Host: "app-04", Kind: "changed-by-others" });
        Assert.Equal(demo.Made.Plan.Notes, ShowRollout.Plan(Session, demo.Id).Notes);
    }

    [Fact]
    public void What_our_rollout_did_is_ours_and_what_came_after_it_is_not()
    {
        demo.Start();
        demo.Work();
        string[] done = [.. demo.View.Rings.SelectMany(r => r.Hosts).Where(h => h.State is Core.Rollouts.HostPhase.Succeeded).Select(h => h.Name)];
        Assert.NotEmpty(done);
        Scan(done);
        foreach (string name in done)
        {
            HostDetail host = ShowHost.Run(Session, name);
            HostChange[] found = [.. host.Changes.Where(c => c.Kind == "scan" && c.Scan == host.Scans[0].Scan)];
            Assert.Contains(found, c => c.Type == "package-upgraded");
            Assert.DoesNotContain(found, c => c.ByOthers);
        }

        FleetFile fleet = FleetFile.Open(FleetFile.PathFor(Session.FilePath));
        SimulatedHost touched = fleet.Find(done[0])!;
        fleet.Keep(touched with { Boot = touched.Boot + 1, Installed = touched.Installed.SetItem("openssl", "99").Remove("curl") });
        Scan(done[0]);
        HostDetail after = ShowHost.Run(Session, done[0]);
        Assert.Equal(["package-removed", "package-upgraded", "rebooted"], after.Changes.Where(c => c.ByOthers && c.Scan == after.Scans[0].Scan).Select(c => c.Type).Order());
    }

    [Fact]
    public void The_demo_has_a_machine_under_two_names_and_a_clone()
    {
        var hosts = ListHosts.Run(Session, Scope.Everything).Hosts.Where(h => h.Twin is not null).ToDictionary(h => h.Name, h => h.Twin!);
        Assert.Equal(["app-01", "app-02", "mail-01", "mail-02"], hosts.Keys.Order());
        Assert.Equal((TwinKind.Clone, TwinKind.Duplicate), (hosts["app-01"].Kind, hosts["mail-01"].Kind));
        MergeHosts.Run(Session, "mail-01", "mail-02");
        Assert.Null(ShowHost.Run(Session, "mail-02").Twin);
    }
}
