using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Machines;
using Cockpit.Store.Hosts;
using NodaTime;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>Machines that change their names and addresses, and machines that share them.</summary>
public sealed class MachineIdentityTests : IDisposable
{
    private sealed record Seen(string Uuid, string Host, string Ip, long Plugin, string Mac = "", string Fqdn = "", string NetBios = "");

    private readonly FindingsFile db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void A_renamed_and_re_addressed_machine_keeps_its_findings()
    {
        db.AddHost("web-01", "10.0.0.1");
        Import(1, new Seen("a", "web-01", "10.0.0.1", 1));
        FindingSummary before = Assert.Single(db.List());

        ImportReport report = Import(8, new Seen("a", "app-09.example.test", "10.0.0.77", 1), new Seen("a", "app-09.example.test", "10.0.0.77", 2));
        Assert.Equal((1L, 1L, 1), (report.New, report.Unchanged, report.Hosts));
        Assert.All(db.List(), f => Assert.Equal("web-01", f.Host));
        FindingEvent moved = Assert.Single(db.File.Read(t => t.Finding(before.Id))!.Events);
        Assert.Equal(("moved", "web-01 10.0.0.1 -> app-09.example.test 10.0.0.77", "anna"), (moved.Kind, moved.Detail, moved.By));
    }

    [Fact]
    public void Another_machine_at_the_old_address_is_not_taken_for_the_first()
    {
        db.AddHost("web-01", "10.0.0.1");
        Import(1, new Seen("a", "10.0.0.1", "10.0.0.1", 1));
        ImportReport report = Import(8, new Seen("a", "10.0.0.50", "10.0.0.50", 1), new Seen("b", "10.0.0.1", "10.0.0.1", 2));
        Assert.Equal(["10.0.0.1"], report.AmbiguousHosts);
        Assert.Equal([("web-01", 1L), ("10.0.0.1", 2L)], db.List().OrderBy(f => f.PluginId).Select(f => (f.Host, f.PluginId)));
        Assert.Contains("known by the asset-id tenable:a", Assert.Single(db.File.Read(t => t.LooseMachines())).Why, StringComparison.Ordinal);

        // Once more: the stranger stays the same stranger.
        Assert.Equal(0, Import(9, new Seen("a", "10.0.0.50", "10.0.0.50", 1), new Seen("b", "10.0.0.1", "10.0.0.1", 2)).New);
    }

    [Fact]
    public void The_same_holds_for_machines_that_are_no_host_here()
    {
        Import(1, new Seen("a", "10.0.0.1", "10.0.0.1", 1));
        Import(8, new Seen("a", "10.0.0.50", "10.0.0.50", 1), new Seen("b", "10.0.0.1", "10.0.0.1", 1));
        Assert.Equal(["10.0.0.1", "10.0.0.50"], db.List().Select(f => f.Host).Order());
        Assert.Equal(0, Import(9, new Seen("b", "10.0.0.60", "10.0.0.60", 1), new Seen("a", "10.0.0.1", "10.0.0.1", 1)).New);
        Assert.Equal(["10.0.0.1", "10.0.0.60"], db.List().Select(f => f.Host).Order());
        Assert.Null(db.WrongFigures());
    }

    [Fact]
    public void Machines_behind_one_address_are_kept_apart_and_listed()
    {
        db.AddHost("vpn", "203.0.113.9");
        ImportReport report = Import(1, new Seen("", "203.0.113.9", "203.0.113.9", 1, Fqdn: "a.example.test"), new Seen("", "203.0.113.9", "203.0.113.9", 1, Fqdn: "b.example.test"));
        Assert.Equal(2, report.New);
        Assert.Equal(2, db.File.Read(t => t.LooseMachines()).Count(m => m.Ambiguous && m.Why.Contains("NAT", StringComparison.Ordinal)));

        // Looking again, as each import does first, must not take them for the host.
        Assert.Equal(0, db.File.Write(t => t.RefreshFindings(Now)));
        Assert.Equal(2, db.File.Read(t => t.LooseMachines()).Count);
    }

    [Fact]
    public void Clones_with_one_hardware_address_are_not_joined()
    {
        db.AddHost("web-01", "10.0.0.1");
        Import(1, new Seen("", "web-01", "10.0.0.1", 1, Mac: "00:50:56:00:00:01"));
        ImportReport report = Import(8, new Seen("", "x1", "10.9.0.1", 1, Mac: "00:50:56:00:00:01"), new Seen("", "x2", "10.9.0.2", 1, Mac: "00:50:56:00:00:01"));
        Assert.Equal((2L, 2), (report.New, report.AmbiguousHosts.Count));
    }

