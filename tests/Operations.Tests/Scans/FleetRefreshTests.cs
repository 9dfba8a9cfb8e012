using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Scans;
using NodaTime;

namespace Cockpit.Operations.Tests.Scans;

/// <summary>A list that is refreshed says the same as one that is read anew, and reads no more than what changed.</summary>
public sealed class FleetRefreshTests : IDisposable
{
    private readonly DemoFile demo = new();

    public void Dispose() => demo.Dispose();

    private Session Session => demo.Session;

    [Fact]
    public void After_a_scan_only_the_scanned_hosts_are_new()
    {
        HostList before = ListHosts.Refresh(Session, null);
        HostList same = ListHosts.Refresh(Session, before);
        Assert.All(before.Hosts.Zip(same.Hosts), p => Assert.Same(p.First, p.Second));

        Scan("web-01", "db-01");
        HostList after = ListHosts.Refresh(Session, same);
        AsReadAnew(after);
        Assert.Equal(["db-01", "web-01"], same.Hosts.Zip(after.Hosts).Where(p => !ReferenceEquals(p.First, p.Second)).Select(p => p.Second.Name));
    }

    [Fact]
    public void Hosts_that_come_go_or_change_are_there_at_once()
    {
        HostList list = ListHosts.Refresh(Session, null);
        SetHost.Run(Session, "web-02", new HostFields(new Dictionary<string, string> { ["role"] = "proxy" }, [], []));
        list = ListHosts.Refresh(Session, list);
        AsReadAnew(list);
        Assert.Equal("proxy", list.Hosts.Single(h => h.Name == "web-02").Role);
        RemoveHost.Run(Session, "web-03");
        list = ListHosts.Refresh(Session, list);
        AsReadAnew(list);
        Assert.DoesNotContain(list.Hosts, h => h.Name == "web-03");
    }

    [Fact]
    public void A_list_of_some_hosts_is_read_anew() =>
        AsReadAnew(ListHosts.Refresh(Session, ListHosts.Run(Session, Scope.Parse("role = web"))));

    [Fact]
    public void Every_result_of_a_scan_is_kept_and_counted()
    {
        var seen = new List<ScanProgress>();
        ScanReport report = RunScan.Run(Session, new ScanRequest([], Scope.Parse("transport = simulated"), 16, Duration.FromSeconds(60)), seen.Add, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, report.Hosts.Count), seen.Select(p => p.Done));
        Assert.Equal(report.Failed, seen[^1].Failed);
        Assert.Equal(report.Failed, seen[^1].Causes.Values.Sum());
        Assert.Equal(Duration.Zero, seen[^1].Left ?? Duration.Zero);
        AsReadAnew(ListHosts.Refresh(Session, null));
        Assert.All(ListHosts.Run(Session, Scope.Parse("transport = simulated")).Hosts, h => Assert.Equal(report.Hosts.Single(r => r.Name == h.Name).Status, h.LastScan));
    }

    [Fact]
    public void What_arrived_before_a_cancellation_is_kept()
    {
        using var stop = new CancellationTokenSource();
        int kept = 0;
        // This machine is scanned for real and comes last, which takes long enough to be cancelled.
        Assert.Throws<OperationCanceledException>(() => RunScan.Run(Session, new ScanRequest([], Scope.Everything, 1, Duration.FromSeconds(60)), p =>
        {
            kept = p.Done - p.Failed;
            if (p.Done == 3) stop.Cancel();
        }, stop.Token));
        HostSummary[] scanned = [.. ListHosts.Run(Session, Scope.Everything).Hosts.Where(h => h.LastScanAt > demo.Made.Scan.StartedAt + Duration.FromSeconds(demo.Made.Scan.DurationSeconds))];
        Assert.Equal(kept, scanned.Length);
        Assert.True(kept >= 2);
    }

    private void Scan(params string[] names) => RunScan.Run(Session, new ScanRequest(names, Scope.Everything, 4, Duration.FromSeconds(60)), null, TestContext.Current.CancellationToken);

    private void AsReadAnew(HostList list)
    {
        HostList anew = ListHosts.Run(Session, Scope.Everything);
        Assert.Equal(anew.Total, list.Total);
        Assert.Equal(anew.Hosts.Select(Text), list.Hosts.Select(Text));
    }

    private static string Text(HostSummary h) =>
        $"{h.Name} {h.State} {h.Role} {h.LastScanAt} {h.ScanStatus} {h.PendingUpdates} {h.PendingSecurity} {h.RebootStatus} {h.OpenFindings} {h.Risk} {h.Os} {h.MetadataAt}";
}
