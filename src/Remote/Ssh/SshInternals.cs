using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Messages;
using Renci.SshNet.Messages.Connection;
using Renci.SshNet.Messages.Transport;

namespace Cockpit.Remote.Ssh;

/// <summary>
/// With <see cref="Ways.DirectChannel"/> the only place that reaches behind SSH.NET's public surface (2026.0.0, pinned in Directory.Packages.props; tests
/// fail when a newer one differs). The library makes its own TCP connection, which cannot be cancelled and cannot run through another host; it ignores tokens while it
/// waits for a server's first line, in key exchange and in login; and its client does not know its own session until all that is over. So the steps of
/// Session.Connect are taken here one by one, on a socket of ours.
/// </summary>
internal static class SshInternals
{
    private const string Assembly = "Renci.SshNet";
    private const string SessionInterface = $"Renci.SshNet.ISession, {Assembly}";
    private const string Services = $"Renci.SshNet.IServiceFactory, {Assembly}";

    /// <summary>Room for the mathematics of every key exchange, far from the 8 MB of a default stack.</summary>
    private const int ListenerStackBytes = 1024 * 1024;

    /// <summary>Messages that a server may send before it has let anybody in.</summary>
    private static readonly string[] Transport =
    [
        "SSH_MSG_DISCONNECT", "SSH_MSG_IGNORE", "SSH_MSG_UNIMPLEMENTED", "SSH_MSG_DEBUG", "SSH_MSG_SERVICE_ACCEPT", "SSH_MSG_KEXINIT", "SSH_MSG_NEWKEYS", "SSH_MSG_USERAUTH_BANNER",
    ];

    private static readonly string[] Channels =
    [
        "SSH_MSG_REQUEST_SUCCESS", "SSH_MSG_REQUEST_FAILURE", "SSH_MSG_CHANNEL_OPEN_CONFIRMATION", "SSH_MSG_CHANNEL_OPEN_FAILURE", "SSH_MSG_CHANNEL_WINDOW_ADJUST",
        "SSH_MSG_CHANNEL_EXTENDED_DATA", "SSH_MSG_CHANNEL_REQUEST", "SSH_MSG_CHANNEL_SUCCESS", "SSH_MSG_CHANNEL_FAILURE", "SSH_MSG_CHANNEL_DATA", "SSH_MSG_CHANNEL_EOF", "SSH_MSG_CHANNEL_CLOSE",
    ];

    /// <summary>Settings of a connection; the host is not named, so that the library can never connect by itself.</summary>
    public static ConnectionInfo NewInfo(string user, AuthenticationMethod[] methods) => new("", 22, user, methods);

    /// <summary>A session that is not connected yet; what BaseClient.Connect makes inside.</summary>
    /// <param name="info">From <see cref="NewInfo"/>.</param>
    public static Session NewSession(ConnectionInfo info)
    {
        var session = MakeSession(info, MakeServices(), MakeSockets());
        try
        {
            // The only way to its table of messages, which is of a type that cannot be named: begin to connect, and fail for want of a host.
            session.Connect();
            throw new InvalidOperationException("The library connected to no host.");
        }
        catch (ArgumentException)
        {
            return session;
        }
    }

    /// <summary>Agrees on keys over a socket on which the first lines have passed; HostKeyReceived is raised in it. Blocks for ConnectionInfo.Timeout at most.</summary>
    /// <exception cref="Exception">Whatever the library throws.</exception>
    public static void ExchangeKeys(Session session, Socket socket, string serverLine)
    {
        SocketOf(session) = socket;
        SetServerVersion(session, serverLine);
        SetServerVersion(session.ConnectionInfo, serverLine);
        Register(session, Transport);
        IsInitialKex(session) = true;
        var init = BuildInit(session, includeStrictKexPseudoAlgorithm: true);
        SetInit(session, init);
        Send(session, init);
        ListenerEnded(session).Reset();
        new Thread(() => Listen(session), ListenerStackBytes) { IsBackground = true, Name = "ssh-listener" }.Start();
        Wait(session, KeysAgreed(session).WaitHandle);
    }

    /// <summary>Logs in. Blocks for a few times ConnectionInfo.Timeout at most.</summary>
    /// <exception cref="Exception">Whatever the library throws.</exception>
    public static void LogIn(Session session)
    {
        Send(session, new ServiceRequestMessage(ServiceName.UserAuthentication));
        Wait(session, ServiceAccepted(session));
        Register(session, ["SSH_MSG_GLOBAL_REQUEST"]);
        Authenticate(session.ConnectionInfo, session, MakeServices());
        IsAuthenticated(session) = true;
        Register(session, Channels);
    }

    /// <summary>Gives a client its connected session, as if its own Connect had made it.</summary>
    public static void Adopt(SshClient client, Session session) => SetSession(client, session);

    /// <summary>
    /// Ends a connection from any thread: whoever reads or writes on it returns with an error. Does nothing before it has a socket
    /// and after that is closed. Never blocks.
    /// </summary>
    public static void HangUp(Session session) => Ways.Sockets.HangUp(SocketOf(session));

    /// <summary>Asks a server for any answer, as OpenSSH's own keepalive does (RFC 4254 section 4); it answers with RequestSuccess or RequestFailure.</summary>
    public static void AskForLife(Session session) => Send(session, MakeRequest("keepalive@openssh.com"u8.ToArray(), wantReply: true));

    /// <summary>Set once nothing is read from the connection any more.</summary>
    public static WaitHandle Ended(Session session) => ListenerEnded(session);

    private static void Register(Session session, string[] messages)
    {
        foreach (var message in messages)
        {
            session.RegisterMessage(message);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Session MakeSession(
        ConnectionInfo info,
        [UnsafeAccessorType(Services)] object services,
        [UnsafeAccessorType($"Renci.SshNet.Connection.ISocketFactory, {Assembly}")] object sockets);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType($"Renci.SshNet.ServiceFactory, {Assembly}")]
    private static extern object MakeServices();

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType($"Renci.SshNet.Connection.SocketFactory, {Assembly}")]
    private static extern object MakeSockets();

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Session")]
    private static extern void SetSession(BaseClient client, [UnsafeAccessorType(SessionInterface)] object session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref Socket? SocketOf(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_isInitialKex")]
    private static extern ref bool IsInitialKex(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_isAuthenticated")]
    private static extern ref bool IsAuthenticated(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_messageListenerCompleted")]
    private static extern ref ManualResetEvent ListenerEnded(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_keyExchangeCompletedWaitHandle")]
    private static extern ref ManualResetEventSlim KeysAgreed(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_serviceAccepted")]
    private static extern ref EventWaitHandle ServiceAccepted(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ServerVersion")]
    private static extern void SetServerVersion(Session session, string version);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ServerVersion")]
    private static extern void SetServerVersion(ConnectionInfo info, string version);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ClientInitMessage")]
    private static extern void SetInit(Session session, KeyExchangeInitMessage init);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "BuildClientInitMessage")]
    private static extern KeyExchangeInitMessage BuildInit(Session session, bool includeStrictKexPseudoAlgorithm);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendMessage")]
    private static extern void Send(Session session, Message message);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern GlobalRequestMessage MakeRequest(byte[] requestName, bool wantReply);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MessageListener")]
    private static extern void Listen(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "WaitOnHandle")]
    private static extern void Wait(Session session, WaitHandle handle);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Authenticate")]
    private static extern void Authenticate(ConnectionInfo info, [UnsafeAccessorType(SessionInterface)] object session, [UnsafeAccessorType(Services)] object services);
}
