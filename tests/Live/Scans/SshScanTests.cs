using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Hosts;
using Cockpit.Live.Ssh;
using Cockpit.Remote;
using Cockpit.Scanner;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Scans;

/// <summary>Scans over a real sshd: of this machine as it is, and of hosts that fail.</summary>
public sealed class SshScanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void This_machine_over_ssh_is_this_machine()
    {
        LocalScanTests.SkipUnlessDebian();
        using var sshd = Sshd.Start();
        using var connector = sshd.Connector();
        var scanner = new HostScanner(connector, SystemClock.Instance);
        var overSsh = Good(scanner.Scan(sshd.Host(1), new ScanOptions(), Cancellation));
        var local = Good(scanner.Scan(LocalScanTests.Here, new ScanOptions(), Cancellation));

        // Time passes between the two, and others write to the disk.
        Assert.Equal(Comparable(local), Comparable(overSsh));
        Assert.Equal(local.Packages, overSsh.Packages);
        Assert.Equal(local.Updates, overSsh.Updates);
        Assert.Equal(local.RebootPackages, overSsh.RebootPackages);
        Assert.Equal(local.FileSystems.Select(f => (f.MountPoint, f.SizeBytes)), overSsh.FileSystems.Select(f => (f.MountPoint, f.SizeBytes)));
        Assert.Equal((local.Facts.TimeZone, local.Facts.Virtualization, local.Facts.Support), (overSsh.Facts.TimeZone, overSsh.Facts.Virtualization, overSsh.Facts.Support));
        Assert.Equal(local.Facts.Repositories, overSsh.Facts.Repositories);
        Assert.Equal(local.Unread, overSsh.Unread);
    }

    [Fact]
    public void Each_failure_is_a_status_of_its_own()
    {
        using var sshd = Sshd.Start();
        var stranger = sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "stranger"));
        var empty = Path.Combine(sshd.Home.Folder, "empty");
        File.WriteAllText(empty, "");
        Assert.Equal((ScanStatus.AuthFailed, "AUTH_DENIED"), Status(sshd, sshd.Host(1, identity: stranger)));
        Assert.Equal((ScanStatus.HostKeyUnknown, "HOST_KEY_UNKNOWN"), Status(sshd, sshd.Host(1), s => s with { KnownHosts = [empty] }));
        Assert.Equal((ScanStatus.Unreachable, "DNS"), Status(sshd, sshd.Host(1, address: "no-such-host.invalid")));
        Assert.Equal((ScanStatus.Unsupported, "TRANSPORT_UNSUPPORTED"), Status(sshd, sshd.Host(1) with { Transport = Transport.Winrm }));
    }

    [Fact]
    public void A_host_that_takes_too_long_is_a_timeout()
    {
        using var sshd = Sshd.Start(home => FakeTools.In(home, ("dpkg-query", "sleep 600")));
        using var connector = sshd.Connector();
        var result = new HostScanner(connector, SystemClock.Instance).Scan(sshd.Host(1), new ScanOptions { Timeout = Duration.FromSeconds(3) }, Cancellation);
        Assert.Equal((ScanStatus.Timeout, "EXEC_TIMEOUT"), (result.Status, result.Fault?.Code.Name));
    }

    [Fact]
    public void A_host_that_prints_without_end_is_an_error()
    {
        using var sshd = Sshd.Start(home => FakeTools.In(home, ("dpkg-query", "yes")));
        Assert.Equal((ScanStatus.Error, "OUTPUT_TOO_BIG"), Status(sshd, sshd.Host(1)));
    }

    [Fact]
    public void A_connection_that_dies_in_a_scan_is_an_error_and_no_half_inventory()
    {
        using var sshd = Sshd.Start(home => FakeTools.In(home, ("dpkg-query", "/usr/bin/dpkg-query \"$@\" | head -5; kill -9 $(ps -o ppid= -p $PPID)")));
        var (status, code) = Status(sshd, sshd.Host(1));
        Assert.Equal(ScanStatus.Error, status);
        Assert.Contains(code, (string[])["DISCONNECTED", "SCAN_UNREADABLE"]);
    }

    [Fact]
    public void Another_system_is_unsupported()
    {
        using var sshd = Sshd.Start(home => FakeTools.In(home, ("cat", "case $1 in /etc/os-release) echo ID=fedora;; *) exec /bin/cat \"$@\";; esac")));
        Assert.Equal((ScanStatus.Unsupported, "UNSUPPORTED_OS"), Status(sshd, sshd.Host(1)));
    }

    [Fact]
    public void Bad_hosts_delay_no_good_one()
    {
        LocalScanTests.SkipUnlessDebian();
        using var sshd = Sshd.Start(home => FakeTools.In(home));
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var hung = new ServingListener(peer =>
        {
            peer.Send("SSH-2.0-OpenSSH_9.2\r\n"u8);
            peer.Poll(-1, SelectMode.SelectError);
        });
        using var full = new FullBacklog();
        var changed = sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "changed"));
        File.WriteAllText(sshd.Home.KnownHosts, File.ReadAllText(sshd.Home.KnownHosts).Replace(
            $"[{Sshd.AddressOf(5)}]:{sshd.Port} {sshd.Home.HostPublicKey}", $"[{Sshd.AddressOf(5)}]:{sshd.Port} {Keygen.PublicKeyOf(changed)}"));

        // The bad ones come first and would wait ten minutes each; they are let go only after every good one has answered.
        Host[] bad =
        [
            sshd.Host(1, address: "127.0.0.1", port: ((IPEndPoint)silent.LocalEndpoint).Port),
            sshd.Host(2, address: "127.0.0.1", port: ((IPEndPoint)hung.Listener.LocalEndpoint).Port),
            sshd.Host(3, address: "127.0.0.1", port: full.Port),
            sshd.Host(4, address: "127.0.0.1", port: 1),
            sshd.Host(5),
        ];
        var good = Enumerable.Range(100, 40).Select(n => sshd.Host(n)).Where(h => h.Address != bad[4].Address).Take(30).ToList();
        using var connector = sshd.Connector(s => s with { ConnectTimeout = Duration.FromMinutes(10), Jitter = () => 0 });
        var scanner = new HostScanner(connector, SystemClock.Instance);
        var results = new List<(long Host, ScanStatus Status)>();
        new FleetScan((host, cancellation) => scanner.Scan(host, new ScanOptions { Timeout = Duration.FromMinutes(10) }, cancellation)).Run(
            [.. bad, .. good],
            parallel: 10,
            (host, result) =>
            {
                results.Add((host.Id.Value, result.Status));
                if (results.Count(r => r.Host >= 100) == good.Count && !results.Exists(r => r.Host <= 3))
                {
                    silent.Dispose();
                    hung.Dispose();
                    full.Dispose();
                }
            },
            Cancellation);

        Assert.Equal(35, results.Count);
        Assert.All(results.Where(r => r.Host >= 100), r => Assert.Equal(ScanStatus.Ok, r.Status));
        Assert.All(results.TakeLast(3), r => Assert.InRange(r.Host, 1, 3));
        Assert.Contains((4L, ScanStatus.Unreachable), results);
        Assert.Contains((5L, ScanStatus.HostKeyChanged), results);
    }

    private static Inventory Good(ScanResult result)
    {
        Assert.Null(result.Fault);
        return result.Inventory!;
    }

    private static Inventory Comparable(Inventory inventory) => inventory with
    {
        Uptime = Duration.Zero, Packages = [], Updates = [], RebootPackages = [], FileSystems = [], Unread = [], Facts = SystemFacts.Unknown,
    };

    private static (ScanStatus Status, string? Code) Status(Sshd sshd, Host host, Func<RemoteSettings, RemoteSettings>? change = null)
    {
        using var connector = sshd.Connector(change);
        var result = new HostScanner(connector, SystemClock.Instance).Scan(host, new ScanOptions(), Cancellation);
        Assert.Null(result.Inventory);
        return (result.Status, result.Fault?.Code.Name);
    }
}
