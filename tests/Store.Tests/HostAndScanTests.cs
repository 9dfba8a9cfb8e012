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
        Assert.Equal(added with { Tags = read.Tags }, read);
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

    private static void Scan(CockpitFile file, HostId host, ScanResult result) => file.Write(t =>
    {
        ScanId scan = t.BeginScan(1, TempFile.Anna, result.StartedAt);
        t.AddScanResult(scan, host, result);
        t.EndScan(scan, 1, 0, TempFile.Anna, result.StartedAt);
    });
}
