using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>Hosts that are reached through others, over real sshds.</summary>
public sealed class JumpHostTests
{
    private static readonly RunOptions Soon = new(Duration.FromSeconds(30));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_host_behind_a_jump_host_is_reached()
    {
        using var hops = new Hops();
        using var connector = hops.Connector();
        using var session = connector.Open(hops.Host(1), Cancellation);
        Assert.Equal("ok\n", session.Run("echo ok", Soon, Cancellation).OutputText);
        Assert.Contains($" through ", session.Peer);
        Assert.Single(hops.First.Serving);
        Assert.Empty(hops.Second.Serving);
    }

    [Fact]
    public void A_host_behind_two_jump_hosts_is_reached_and_long_answers_arrive_whole()
    {
        using var hops = new Hops();
        using var connector = hops.Connector();
        using var session = connector.Open(hops.Host(1, hops.ViaBoth), Cancellation);
        var lines = string.Join('\n', Enumerable.Range(0, 60_000).Select(i => $"line {i} of a long text"));
        Assert.Equal(lines + "\n", session.Run($"cat <<'END'\n{lines}\nEND", Soon, Cancellation).OutputText);
        Assert.Single(hops.First.Serving);
        Assert.Single(hops.Second.Serving);
    }

    [Fact]
    public void A_key_behind_a_jump_host_is_looked_up_by_the_hosts_own_name()
    {
        using var hops = new Hops();
        var known = File.ReadAllLines(hops.Target.Home.KnownHosts);
        var name = $"[{Sshd.AddressOf(3)}]:{hops.Target.Port}";
        File.WriteAllLines(hops.Target.Home.KnownHosts, known.Where(l => !l.StartsWith(name, StringComparison.Ordinal)));
        Assert.Equal("HOST_KEY_UNKNOWN", Fails(hops, hops.Host(3)).Code.Name);

        // The key of the jump host itself, under the name of the host behind it, is another key than the one that is shown.
        File.WriteAllLines(hops.Target.Home.KnownHosts, [.. known.Where(l => !l.StartsWith(name, StringComparison.Ordinal)), $"{name} {hops.First.Home.HostPublicKey}"]);
        var fault = Fails(hops, hops.Host(3));
        Assert.Equal("HOST_KEY_CHANGED", fault.Code.Name);
        Assert.StartsWith("host-03 shows another key", fault.What);
    }

    [Fact]
    public void An_unknown_key_of_a_jump_host_is_named_as_its_own()
    {
        using var hops = new Hops();
        File.WriteAllLines(hops.Target.Home.KnownHosts, File.ReadAllLines(hops.Target.Home.KnownHosts).Where(l => !l.Contains($":{hops.First.Port} ", StringComparison.Ordinal)));
        var fault = Fails(hops, hops.Host(1));
        Assert.Equal("HOST_KEY_UNKNOWN", fault.Code.Name);
        Assert.StartsWith("127.0.0.11", fault.What);
        Assert.Contains("is a jump host", fault.Hint);
    }

    [Fact]
    public void A_second_jump_host_that_lets_nobody_in_is_named()
    {
        using var hops = new Hops(second: ["AuthorizedKeysFile /nonexistent"]);
        var fault = Fails(hops, hops.Host(1, hops.ViaBoth));
        Assert.Equal("AUTH_DENIED", fault.Code.Name);
        Assert.StartsWith("127.0.0.12", fault.What);
    }

    [Fact]
    public void A_jump_host_that_forwards_nothing_is_named_with_what_to_look_at()
    {
        using var hops = new Hops(first: ["AllowTcpForwarding no"]);
        var fault = Fails(hops, hops.Host(1));
        Assert.Equal("AUTH_DENIED", fault.Code.Name);
        Assert.StartsWith("127.0.0.11", fault.What);
        Assert.Contains("AllowTcpForwarding", fault.Hint);
    }

    [Fact]
    public void A_jump_host_that_says_nothing_is_asked_once_for_all_behind_it()
    {
        using var hops = new Hops();
        var connections = 0;
        using var silent = new ServingListener(peer =>
        {
            Interlocked.Increment(ref connections);
            peer.Poll(-1, SelectMode.SelectError);
        });
        using var connector = hops.Connector(s => s with { ConnectTimeout = Duration.FromSeconds(1) });
        var via = $"127.0.0.1:{((IPEndPoint)silent.Listener.LocalEndpoint).Port}";
        var faults = new Fault[20];
        var threads = Enumerable.Range(0, 20).Select(n => new Thread(() => faults[n] = Assert.Throws<CockpitException>(() => connector.Open(hops.Host(n + 1, via), Cancellation)).Fault)).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.All(faults, f => Assert.Equal("NO_BANNER", f.Code.Name));
        Assert.All(faults, f => Assert.StartsWith("127.0.0.1", f.What));
        Assert.Equal(1, connections);
    }

    [Fact]
    public void What_fails_behind_a_jump_host_is_the_hosts_own_failure()
    {
        using var hops = new Hops();
        using var full = new FullBacklog();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var connector = hops.Connector(s => s with { ConnectTimeout = Duration.FromSeconds(2) });
        Assert.Equal(("REFUSED", "host-01"), Ends(hops.Host(1) with { Port = 1 }));
        Assert.Equal(("DNS", "127.0.0.11"), Ends(hops.Host(1) with { Address = "no-such-host.invalid" }));
        Assert.Equal(("CONNECT_TIMEOUT", "host-01"), Ends(hops.Host(1) with { Address = "127.0.0.1", Port = full.Port }));
        Assert.Equal(("NO_BANNER", "host-01"), Ends(hops.Host(1) with { Address = "127.0.0.1", Port = ((IPEndPoint)silent.LocalEndpoint).Port }));

        // None of it hurt the session that they share.
        Assert.Single(hops.First.Serving);
        using var session = connector.Open(hops.Host(2), Cancellation);
        Assert.Equal("ok\n", session.Run("echo ok", Soon, Cancellation).OutputText);
        Assert.Single(hops.First.Serving);

        (string, string) Ends(Host host)
        {
            var fault = Assert.Throws<CockpitException>(() => connector.Open(host, Cancellation)).Fault;
            return (fault.Code.Name, fault.What.Split(' ', ':')[0]);
        }
    }

