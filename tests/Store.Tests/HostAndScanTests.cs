using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Store.Hosts;
using Cockpit.Store.Journal;
using NodaTime;
using Xunit;

namespace Cockpit.Store.Tests;

public sealed class HostAndScanTests : IDisposable
{
    private readonly TempFile temp = new();

    public void Dispose() => temp.Dispose();

    private static readonly Host Web = new(
        default, "web-07", "10.2.0.17", 22, "ops", Transport.Ssh, "prod", "web", new Dictionary<string, string> { ["ring"] = "1", ["legacy"] = "" },
        "web-a", 4, Exposure.Dmz, "/keys/ops", "anna", "4411", "https://hv/web-07");

    private static readonly Inventory Read = new(
        "debian", "debian", "12.11", "bookworm", "amd64", "6.1.0-37-amd64", new string('a', 32), "b1", Duration.FromDays(41), TempFile.Now - Duration.FromHours(5), true,
        true, ["linux-image"], [new("openssl", "amd64", "3.0.15", "openssl", "3.0.15", false, true)],
        [new("openssl", "amd64", "3.0.15", "3.0.18", UpdateClass.Security, null, "Debian-Security:stable-security", false)],
        [new("/", 1000, 400)], []);

    [Fact]
    public void A_host_comes_back_as_it_went_in()
    {
        using CockpitFile file = temp.Make();
        Host added = file.Write(t => t.AddHost(Web, TempFile.Anna, TempFile.Now));
        Host read = file.Read(t => t.FindHost("WEB-07"))!;
        Assert.Equal(Web.Tags, read.Tags);
        Assert.Equal(Web.Aliases, read.Aliases);
        Assert.Equal(added with { Tags = read.Tags, Aliases = read.Aliases }, read);
    }

    [Fact]
    public void A_name_is_given_once_whatever_its_case_and_is_free_after_removal()
    {
        using CockpitFile file = temp.Make();
        Host host = file.Write(t => t.AddHost(Web, TempFile.Anna, TempFile.Now));
        var twice = Assert.Throws<CockpitException>(() => file.Write(t => t.AddHost(Web with { Name = "Web-07" }, TempFile.Anna, TempFile.Now)));
        Assert.Equal("HOST_EXISTS", twice.Fault.Code.Name);
        file.Write(t => t.RemoveHost(host, TempFile.Anna, TempFile.Now));
        Assert.NotEqual(host.Id, file.Write(t => t.AddHost(Web, TempFile.Anna, TempFile.Now)).Id);
        Assert.Equal(["host.added", "host.removed", "host.added"], file.Read(t => t.Stream("hosts")).Select(r => r.Type));
    }

    [Fact]
    public void A_hosts_events_are_found_by_host_the_newest_first()
    {
        using CockpitFile file = temp.Make();
        Host web = file.Write(t => t.AddHost(Web, TempFile.Anna, TempFile.Now));
        Host other = file.Write(t => t.AddHost(Web with { Name = "web-08" }, TempFile.Anna, TempFile.Now));
        file.Write(t => t.ChangeHost(web with { Role = "db" }, TempFile.Anna, TempFile.Now));
        file.Write(t => t.NoteTrustedKey(other, "SHA256:x", "", "known_hosts", TempFile.Anna, TempFile.Now));
        Assert.Equal(["host.changed", "host.added"], Types([web.Id], 9));
        Assert.Equal(["host.keyTrusted", "host.changed", "host.added"], Types([web.Id, other.Id], 3));

        IEnumerable<string> Types(HostId[] hosts, int limit) => file.Read(t => t.HostEventsOf(hosts, limit)).Select(r => r.Type);
    }

    [Fact]
    public void A_failed_scan_keeps_what_the_last_good_one_read()
    {
        using CockpitFile file = temp.Make();
        Host host = file.Write(t => t.AddHost(Web, TempFile.Anna, TempFile.Now));
        Scan(file, host.Id, new ScanResult(ScanStatus.Ok, null, Read, TempFile.Now, Duration.FromSeconds(2)));
        Scan(file, host.Id, new ScanResult(ScanStatus.Unreachable, RemoteErrors.Refused.Because("10.2.0.17:22 refuses."), null, TempFile.Now + Duration.FromHours(1), Duration.FromSeconds(1)));

        HostKnowledge known = Assert.Single(file.Read(t => t.Knowledge()));
        Assert.Equal((ScanStatus.Unreachable, "REFUSED"), (known.Last!.Status, known.Last.Code));
        Assert.Equal(TempFile.Now, known.LastGood!.At);
        Assert.Equivalent(Read.Updates, known.LastGood.Inventory.Updates);
        Assert.Equal(Read.MetadataAt, known.LastGood.Inventory.MetadataAt);
        Assert.Equal(Read.Packages, file.Read(t => t.InstalledPackages(host.Id)));
    }

    [Fact]
    public void The_same_packages_are_stored_once()
    {
        using CockpitFile file = temp.Make();
        Host host = file.Write(t => t.AddHost(Web, TempFile.Anna, TempFile.Now));
        for (int i = 0; i < 3; i++) Scan(file, host.Id, new ScanResult(ScanStatus.Ok, null, Read, TempFile.Now, Duration.Zero));
        Assert.Equal(1, file.Read(t => t.Connection.Scalar<long>("SELECT count(*) FROM package_list")));
        Assert.Equal(3, file.Read(t => t.Connection.Scalar<long>("SELECT count(*) FROM host_scan")));
    }

