using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Hosts;
using Cockpit.Live.Scans;
using Cockpit.Live.Ssh;
using Cockpit.Scanner;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Faults;

/// <summary>One scan of a fleet in which every way to fail is there, each beside healthy hosts.</summary>
public sealed class FaultyFleetTests
{
    /// <summary>Room for five round trips of 400 ms and a stall of 3 s at login.</summary>
    private static readonly Duration Connect = Duration.FromSeconds(10);

    private static readonly Duration Scan = Duration.FromSeconds(30);

    private static readonly Duration Grace = Duration.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_failure_has_its_name_within_its_own_limit_and_delays_no_healthy_host()
    {
        LocalScanTests.SkipUnlessDebian();
        using var healthy = Sshd.Start(home => FakeTools.In(home));
        var key = $"AuthorizedKeysFile {healthy.Home.AuthorizedKeys}";
        using var frozen = Sshd.Start(key);
        using var frozenInside = Sshd.Start(key, "ForceCommand kill -STOP $PPID");
        using var endless = Sshd.Start(home => [key, .. FakeTools.In(home, ("dpkg-query", "yes"))]);
        using var shouting = Sshd.Start(key, "ForceCommand printf '\\033[2J\\033]0;owned\\007 no \\033[31mshell'; exit 1");
        using var busy = Sshd.Start(key, "MaxStartups 1:100:1");
        using var old = Sshd.Start(key, "KexAlgorithms diffie-hellman-group14-sha1");
        foreach (var other in (Sshd[])[frozen, frozenInside, endless, shouting, busy, old])
        {
            File.AppendAllText(healthy.Home.KnownHosts, File.ReadAllText(other.Home.KnownHosts));
        }

        frozen.Stop();
        using var holder = new TcpClient("127.0.0.11", busy.Port);
        Assert.NotEqual(0, holder.GetStream().Read(new byte[100]));
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var banner = new ServingListener(peer =>
        {
            peer.Send("SSH-2.0-OpenSSH_9.2\r\n"u8);
            peer.Poll(-1, SelectMode.SelectError);
        });
        using var full = new FullBacklog();

        // An OpenSSH server has sent some 1,600 bytes when keys are agreed, and 2,500 more before a script's answer ends.
        Relay[] lines =
        [
            Line(new LineFaults(TimeSpan.FromMilliseconds(200), Stalls: 20)),
            Line(new LineFaults(AfterServerBytes: 1_200, Then: LineEnd.Silence)),
            Line(new LineFaults(AfterServerBytes: 6_000, Then: LineEnd.Close)),
            Line(new LineFaults(AfterServerBytes: 6_000, Then: LineEnd.Reset)),
            Line(new LineFaults(AfterServerBytes: 6_000, Then: LineEnd.Silence)),
        ];
        using var stranger = new Relay(Sshd.AddressOf(15), healthy.Port, new LineFaults());
        using var hole = BlackHole.CanBe ? new BlackHole() : null;
        try
        {
            (string Name, Host Host, string Code, Duration Limit)[] faulty =
            [
                ("no name", At("no-such-host.invalid", healthy.Port), "DNS", Connect),
                ("nothing listens", At("127.0.0.1", 1), "REFUSED", Connect),
                ("packets dropped", At("127.0.0.1", full.Port), "CONNECT_TIMEOUT", Connect),
                ("sshd frozen", At(Sshd.AddressOf(1), frozen.Port), "NO_BANNER", Connect),
                ("nothing said", At("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port), "NO_BANNER", Connect),
                ("banner, then silence", At("127.0.0.1", ((IPEndPoint)banner.Listener.LocalEndpoint).Port), "CONNECT_TIMEOUT", Connect * 2),
                ("key exchange, then silence", At("127.0.0.1", lines[1].Port), "CONNECT_TIMEOUT", Connect * 2),
                ("MaxStartups", At(Sshd.AddressOf(1), busy.Port), "THROTTLED", Connect),
                ("old methods", At(Sshd.AddressOf(1), old.Port), "KEX_MISMATCH", Connect),
                ("unknown key", At("127.0.0.1", stranger.Port), "HOST_KEY_UNKNOWN", Connect * 2),
                ("frozen in the session", At(Sshd.AddressOf(1), frozenInside.Port), "EXEC_TIMEOUT", Scan),
                ("output without end", At(Sshd.AddressOf(1), endless.Port), "OUTPUT_TOO_BIG", Scan),
                ("escapes and no shell", At(Sshd.AddressOf(1), shouting.Port), "AUTH_DENIED", Scan),
                ("cut in the answer", At("127.0.0.1", lines[2].Port), "DISCONNECTED", Scan),
                ("reset in the answer", At("127.0.0.1", lines[3].Port), "DISCONNECTED", Scan),
                ("half open in the answer", At("127.0.0.1", lines[4].Port), "EXEC_TIMEOUT", Scan),
                .. hole is null ? Array.Empty<(string, Host, string, Duration)>() : [("black hole", At(hole.Address, 22), "CONNECT_TIMEOUT", Connect)],
            ];
            var slow = At("127.0.0.1", lines[0].Port);
            var good = Enumerable.Range(1, 10).Select(n => healthy.Host(n) with { Id = new(500 + n), Name = $"good-{n}" }).ToList();
            using var connector = healthy.Connector(s => s with { ConnectTimeout = Connect, Jitter = () => 0 });
            var scanner = new HostScanner(connector, SystemClock.Instance);
            var results = new ConcurrentDictionary<string, (ScanResult Result, int Place)>();
            using var lateness = new Lateness();
            new FleetScan((host, cancellation) => scanner.Scan(host, new ScanOptions { Timeout = Scan }, cancellation)).Run(
                [.. faulty.Select(f => f.Host), slow, .. good], parallel: faulty.Length + 11,
                (host, result) => results[host.Name] = (result, results.Count), Cancellation);

            // What the program can keep a limit to is what the machine wakes it up to; a few such steps make one limit.
            var late = Duration.FromTimeSpan(lateness.Most() * 4);
            foreach (var (name, host, code, limit) in faulty)
            {
                var (result, _) = results[host.Name];
                Assert.True(result.Fault is not null, $"{name}: no fault");
                Assert.True(code == result.Fault.Code.Name, $"{name}: {result.Fault.Code.Name} {result.Fault.What}");
                Assert.True(result.Took <= limit + Grace + late, $"{name}: {result.Took} is more than {limit}");
                Assert.DoesNotContain(result.Fault.ToString(), char.IsControl);
            }

            Assert.True(results[slow.Name].Result.Status == ScanStatus.Ok, results[slow.Name].Result.Fault?.What);
            Assert.All(good, g => Assert.Equal(ScanStatus.Ok, results[g.Name].Result.Status));

            // All healthy ones were read before the first of those that only a time-out ends.
            var patient = faulty.Where(f => f.Code is "CONNECT_TIMEOUT" or "NO_BANNER" or "EXEC_TIMEOUT").Min(f => results[f.Host.Name].Place);
            Assert.All(good, g => Assert.True(results[g.Name].Place < patient, $"{g.Name} waited for a host that fails"));
        }
        finally
        {
            Array.ForEach(lines, l => l.Dispose());
        }

        Relay Line(LineFaults faults)
        {
            var relay = new Relay(Sshd.AddressOf(15), healthy.Port, faults);
            File.AppendAllText(healthy.Home.KnownHosts, $"[127.0.0.1]:{relay.Port} {healthy.Home.HostPublicKey}\n");
            return relay;
        }

        Host At(string address, int port) => healthy.Host(1, address, port) with { Name = $"{address}-{port}" };
    }
}
