using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Watching;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Cockpit.Remote.Ssh;

/// <summary>Gives a connection that did not come about its name: by how far it came and what ended it.</summary>
internal sealed class HandshakeFailures(SshTarget target, string place, SshLogin login, RemoteSettings settings)
{
    private string Limit => $"{settings.ConnectTimeout.TotalSeconds:0.#} s";

    /// <param name="failure">What the library threw; null where it gave up without a word.</param>
    public Fault Of(Exception? failure, Cut cut, HandshakePhase phase) =>
        phase == HandshakePhase.FirstLine ? First(failure as FirstLineException, cut) : Later(failure, cut, phase);

    private Fault First(FirstLineException? failure, Cut cut) => failure switch
    {
        _ when cut == Cut.Deadline => Silent,
        { End: FirstLineEnd.TooOld } => RemoteErrors.KexMismatch.Because($"{place} speaks version 1 of the protocol only."),

        // What OpenSSH says in place of its first line: too many that have not logged in yet, or an address that it punishes (PerSourcePenalties).
        { Said: var said } when said.Contains("MaxStartups", StringComparison.Ordinal) || said.Contains("Not allowed at this time", StringComparison.Ordinal) =>
            RemoteErrors.Throttled.Because($"{place} takes no more connections now. It said: {HostText.OneLine(said)}"),
        { End: FirstLineEnd.NotSsh, Said: var said } => RemoteErrors.NoBanner.Because(
            $"{place} answers, but not as an SSH server does. It said: {HostText.OneLine(said)}", "Is this the right port?"),

        // OpenSSH drops what exceeds MaxStartups before its first line; the client's own first line then meets a closed socket.
        _ => RemoteErrors.Throttled.Because($"{place} closed the connection before it said anything."),
    };

    private Fault Silent => RemoteErrors.NoBanner.Because($"{place} accepted the connection and said nothing within {Limit}.");

    private Fault Later(Exception? failure, Cut cut, HandshakePhase phase) => failure switch
    {
        _ when cut == Cut.Deadline => Hung,
        SshOperationTimeoutException => Hung,
        SshAuthenticationException => Denied(""),
        SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed } kex => RemoteErrors.KexMismatch.Because($"{place} and this program have no method in common. {HostText.OneLine(kex.Message)}."),

        // The server said why and hung up, such as "Too many authentication failures"; a mere loss of the connection comes without a reason.
        SshConnectionException { DisconnectReason: not DisconnectReason.ConnectionLost and not DisconnectReason.None } told when phase == HandshakePhase.Login => Denied($" {HostText.OneLine(told.Message)}"),
        _ => NothingSent(RemoteErrors.Disconnected, $"{place} closed the connection {(phase == HandshakePhase.Login ? "at login" : "in key exchange")}."),
    };

    private Fault Hung => RemoteErrors.ConnectTimeout.Because($"{place} began to answer and did not finish within {Limit}.", "Its sshd hangs or is overloaded; look at its console.");

    private Fault Denied(string said) => RemoteErrors.AuthDenied.Because($"{target.Name} does not let {target.User} in with {login.Offered}.{said}");

    private static Fault NothingSent(ErrorCode code, string what) => new(code, what, "No command was sent.", code.Hint);
}
