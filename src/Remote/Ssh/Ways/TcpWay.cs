using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>A TCP connection from this machine. It ends at its limit and at once when it is cancelled.</summary>
internal static class TcpWay
{
    /// <param name="attempt">What watches over this attempt; it has the rest of its limit.</param>
    /// <exception cref="CockpitException">REFUSED, CONNECT_TIMEOUT.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Way Open(SshTarget target, IPAddress address, Attempt attempt, TimeSpan limit)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // Closing a socket is what wakes a thread that waits in connect(2).
            attempt.Guard(socket.Dispose);
            socket.Connect(new IPEndPoint(address, target.Port));
            attempt.Guard(() => Sockets.HangUp(socket));
            return new Way(socket, Way.PeerOf(address.ToString(), target.Port));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
            attempt.ThrowIfCancelled();
            throw new CockpitException(Named(SshPlace.Of(target, address), e, limit), e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Fault Named(string where, Exception failure, TimeSpan limit) => (failure as SocketException)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => RemoteErrors.Refused.Because($"{where} refuses the connection."),
        SocketError.HostUnreachable or SocketError.HostDown => RemoteErrors.ConnectTimeout.Because($"The network says that {where} is not there."),
        SocketError.NetworkUnreachable or SocketError.NetworkDown => RemoteErrors.ConnectTimeout.Because($"There is no route to {where}."),
        SocketError.AccessDenied => RemoteErrors.ConnectTimeout.Because($"A firewall on this machine forbids the connection to {where}."),
        SocketError.ConnectionReset => RemoteErrors.Refused.Because($"{where} resets the connection."),
        null or SocketError.OperationAborted or SocketError.Interrupted or SocketError.TimedOut or SocketError.NotSocket => RemoteErrors.ConnectTimeout.Because($"{where} did not accept a connection within {limit.TotalSeconds:0.#} s."),
        { } other => RemoteErrors.ConnectTimeout.Because($"{where} did not accept a connection ({other})."),
    };
}
