using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote.Becoming;
using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.Local;
using Cockpit.Remote.Secrets;
using Cockpit.Remote.Ssh;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote;

/// <summary>Opens sessions to hosts. One per process: it holds what connections share (watchdog, key files, handshake slots). Thread-safe.</summary>
public sealed class HostConnector : IDisposable
{
    private readonly RemoteSettings _settings;
    private readonly Watchdog _watchdog = new();
    private readonly CredentialSecrets _secrets;
    private readonly SshOpening _ssh;

    public HostConnector(RemoteSettings settings)
    {
        _settings = settings;
        _secrets = new CredentialSecrets(settings);
        _ssh = new SshOpening(settings, _secrets, _watchdog);
    }

    /// <summary>Opens a session; blocks the calling thread until it is there or has failed, each failure in its own time.</summary>
    /// <exception cref="CockpitException">DNS, REFUSED, CONNECT_TIMEOUT, NO_BANNER, THROTTLED, KEX_MISMATCH, HOST_KEY_*, AUTH_DENIED,
    /// KEY_FILE_UNUSABLE, CREDENTIAL_UNKNOWN, SECRET_UNAVAILABLE, AGENT_UNAVAILABLE, VAULT_*, DISCONNECTED, TRANSPORT_UNSUPPORTED.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public IHostSession Open(Host host, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return host.Transport switch
        {
            Transport.Local => new LocalSession(host.Name, _watchdog, _settings.Nonce, Become.Of(_secrets.Find(host.Credential, host.Name), _secrets)),
            Transport.Ssh => _ssh.Open(host, cancellation),
            _ => throw new CockpitException(RemoteErrors.TransportUnsupported.Because($"{host.Name} is reached by {host.Transport.ToString().ToLowerInvariant()}.")),
        };
    }

    /// <summary>Opens a session and tells each step of the connection as it is done; what fails throws like <see cref="Open"/>.</summary>
    /// <param name="onStep">Called with what there is to say, in one line without control characters.</param>
    public IHostSession Walk(Host host, Action<ConnectionStage, string> onStep, CancellationToken cancellation) =>
        host.Transport == Transport.Ssh ? _ssh.Open(host, cancellation, new ConnectionTrace(onStep)) : Open(host, cancellation);

    /// <summary>Connects as far as the host's key, and no further: nobody logs in.</summary>
    /// <exception cref="CockpitException">What stood in the way before the key was shown; TRANSPORT_UNSUPPORTED for a host without ssh.</exception>
    public ShownHostKey ShowKey(Host host, CancellationToken cancellation)
    {
        if (host.Transport != Transport.Ssh)
        {
            throw new CockpitException(RemoteErrors.TransportUnsupported.Because($"{host.Name} is not reached by ssh, so it shows no key."));
        }

        var trace = new ConnectionTrace(tell: null, stopsAtKey: true);
        try
        {
            _ssh.Open(host, cancellation, trace).Dispose();
        }
        catch (CockpitException) when (trace.Shown is not null)
        {
            // It went as far as it should.
        }

        return ShownHostKey.Of(trace);
    }

    /// <summary>Writes the key that a host showed to the person's known_hosts. A person has said so.</summary>
    /// <returns>Where the file as it was before lies, if lines had to change; null where a line was only appended.</returns>
    /// <exception cref="CockpitException">HOST_KEY_REVOKED, KNOWN_HOSTS_KEPT, KNOWN_HOSTS_UNWRITABLE; the file is as it was.</exception>
    public static string? Trust(ShownHostKey shown)
    {
        if (shown.State == HostKeyState.Revoked)
        {
            throw new CockpitException(RemoteErrors.HostKeyRevoked.Because($"{shown.KnownAt} revokes {shown.Key.Fingerprint}.", "Give the host a new key."));
        }

        if (shown.File is not { } file)
        {
            throw new CockpitException(RemoteErrors.KnownHostsUnwritable.Because("The ssh configuration names no known_hosts file of yours.", "Remove UserKnownHostsFile none there."));
        }

        if (shown.Others.FirstOrDefault(o => o.Kept is not null) is { } kept)
        {
            throw new CockpitException(RemoteErrors.KnownHostsKept.Because($"Line {kept.Line} of {kept.File} has {kept.Key.Fingerprint} and {kept.Kept}."));
        }

        if (shown.State == HostKeyState.Known)
        {
            return null;
        }

        if (shown.Others.Count > 0)
        {
            return KnownHostsEditor.Replace(file, shown.Known!.Contradicting(shown.Plain), shown.Known.Names.Full, shown.Name, shown.Plain, shown.Hashed);
        }

        KnownHostsEditor.Append(file, shown.Name, shown.Plain, shown.Hashed);
        return null;
    }

    /// <summary>Lets go of what sessions share. Sessions that are still open stay so.</summary>
    public void Dispose()
    {
        _ssh.Dispose();
        _watchdog.Dispose();
    }
}
