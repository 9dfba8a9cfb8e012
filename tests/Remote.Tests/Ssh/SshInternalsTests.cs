using System.Net;
using System.Net.Sockets;
using Cockpit.Remote.Ssh;
using Renci.SshNet;
using Renci.SshNet.Common;
using Xunit;

namespace Cockpit.Remote.Tests.Ssh;

/// <summary>Fails when a newer SSH.NET has moved what <see cref="SshInternals"/> reaches for. The whole way to a login is proven against a real sshd.</summary>
public sealed class SshInternalsTests
{
    [Fact]
    public void A_session_that_waits_for_keys_can_be_hung_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(silent.LocalEndpoint);
        using var peer = silent.AcceptSocket();
        var info = SshInternals.NewInfo("user", [new NoneAuthenticationMethod("user")]);
        info.Timeout = TimeSpan.FromHours(1);
        using var session = SshInternals.NewSession(info);
        SshInternals.HangUp(session);

        Exception? failure = null;
        var opening = new Thread(() => failure = Record.Exception(() => SshInternals.ExchangeKeys(session, socket, "SSH-2.0-test")));
        opening.Start();

        // Its KEXINIT (message 20, RFC 4253 section 7.1) means that it waits for ours.
        var packet = new byte[6];
        Assert.Equal(6, peer.Receive(packet));
        Assert.Equal(20, packet[5]);
        SshInternals.HangUp(session);
        opening.Join();
        Assert.IsType<SshConnectionException>(failure);
        Assert.False(session.IsConnected);
    }

    [Fact]
    public void A_client_takes_a_session_over()
    {
        var info = SshInternals.NewInfo("user", [new NoneAuthenticationMethod("user")]);
        using var client = new SshClient(info);
        using var session = SshInternals.NewSession(info);
        SshInternals.Adopt(client, session);
        Assert.False(client.IsConnected);
    }
}
