using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>How a connection can fail to come about, each against a real peer that fails this way.</summary>
public sealed class SshOpeningTests(SshdFixture fixture) : IClassFixture<SshdFixture>
{
    private Sshd Sshd => fixture.Sshd;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_name_that_does_not_exist_is_dns() =>
        Assert.Equal("DNS", Sshd.Fails(Sshd.Host(1, address: "no-such-host.invalid")).Code.Name);

    [Fact]
    public void A_name_is_resolved()
    {
        using var sshd = Sshd.Start("AddressFamily inet", "ListenAddress 127.0.0.1");
        File.AppendAllText(sshd.Home.KnownHosts, $"[localhost]:{sshd.Port} {sshd.Home.HostPublicKey}\n");
        using var connector = sshd.Connector();
        using var session = connector.Open(sshd.Host(1, address: "localhost"), Cancellation);
        Assert.EndsWith($"@127.0.0.1:{sshd.Port}", session.Peer);
    }

    [Fact]
    public void A_dead_port_is_refused()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Assert.Equal("REFUSED", Sshd.Fails(Sshd.Host(1, port: port)).Code.Name);
    }

    [Fact]
    public void A_full_backlog_that_never_accepts_is_a_connect_timeout()
    {
        using var full = new FullBacklog();
        Assert.Equal("CONNECT_TIMEOUT", Sshd.Fails(Sshd.Host(1, address: "127.0.0.1", port: full.Port)).Code.Name);
    }

    [Fact]
    public void A_listener_that_says_nothing_has_no_banner()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        Assert.Equal("NO_BANNER", Sshd.Fails(At(silent)).Code.Name);
    }

    [Fact]
    public void A_listener_that_drips_its_banner_has_none_either()
    {
        // A byte every tenth of the time-out resets each read's own time-out; only a deadline over all of them ends this.
        using var drip = new ServingListener(peer =>
        {
            while (true)
            {
                peer.Send("x"u8);
                peer.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectError);
            }
        });
        Assert.Equal("NO_BANNER", Sshd.Fails(At(drip.Listener)).Code.Name);
    }

    [Fact]
    public void A_server_of_another_kind_has_no_banner()
    {
        using var other = new ServingListener(peer => peer.Send("\0\0\0\u0005mysql"u8));
        var fault = Sshd.Fails(At(other.Listener));
        Assert.Equal(("NO_BANNER", "Is this the right port?"), (fault.Code.Name, fault.Hint));
    }

    [Fact]
    public void A_key_exchange_that_hangs_ends_at_the_timeout()
    {
        using var hung = new ServingListener(peer =>
        {
            peer.Send("SSH-2.0-OpenSSH_9.2\r\n"u8);
            peer.Poll(-1, SelectMode.SelectError);
        });
        var fault = Sshd.Fails(At(hung.Listener));
        Assert.Equal("CONNECT_TIMEOUT", fault.Code.Name);
        Assert.Contains("began to answer and did not finish", fault.What);
    }

    [Fact]
    public void A_server_that_knows_only_old_methods_is_a_mismatch()
    {
        using var old = Sshd.Start("KexAlgorithms diffie-hellman-group14-sha1");
        var fault = old.Fails(old.Host(1));
        Assert.Equal("KEX_MISMATCH", fault.Code.Name);
        Assert.Contains("diffie-hellman-group14-sha1", fault.What);
    }

    [Fact]
    public void A_server_that_knows_only_cbc_is_a_mismatch()
    {
        using var old = Sshd.Start("Ciphers aes128-cbc");
        Assert.Equal("KEX_MISMATCH", old.Fails(old.Host(1)).Code.Name);
    }

    [Theory]
    [InlineData("curve25519-sha256")]
    [InlineData("ecdh-sha2-nistp256")]
    [InlineData("ecdh-sha2-nistp521")]
    [InlineData("diffie-hellman-group14-sha256")]
    [InlineData("sntrup761x25519-sha512@openssh.com")]
    public void Every_method_that_is_offered_works(string method)
    {
        using var sshd = Sshd.Start($"KexAlgorithms {method}");
        using var connector = sshd.Connector();
        using var session = connector.Open(sshd.Host(1), Cancellation);
        Assert.Equal("ok\n", session.Run("echo ok", new RunOptions(Duration.FromSeconds(30)), Cancellation).OutputText);
    }

    [Theory]
    [InlineData("aes128-gcm@openssh.com")]
    [InlineData("aes256-gcm@openssh.com")]
    [InlineData("chacha20-poly1305@openssh.com")]
    [InlineData("aes256-ctr")]
    public void Every_cipher_that_is_offered_works(string cipher)
    {
        using var sshd = Sshd.Start($"Ciphers {cipher}");
        using var connector = sshd.Connector();
        using var session = connector.Open(sshd.Host(1), Cancellation);
        Assert.Equal(100_000, session.Run("head -c 100000 /dev/zero", new RunOptions(Duration.FromSeconds(30)), Cancellation).Output.Length);
    }

    [Fact]
    public void No_more_than_eight_handshakes_run_at_once_against_one_sshd()
    {
        var (now, most) = (0, 0);
        var gate = new object();
        using var eight = new CountdownEvent(8);
        using var busy = new ServingListener(_ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }

            // The first eight wait for each other, so that eight are there at once; whoever comes later finds the count reached.
            if (!eight.IsSet)
            {
                eight.Signal();
            }

            eight.Wait(Cancellation);
            lock (gate)
            {
                now--;
            }
        });
        using var connector = Sshd.Connector(s => s with { Jitter = () => 0 });
        var host = At(busy.Listener);
        var threads = Enumerable.Range(0, 16).Select(_ => new Thread(() => Record.Exception(() => connector.Open(host, Cancellation)))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(8, most);
    }

    [Fact]
    public void What_an_overloaded_sshd_drops_is_tried_again()
    {
        using var busy = Sshd.Start("MaxStartups 1:100:1");
        using var holder = new TcpClient("127.0.0.11", busy.Port);
        WaitForLine(holder);
        var retries = 0;
        using var connector = busy.Connector(s => s with
        {
            Jitter = () =>
            {
                retries++;
                holder.Dispose();
                return 1;
            },
        });
        connector.Open(busy.Host(1), Cancellation).Dispose();
        Assert.InRange(retries, 1, 3);
    }

    [Fact]
    public void What_an_overloaded_sshd_drops_for_good_is_throttled_after_three_retries()
    {
        using var busy = Sshd.Start("MaxStartups 1:100:1");
        using var holder = new TcpClient("127.0.0.11", busy.Port);
        WaitForLine(holder);
        var retries = 0;
        Assert.Equal("THROTTLED", busy.Fails(busy.Host(1), s => s with { Jitter = () => ++retries * 0.0 }).Code.Name);
        Assert.Equal(3, retries);
    }

    [Fact]
    public void Nothing_but_throttling_is_tried_again()
    {
        var retries = 0;
        var stranger = Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "stranger2"));
        Sshd.Fails(Sshd.Host(1, identity: stranger), s => s with { Jitter = () => ++retries });
        Assert.Equal(0, retries);
    }

    [Fact]
    public void A_stopped_sshd_has_no_banner()
    {
        using var sshd = Sshd.Start();
        sshd.Stop();
        Assert.Equal("NO_BANNER", sshd.Fails(sshd.Host(1)).Code.Name);
    }

    [Fact]
    public void A_cancelled_opening_ends()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var connector = Sshd.Connector(s => s with { ConnectTimeout = Duration.FromMinutes(10) });
        Assert.Throws<OperationCanceledException>(() => connector.Open(At(silent), source.Token));
    }

    [Fact]
    public void A_connection_that_is_never_accepted_ends_when_cancelled()
    {
        // The kernel keeps this one waiting for minutes, and the time-out allows it.
        using var full = new FullBacklog();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var connector = Sshd.Connector(s => s with { ConnectTimeout = Duration.FromMinutes(10) });
        Assert.Throws<OperationCanceledException>(() => connector.Open(Sshd.Host(1, address: "127.0.0.1", port: full.Port), source.Token));
    }

    [Theory]
    [InlineData("Exceeded MaxStartups\r\n", "THROTTLED", "Exceeded MaxStartups")]
    [InlineData("Not allowed at this time\r\n", "THROTTLED", "Not allowed at this time")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "NO_BANNER", "400 Bad Request")]
    [InlineData("\u001b[2J\r\n", "NO_BANNER", "It said: [2J")]
    [InlineData("SSH-1.5-old\r\n", "KEX_MISMATCH", "version 1")]
    public void What_a_server_says_in_place_of_its_first_line_is_told(string says, string code, string told)
    {
        using var close = new ServingListener(peer =>
        {
            peer.Receive(new byte[100]);
            peer.Send(System.Text.Encoding.ASCII.GetBytes(says));
        });
        var fault = Sshd.Fails(At(close.Listener), s => s with { Jitter = () => 0 });
        Assert.Equal(code, fault.Code.Name);
        Assert.Contains(told, fault.What);
    }

    [Fact]
    public void A_notice_before_the_first_line_is_passed_over()
    {
        using var sshd = Sshd.Start();
        using var notice = new ServingListener(peer =>
        {
            peer.Send("Welcome.\r\nAuthorised use only.\r\n"u8);
            using var server = new TcpClient("127.0.0.11", sshd.Port);
            var back = new Thread(() => Pump(server.Client, peer));
            back.Start();
            Pump(peer, server.Client);
            back.Join();
        });
        var port = ((IPEndPoint)notice.Listener.LocalEndpoint).Port;
        File.AppendAllText(sshd.Home.KnownHosts, $"[127.0.0.1]:{port} {sshd.Home.HostPublicKey}\n");
        using var connector = sshd.Connector();
        using var session = connector.Open(sshd.Host(1, address: "127.0.0.1", port: port), Cancellation);
        Assert.Equal("ok\n", session.Run("echo ok", new RunOptions(Duration.FromSeconds(30)), Cancellation).OutputText);
    }

    private static void Pump(Socket from, Socket to)
    {
        var chunk = new byte[4096];
        try
        {
            for (var count = from.Receive(chunk); count > 0; count = from.Receive(chunk))
            {
                to.Send(chunk.AsSpan(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side has closed for good, so there is nothing to pass on any more.
        }
    }

    [Fact]
    public void Another_transport_is_unsupported()
    {
        using var connector = Sshd.Connector();
        var fault = Assert.Throws<CockpitException>(() => connector.Open(Sshd.Host(1) with { Transport = Transport.Winrm }, Cancellation)).Fault;
        Assert.Equal("TRANSPORT_UNSUPPORTED", fault.Code.Name);
    }

    /// <summary>sshd has counted the connection once it has said its first line.</summary>
    private static void WaitForLine(TcpClient client) => Assert.Equal('S', client.GetStream().ReadByte());

    private static Host At(TcpListener listener) => new(
        new(99), "peer", "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, null, Transport.Ssh, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null);
}
