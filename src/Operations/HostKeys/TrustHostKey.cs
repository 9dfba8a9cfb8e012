using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Hosts;
using Cockpit.Remote;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.HostKeys;

/// <summary>
/// Accepts the key of one host, on purpose: what it shows now has to be what the person compared. Writes it to their known_hosts, and to the journal
/// that they did.
/// </summary>
public static class TrustHostKey
{
    /// <param name="fingerprint">The whole of it, as ssh-keygen prints it: "SHA256:...".</param>
    /// <exception cref="CockpitException">HOST_UNKNOWN, FINGERPRINT_DIFFERS, HOST_KEY_REVOKED, KNOWN_HOSTS_KEPT, KNOWN_HOSTS_UNWRITABLE, and whatever stood in the way to the host.</exception>
    public static HostKeyView Run(Session session, string name, string fingerprint, CancellationToken cancellation)
    {
        Host host = session.Read(t => FindHost.Named(t, name));
        using var access = new HostAccess(session);
        ShownHostKey shown = access.ShowKey(host, cancellation);
        if (fingerprint.Trim().TrimEnd('=') != shown.Key.Fingerprint)
            throw new CockpitException(RemoteErrors.FingerprintDiffers.Because($"{host.Name} shows {shown.Key.Fingerprint} ({shown.Key.Type}), not {Printable.Line(fingerprint, 60)}."));
        if (shown.State == HostKeyState.Known) return HostKeyView.Of(host.Name, shown, trusted: true, null);

        // Written inside the transaction: the journal has it only if the file does.
        string? backup = session.Write(t =>
        {
            t.NoteTrustedKey(host, shown.Key.Fingerprint, string.Join(", ", shown.Others.Select(o => o.Key.Fingerprint)), shown.File ?? "", session.Actor, session.Now);
            return HostConnector.Trust(shown);
        });
        return HostKeyView.Of(host.Name, shown, trusted: true, backup);
    }
}