    [Fact]
    public void Where_a_host_stands_is_what_its_scans_say()
    {
        using CockpitFile file = temp.Make();
        Host web = file.Write(t => t.AddHost(Web, TempFile.Anna, TempFile.Now)), never = file.Write(t => t.AddHost(Web with { Name = "new-01" }, TempFile.Anna, TempFile.Now));
        Inventory read = Read with { Unread = ["sources"], Facts = new SystemFacts { StaleServices = ["nginx"], Support = new OsSupport(false, null, "os-release") } };
        Scan(file, web.Id, new ScanResult(ScanStatus.Ok, null, read, TempFile.Now, Duration.FromSeconds(2)));
        AsTheScansSay(file);
        Scan(file, web.Id, new ScanResult(ScanStatus.Unreachable, RemoteErrors.Refused.Because("10.2.0.17:22 refuses."), null, TempFile.Now + Duration.FromHours(1), Duration.FromSeconds(1)));
        AsTheScansSay(file);

        List<HostStanding> standings = file.Read(t => t.Standings());
        Assert.Equal(["new-01", "web-07"], standings.Select(s => s.Host.Name));
        Assert.Equal((null, null, null), (standings[0].Last, standings[0].LastGoodAt, standings[0].LastGood));
        Assert.Equal(HostFigures.Of(read), standings[1].LastGood);
        Assert.Equal(("REFUSED", (Instant?)TempFile.Now), (standings[1].Last!.Code, standings[1].LastGoodAt));
        Assert.Equal(1, standings[1].LastGood!.StaleServices);
        Assert.Equal(standings[1].LastGood, file.Read(t => t.Standing(web)).LastGood);
    }

    /// <summary>What moves scans about, such as a merge of two hosts, need not know of the rows that lists are read from.</summary>
    [Fact]
    public void A_row_that_names_other_scans_than_the_hosts_own_does_not_count()
    {
        using CockpitFile file = temp.Make();
        Host web = file.Write(t => t.AddHost(Web, TempFile.Anna, TempFile.Now));
        Scan(file, web.Id, new ScanResult(ScanStatus.Ok, null, Read, TempFile.Now, Duration.Zero));
        Scan(file, web.Id, new ScanResult(ScanStatus.Ok, null, Read with { Updates = [] }, TempFile.Now + Duration.FromHours(1), Duration.Zero));
        file.Write(t => t.Connection.Execute("UPDATE host SET last_scan_id = 1, last_good_scan_id = 1"));
        Assert.Equal((1, (Instant?)TempFile.Now), (file.Read(t => t.Standings())[0].LastGood!.Updates, file.Read(t => t.Standings())[0].LastGoodAt));
        file.Write(t => t.Connection.Execute("DELETE FROM host_standing"));
        AsTheScansSay(file);
    }

    [Fact]
    public void Only_hosts_that_were_scanned_since_are_read_again()
    {
        using CockpitFile file = temp.Make();
        Host[] hosts = [.. new[] { "a", "b", "c" }.Select(n => file.Write(t => t.AddHost(Web with { Name = n }, TempFile.Anna, TempFile.Now)))];
        foreach (Host host in hosts) Scan(file, host.Id, new ScanResult(ScanStatus.Ok, null, Read, TempFile.Now, Duration.Zero));
        FleetStamp before = file.Read(t => t.FleetStamp());
        Assert.Empty(file.Read(t => t.StandingsAfter(before.LastScan)));
        Scan(file, hosts[1].Id, new ScanResult(ScanStatus.Timeout, null, null, TempFile.Now, Duration.Zero));
        HostStanding again = Assert.Single(file.Read(t => t.StandingsAfter(before.LastScan)));
        Assert.Equal(("b", ScanStatus.Timeout), (again.Host.Name, again.Last!.Status));
        Assert.Equal(Web.Tags, again.Host.Tags);
        Assert.Equal(before with { LastScan = before.LastScan + 1 }, file.Read(t => t.FleetStamp()));
        file.Write(t => t.ChangeHost(hosts[0] with { Role = "db" }, TempFile.Anna, TempFile.Now));
        Assert.Equal(before.HostChanges + 1, file.Read(t => t.FleetStamp()).HostChanges);
    }

    private static void AsTheScansSay(CockpitFile file)
    {
        foreach ((HostStanding standing, HostKnowledge known) in file.Read(t => t.Standings().Zip(t.Knowledge())))
        {
            Assert.Equal(known.Last, standing.Last);
            Assert.Equal(known.LastGood?.At, standing.LastGoodAt);
            Assert.Equal(known.LastGood is { } good ? HostFigures.Of(good.Inventory) : null, standing.LastGood);
        }
    }

    private static void Scan(CockpitFile file, HostId host, ScanResult result) => file.Write(t =>
    {
        ScanId scan = t.BeginScan(1, TempFile.Anna, result.StartedAt);
        t.AddScanResult(scan, host, result);
        t.EndScan(scan, 1, 0, TempFile.Anna, result.StartedAt);
    });
}
