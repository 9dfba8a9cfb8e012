using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Status;
using Cockpit.Operations.Tests.Findings;
using Cockpit.Store.Hosts;
using NodaTime;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Hosts;

public sealed class MergeHostsTests : IDisposable
{
    private readonly FindingsFile db = new();

    public void Dispose() => db.Dispose();

    private Session Session => new(db.File.Path, Anna, SystemClock.Instance);

    private void Scanned(string name, string machineId, string bootId, Duration after, params PendingUpdate[] updates) => db.File.Write(t =>
    {
        Inventory read = new("debian", "debian", "12", "bookworm", "amd64", "6.1", machineId, bootId, Duration.FromDays(1), Now, true, false, [], [], updates, [], []);
        ScanId scan = t.BeginScan(1, Anna, Now + after);
        t.AddScanResult(scan, t.FindHost(name)!.Id, new ScanResult(ScanStatus.Ok, null, read, Now + after, Duration.FromSeconds(1)));
        t.EndScan(scan, 1, 0, Anna, Now + after);
    });

    private static PendingUpdate Update(string name) => new(name, "amd64", "1", "2", UpdateClass.Security, null, "s", false);

    [Fact]
    public void What_was_known_of_both_is_the_first_ones()
    {
        db.AddHost("web-07", "10.0.0.7", criticality: 2);
        db.AddHost("web-07.example.com", "192.0.2.7");
        SetHost.Run(Session, "web-07.example.com", new HostFields(new Dictionary<string, string> { [HostFields.Owner] = "anna", [HostFields.Criticality] = "5" }, ["ring=1"], []));
        db.Import(Row(1, "10.0.0.7"), Row(2, "10.0.0.7"));
        db.Import(Row(2, "192.0.2.7"), Row(3, "192.0.2.7"));
        Scanned("web-07", "m1", "b1", Duration.Zero, Update("old"));
        Scanned("web-07.example.com", "m1", "b1", Duration.FromHours(1), Update("new"));
        Assert.Equal([TwinKind.Duplicate, TwinKind.Duplicate], ListHosts.Run(Session, Scope.Everything).Hosts.Select(h => h.Twin!.Kind));
        Assert.Contains(ReadStatus.Run(Session).Needs, n => n.Kind == "duplicate" && n.Subject == "web-07");
        Assert.True(MergeHosts.Preview(Session, "web-07", "web-07.example.com").Proven);

        MergedHosts merged = MergeHosts.Run(Session, "web-07", "web-07.example.com");
        Assert.Equal((1, 2), (merged.Scans, merged.Findings));
        Assert.Equal(["web-07.example.com", "192.0.2.7"], merged.Aliases);
        HostSummary left = Assert.Single(ListHosts.Run(Session, Scope.Everything).Hosts);
        Assert.Null(left.Twin);
        Assert.Equal(3, left.OpenFindings);
        HostDetail shown = ShowHost.Run(Session, "WEB-07.example.com");
        Assert.Equal(("web-07", "anna", 2), (shown.Name, shown.Owner, shown.Criticality));
        Assert.Equal("new", Assert.Single(shown.Updates).Name);
        Assert.Equal("1", shown.Tags["ring"]);
        Assert.Equal("host.merged", shown.Changes.First(c => c.Type.StartsWith("host.", StringComparison.Ordinal)).Type);
        Assert.Null(db.WrongFigures());
        Assert.True(Operations.Audit.VerifyAudit.Run(Session).Ok);
    }

    [Fact]
    public void Afterwards_findings_and_imports_match_by_the_old_name()
    {
        db.AddHost("web-07", "10.0.0.7");
        db.AddHost("old-07", "192.0.2.7");
        MergeHosts.Run(Session, "web-07", "old-07");
        db.Import(Row(1, "192.0.2.7"));
        db.Import(Row(2, "old-07.example.com"));
        Assert.Equal(2, ListHosts.Run(Session, Scope.Everything).Hosts.Single().OpenFindings);

        string csv = Path.Combine(Path.GetDirectoryName(db.File.Path)!, "hosts.csv");
        File.WriteAllText(csv, "name,ip,owner,env\nold-07,192.0.2.7,anna,\nweb-07,10.0.0.7,,prod\n");
        HostImportResult result = ImportHosts.Run(Session, ImportHosts.Read(csv));
        Assert.Equal((0, 2), (result.Added, result.Updated));
        HostDetail host = ShowHost.Run(Session, "web-07");
        Assert.Equal(("10.0.0.7", "anna", "prod"), (host.Address, host.Owner, host.Environment));
        Assert.Equal(2, ImportHosts.Run(Session, ImportHosts.Read(csv)).Unchanged);
        Assert.Null(db.WrongFigures());
    }

    [Fact]
    public void A_third_name_follows_and_names_are_free_again_when_the_host_goes()
    {
        foreach (string name in (string[])["a", "b", "c"]) db.AddHost(name);
        MergeHosts.Run(Session, "b", "c");
        MergeHosts.Run(Session, "a", "b");
        Assert.Equal(["b", "c"], ShowHost.Run(Session, "c").Aliases.Order());
        RemoveHost.Run(Session, "a");
        Assert.NotNull(db.AddHost("c"));
    }

    [Theory]
    [InlineData("m1", "b1", "m2", "b1", "HOST_MERGE_REFUSED")]
    [InlineData("m1", "b1", "m1", "b2", "HOST_MERGE_REFUSED")]
    public void What_may_be_two_machines_stays_two_hosts(string machineA, string bootA, string machineB, string bootB, string code)
    {
        db.AddHost("a");
        db.AddHost("b");
        Scanned("a", machineA, bootA, Duration.Zero);
        Scanned("b", machineB, bootB, Duration.Zero);
        Assert.Equal(code, Assert.Throws<CockpitException>(() => MergeHosts.Run(Session, "a", "b")).Fault.Code.Name);
        Assert.Equal("HOST_INVALID", Assert.Throws<CockpitException>(() => MergeHosts.Run(Session, "a", "A")).Fault.Code.Name);
        Assert.Equal(2, ListHosts.Run(Session, Scope.Everything).Hosts.Count);
    }

    [Fact]
    public void A_host_of_a_live_rollout_is_not_merged()
    {
        using var demo = new DemoFile();
        demo.Start();
        string planned = demo.Made.Plan.Rings[0].Hosts[0].Name;
        AddHost.Run(demo.Session, "other-name", new HostFields(new Dictionary<string, string> { [HostFields.Transport] = "simulated" }, [], []));
        Assert.Equal("IN_OTHER_ROLLOUT", Assert.Throws<CockpitException>(() => MergeHosts.Run(demo.Session, "other-name", planned)).Fault.Code.Name);
        Assert.Equal("IN_OTHER_ROLLOUT", Assert.Throws<CockpitException>(() => MergeHosts.Preview(demo.Session, planned, "other-name")).Fault.Code.Name);
    }
}
