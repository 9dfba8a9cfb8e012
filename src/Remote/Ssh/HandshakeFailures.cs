using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Watching;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Cockpit.Remote.Ssh;

/// <summary>Gives a connection that did not come about its name: by how far it came and what ended it.</summary>
internal sealed class HandshakeFailures(SshTarget target, IPAddress address, SshLogin login, RemoteSettings settings)
{
    private string Where => target.HostName == address.ToString() ? $"{target.Name} ({address}, port {target.Port})" : $"{target.Name} ({target.HostName}, {address}, port {target.Port})";

    private string Limit => $"{settings.ConnectTimeout.TotalSeconds:0.#} s";

    /// <param name="failure">What the library threw; null where it gave up without a word.</param>
    /// <param name="reached">TCP was established.</param>
    public Fault Of(Exception? failure, Cut cut, HandshakePhase phase, bool reached) => phase switch
    {
        HandshakePhase.FirstLine => reached ? FirstLine(failure, cut) : Tcp(failure),
        _ => Later(failure, cut, phase),
    };

    private Fault Tcp(Exception? failure) => failure is SocketException socket
        ? socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => RemoteErrors.Refused.Because($"{Where} refuses the connection."),
            SocketError.HostUnreachable or SocketError.HostDown => RemoteErrors.ConnectTimeout.Because($"The network says that {Where} is not there."),
            SocketError.NetworkUnreachable or SocketError.NetworkDown => RemoteErrors.ConnectTimeout.Because($"There is no route to {Where}."),
            SocketError.AccessDenied => RemoteErrors.ConnectTimeout.Because($"A firewall on this machine forbids the connection to {Where}."),
            _ => RemoteErrors.ConnectTimeout.Because($"{Where} did not accept a connection ({socket.SocketErrorCode})."),
        }
        : RemoteErrors.ConnectTimeout.Because($"{Where} did not accept a connection within {Limit}.");

    private Fault FirstLine(Exception? failure, Cut cut) => failure switch
    {
        _ when cut == Cut.Deadline => Silent,
        SshOperationTimeoutException => Silent,
        SshConnectionException { DisconnectReason: DisconnectReason.ProtocolVersionNotSupported } => RemoteErrors.KexMismatch.Because($"{Where} speaks version 1 of the protocol only."),
        SshConnectionException { DisconnectReason: DisconnectReason.ProtocolError } => RemoteErrors.NoBanner.Because(
            $"{Where} answers, but not as an SSH server does.", "Is this the right port?"),

        // OpenSSH drops what exceeds MaxStartups before its first line; the client's own first line then meets a closed socket.
        _ => RemoteErrors.Throttled.Because($"{Where} closed the connection before it said anything."),
    };

    private Fault Silent => RemoteErrors.NoBanner.Because($"{Where} accepted the connection and said nothing within {Limit}.");

    private Fault Later(Exception? failure, Cut cut, HandshakePhase phase) => failure switch
    {
        _ when cut == Cut.Deadline => Hung,
        SshOperationTimeoutException => Hung,
        SshAuthenticationException => Denied(""),
        SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed } kex => RemoteErrors.KexMismatch.Because($"{Where} and this program have no method in common. {HostText.OneLine(kex.Message)}."),

        // The server said why and hung up, such as "Too many authentication failures"; a mere loss of the connection comes without a reason.
        SshConnectionException { DisconnectReason: not DisconnectReason.ConnectionLost and not DisconnectReason.None } told when phase == HandshakePhase.Login => Denied($" {HostText.OneLine(told.Message)}"),
        _ => NothingSent(RemoteErrors.Disconnected, $"{Where} closed the connection {(phase == HandshakePhase.Login ? "at login" : "in key exchange")}."),
    };

    private Fault Hung => RemoteErrors.ConnectTimeout.Because($"{Where} began to answer and did not finish within {Limit}.", "Its sshd hangs or is overloaded; look at its console.");

    private Fault Denied(string said) => RemoteErrors.AuthDenied.Because($"{target.Name} does not let {target.User} in with {login.Offered}.{said}");

    private static Fault NothingSent(ErrorCode code, string what) => new(code, what, "No command was sent.", code.Hint);
}
