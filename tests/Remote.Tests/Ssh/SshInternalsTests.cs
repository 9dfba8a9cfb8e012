using System.Net;
using System.Net.Sockets;
using Cockpit.Remote.Ssh;
using Renci.SshNet;
using Renci.SshNet.Common;
using Xunit;

namespace Cockpit.Remote.Tests.Ssh;

/// <summary>Fails when a newer SSH.NET has moved what <see cref="SshInternals"/> reaches for.</summary>
public sealed class SshInternalsTests
{
    [Fact]
    public void A_session_that_waits_for_a_first_line_can_be_hung_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var info = new ConnectionInfo("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port, "user", new NoneAuthenticationMethod("user")) { Timeout = TimeSpan.FromHours(1) };
        using var session = SshInternals.NewSession(info);
        Assert.False(SshInternals.HadSocket(session));
        SshInternals.HangUp(session);

        Exception? failure = null;
        var opening = new Thread(() => failure = Record.Exception(session.Connect));
        opening.Start();
        using var peer = silent.AcceptSocket();

        // The client's own first line means that it waits for ours.
        Assert.Equal(1, peer.Receive(new byte[1]));
        Assert.True(SshInternals.HadSocket(session));
        SshInternals.HangUp(session);
        opening.Join();
        Assert.IsType<SshConnectionException>(failure);
    }

    [Fact]
    public void A_client_takes_a_session_over()
    {
        var info = new ConnectionInfo("127.0.0.1", 1, "user", new NoneAuthenticationMethod("user"));
        using var client = new SshClient(info);
        using var session = SshInternals.NewSession(info);
        SshInternals.Adopt(client, session);
        Assert.False(client.IsConnected);
    }
}
