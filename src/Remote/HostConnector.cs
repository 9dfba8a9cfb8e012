using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote.Becoming;
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

    /// <summary>Lets go of what sessions share. Sessions that are still open stay so.</summary>
    public void Dispose()
    {
        _ssh.Dispose();
        _watchdog.Dispose();
    }
}