    [Fact]
    public void A_host_is_found_by_what_its_own_scan_read_of_its_hardware()
    {
        Host host = db.AddHost("web-01", "10.0.0.1");
        var read = new Inventory("debian", "debian", "12.11", "bookworm", "amd64", "6.1.0-37-amd64", new string('a', 32), "boot-1", Duration.FromDays(3), Now, true, false, [], [], [], [], [])
        {
            Facts = new SystemFacts { Macs = ["00:50:56:00:00:01"] },
        };
        db.File.Write(t => t.AddScanResult(t.BeginScan(1, Anna, Now), host.Id, new ScanResult(ScanStatus.Ok, null, read, Now, Duration.FromSeconds(1))));
        Assert.Empty(Import(1, new Seen("a", "elsewhere", "10.7.7.7", 1, Mac: "00-50-56-00-00-01")).UnmatchedHosts);
        Assert.Equal("web-01", Assert.Single(db.List()).Host);
    }

    [Fact]
    public void A_person_settles_an_ambiguous_machine_by_a_further_name_of_its_host()
    {
        Host host = db.AddHost("web-01", "10.0.0.1");
        Import(1, new Seen("a", "web-01", "10.0.0.1", 1));
        Import(8, new Seen("b", "web-01", "10.0.0.1", 1), new Seen("b", "web-01", "10.0.0.1", 2));
        Assert.Equal(["web-01", "web-01", "web-01"], db.List().Select(f => f.Host));
        Assert.Equal("b", Assert.Single(db.File.Read(t => t.LooseMachines())).Ids[0].Plain);

        db.File.Write(t =>
        {
            t.ChangeHost(host with { Aliases = ["b"] }, Anna, Now);
            t.RefreshFindings(Now + Duration.FromDays(9));
        });
        Assert.Empty(db.File.Read(t => t.LooseMachines()));
        Assert.Equal([1L, 2L], db.List().Select(f => f.PluginId).Order());
        Assert.All(db.List(), f => Assert.NotNull(f.HostId));
        FindingSummary first = db.List()[0];
        Assert.Contains(db.File.Read(t => t.Finding(first.Id))!.Events, e => e.Kind == "matched");
        Assert.Null(db.WrongFigures());
        Assert.Equal(0, Import(9, new Seen("b", "web-01", "10.0.0.1", 1), new Seen("b", "web-01", "10.0.0.1", 2)).New);
    }

    [Fact]
    public void What_is_open_on_one_of_two_joined_machines_is_open_on_the_host()
    {
        // Closed on the host, open on the machine that turns out to be it.
        Host host = db.AddHost("web-01", "10.0.0.1");
        db.Import(Covered("web-01", 1), Row(1, "web-01"));
        db.Import(Covered("web-01", 8));
        db.Import(Covered("elsewhere", 9), Row(1, "elsewhere"));
        db.File.Write(t =>
        {
            t.ChangeHost(host with { Aliases = ["elsewhere"] }, Anna, Now);
            t.RefreshFindings(Now);
        });
        Assert.Equal(FindingStatus.Open, db.StatusOf(1, "web-01"));
        Assert.Null(db.WrongFigures());
    }

    [Fact]
    public void However_names_and_addresses_go_round_each_machine_keeps_its_own_findings()
    {
        for (int seed = 1; seed <= 8; seed++)
        {
            using var file = new FindingsFile();
            var random = new Random(seed);
            string[] names = ["web-01", "web-02", "app-01", "app-02"], addresses = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"], uuids = ["a", "b", "c", "d"];
            file.AddHost(names[0], addresses[0]);
            if (random.Next(2) == 0) file.AddHost(names[1], addresses[1]);
            Dictionary<long, string> hostOf = [];
            for (int step = 0; step < 8; step++)
            {
                if (step > 0) random.Shuffle(addresses);
                if (step > 1) random.Shuffle(names);
                Seen[] rows = [.. uuids.Select((uuid, i) => new Seen(uuid, addresses[i], addresses[i], i + 1, Fqdn: names[i]))];
                random.Shuffle(rows);
                ImportReport report = file.Import(Export(rows), now: Now + Duration.FromDays(step));
                string where = $"seed {seed}, step {step}";
                Assert.True(report.New == (step == 0 ? uuids.Length : 0), $"{where}: {report.New} new");
                Dictionary<long, string> now = file.List().ToDictionary(f => f.PluginId, f => f.HostId is null ? "" : f.Host);
                if (step == 0) hostOf = now;
                Assert.True(hostOf.All(f => now[f.Key] == f.Value), where);
                Assert.True(file.WrongFigures() is null, where);
            }
        }
    }

    private ImportReport Import(int day, params Seen[] rows) => db.Import(Export(rows), now: Now + Duration.FromDays(day));

    private static byte[] Export(Seen[] rows) => Encoding.UTF8.GetBytes(
        "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output,Asset UUID,IP Address,FQDN,NetBios,MAC Address\n" +
        string.Concat(rows.Select(r => $"{r.Plugin},,7.5,High,{r.Host},tcp,0,Plugin {r.Plugin},s,d,u,,found,{r.Uuid},{r.Ip},{r.Fqdn},{r.NetBios},{r.Mac}\n")));
}
