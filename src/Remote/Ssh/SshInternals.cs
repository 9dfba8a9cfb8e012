using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh;

/// <summary>
/// The only place that reaches behind SSH.NET's public surface (2026.0.0, pinned in Directory.Packages.props; its tests fail when a newer
/// one differs). The library ignores tokens while it waits for a server's first line, in key exchange and in login, and its client does
/// not know its own session until all that is over; so a connection that hangs there can only be ended by closing its socket,
/// and the socket is only reachable this way.
/// </summary>
internal static class SshInternals
{
    private const string Assembly = "Renci.SshNet";

    /// <summary>A session that is not connected yet; what BaseClient.Connect makes inside.</summary>
    public static Session NewSession(ConnectionInfo info) => MakeSession(info, MakeServices(), MakeSockets());

    /// <summary>Gives a client its connected session, as if its own Connect had made it.</summary>
    public static void Adopt(SshClient client, Session session) => SetSession(client, session);

    /// <summary>
    /// Ends a connection from any thread: whoever reads or writes on it returns with an error. Does nothing before TCP is up (the
    /// library keeps its time-out there) and after it is closed. Never blocks.
    /// </summary>
    public static void HangUp(Session session)
    {
        try
        {
            SocketOf(session)?.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It is closed already, which is what was wanted.
        }
    }

    /// <summary>TCP was established at some time.</summary>
    public static bool HadSocket(Session session) => SocketOf(session) is not null;

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Session MakeSession(
        ConnectionInfo info,
        [UnsafeAccessorType($"Renci.SshNet.IServiceFactory, {Assembly}")] object services,
        [UnsafeAccessorType($"Renci.SshNet.Connection.ISocketFactory, {Assembly}")] object sockets);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType($"Renci.SshNet.ServiceFactory, {Assembly}")]
    private static extern object MakeServices();

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType($"Renci.SshNet.Connection.SocketFactory, {Assembly}")]
    private static extern object MakeSockets();

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Session")]
    private static extern void SetSession(BaseClient client, [UnsafeAccessorType($"Renci.SshNet.ISession, {Assembly}")] object session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref Socket? SocketOf(Session session);
}