    [Fact]
    public void A_jump_host_that_dies_ends_what_runs_through_it_and_nothing_else_and_is_reached_anew()
    {
        using var hops = new Hops();
        using var connector = hops.Connector();
        using var direct = connector.Open(hops.Target.Host(1), Cancellation);
        using var other = connector.Open(hops.Host(2, $"127.0.0.12:{hops.Second.Port}"), Cancellation);
        using var session = connector.Open(hops.Host(3), Cancellation);
        var dies = Assert.Single(hops.First.Serving);
        var fault = Assert.Throws<CockpitException>(() => session.Run($"kill -9 {dies}; exec sleep 600", Soon, Cancellation)).Fault;
        Assert.Equal("DISCONNECTED", fault.Code.Name);
        Assert.StartsWith("127.0.0.11: the connection to this jump host", fault.What);
        Assert.Equal("ok\n", direct.Run("echo ok", Soon, Cancellation).OutputText);
        Assert.Equal("ok\n", other.Run("echo ok", Soon, Cancellation).OutputText);
        using var again = connector.Open(hops.Host(3), Cancellation);
        Assert.Equal("ok\n", again.Run("echo ok", Soon, Cancellation).OutputText);
    }

    [Fact]
    public void A_jump_host_that_freezes_is_given_up_and_reached_anew()
    {
        using var hops = new Hops();
        using var connector = hops.Connector(s => s with { ConnectTimeout = Duration.FromSeconds(4) });
        using var session = connector.Open(hops.Host(1), Cancellation);
        var frozen = Assert.Single(hops.First.Serving);
        Signal("STOP", Descendants(frozen));
        try
        {
            var fault = Assert.Throws<CockpitException>(() => connector.Open(hops.Host(2), Cancellation)).Fault;
            Assert.Equal("DISCONNECTED", fault.Code.Name);
            Assert.Contains("has not answered for ", fault.What);
            using var again = connector.Open(hops.Host(2), Cancellation);
            Assert.Equal("ok\n", again.Run("echo ok", Soon, Cancellation).OutputText);
        }
        finally
        {
            Signal("KILL", Descendants(frozen));
        }
    }

    [Fact]
    public void A_jump_host_that_freezes_while_a_script_runs_is_named()
    {
        using var hops = new Hops();
        using var connector = hops.Connector();
        using var session = connector.Open(hops.Host(1, hops.ViaBoth), Cancellation);
        var frozen = Descendants(Assert.Single(hops.First.Serving));
        Signal("STOP", frozen);
        try
        {
            var fault = Assert.Throws<CockpitException>(() => session.Run("sleep 600", new RunOptions(Duration.FromSeconds(6)), Cancellation)).Fault;
            Assert.Equal("DISCONNECTED", fault.Code.Name);
            Assert.StartsWith("127.0.0.11: the connection to this jump host has not answered", fault.What);
        }
        finally
        {
            Signal("KILL", frozen);
        }
    }

    [Theory]
    [InlineData("yes", "OUTPUT_TOO_BIG")]
    [InlineData("sleep 600", "EXEC_TIMEOUT")]
    [InlineData("kill -9 $PPID", "DISCONNECTED")]
    public void Caps_and_limits_hold_end_to_end_and_hurt_nobody_else(string script, string code)
    {
        using var hops = new Hops();
        using var connector = hops.Connector();
        using var session = connector.Open(hops.Host(1, hops.ViaBoth), Cancellation);
        using var beside = connector.Open(hops.Host(2, hops.ViaBoth), Cancellation);
        var options = new RunOptions(Duration.FromSeconds(2)) { MayBeKilled = true };
        Assert.Equal(code, Assert.Throws<CockpitException>(() => session.Run(script, options, Cancellation)).Fault.Code.Name);
        Assert.Equal("ok\n", beside.Run("echo ok", Soon, Cancellation).OutputText);
        Assert.Single(hops.First.Serving);
    }

    [Fact]
    public void A_cancelled_opening_behind_a_jump_host_ends()
    {
        using var hops = new Hops();
        using var full = new FullBacklog();
        using var connector = hops.Connector(s => s with { ConnectTimeout = Duration.FromMinutes(10) });
        using var warm = connector.Open(hops.Host(2), Cancellation);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.Throws<OperationCanceledException>(() => connector.Open(hops.Host(1) with { Address = "127.0.0.1", Port = full.Port }, source.Token));
        Assert.Equal("ok\n", warm.Run("echo ok", Soon, Cancellation).OutputText);
    }

    private static Fault Fails(Hops hops, Host host)
    {
        using var connector = hops.Connector(s => s with { ConnectTimeout = Duration.FromSeconds(5) });
        return Assert.Throws<CockpitException>(() => connector.Open(host, Cancellation)).Fault;
    }

    private static List<int> Descendants(int process)
    {
        var all = new List<int> { process };
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(File.ReadAllText($"/proc/{all[i]}/task/{all[i]}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
        }

        return all;
    }

    private static void Signal(string signal, IEnumerable<int> processes)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. processes.Select(p => $"{p}")]);
        kill.WaitForExit();
    }
}
