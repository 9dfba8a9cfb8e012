using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Remote;
using Cockpit.Scanner;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Scans;

public sealed class LocalScanTests
{
    internal static readonly Host Here = new(
        new HostId(1), "here", "here", 22, null, Transport.Local, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null);

    [Fact]
    public void This_machine_is_scanned_as_it_is()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg-query"), "This machine has no dpkg.");
        using var connector = new HostConnector(new RemoteSettings("/nonexistent", "nobody"));
        var result = new HostScanner(connector, SystemClock.Instance).Scan(Here, new ScanOptions(), TestContext.Current.CancellationToken);
        Assert.Null(result.Fault);
        var inventory = result.Inventory!;
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), inventory.BootId);
        Assert.Contains(inventory.Packages, p => p is { Name: "dpkg", Sound: true });
        Assert.Contains(inventory.FileSystems, f => f.MountPoint == "/");
    }
}
