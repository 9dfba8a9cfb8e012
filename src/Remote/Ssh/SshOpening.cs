using System.Net;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.Secrets;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Ssh.Ways;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Ssh;

/// <summary>Opens SSH connections: name, TCP, first line, key exchange, host key, login. Blocks the calling thread. Thread-safe.</summary>
internal sealed class SshOpening(RemoteSettings settings, CredentialSecrets secrets, Watchdog watchdog)
{
    /// <summary>An sshd that is busy drops connections at random (MaxStartups); nothing else is worth a second try.</summary>
    private const int Retries = 3;

    /// <summary>Before the first retry; doubled for each further one, and as much again by chance.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly SshTargets _targets = new(settings);
    private readonly SshLogins _logins = new(secrets);
    private readonly KnownHostsStore _known = new();
    private readonly HandshakeSlots _slots = new();

    public IHostSession Open(Host host, CancellationToken cancellation)
    {
        var target = _targets.For(host.User is null && secrets.Find(host.Credential, host.Name)?.User is { } user ? host with { User = user } : host, cancellation);
        var known = _known.For(target.KnownHosts, [.. target.KeyNames.Select(name => HostPattern.NameOf(name, target.Port))]);
        var addresses = NameLookup.Resolve(target, settings.ConnectTimeout.ToTimeSpan(), cancellation);
        for (var retry = 0; ; retry++)
        {
            try
            {
                return OpenAny(target, addresses, known, cancellation);
            }
            catch (CockpitException e) when (e.Fault.Code == RemoteErrors.Throttled && retry < Retries)
            {
                // Nothing was sent, and the slot is free for others meanwhile.
                var wait = RetryAfter * Math.Pow(2, retry) * (1 + settings.Jitter());
                if (cancellation.WaitHandle.WaitOne(wait))
                {
                    throw new OperationCanceledException(cancellation);
                }
            }
        }
    }

    /// <summary>Tries a host's addresses in turn; only what failed before anything was said lets the next one have a go.</summary>
    private SshSession OpenAny(SshTarget target, IReadOnlyList<IPAddress> addresses, KnownKeys known, CancellationToken cancellation)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                var limit = settings.ConnectTimeout.ToTimeSpan() / (addresses.Count - i);
                using var slot = _slots.Take($"{addresses[i]} {target.Port}", cancellation);
                var login = _logins.For(target, cancellation);
                using var attempt = new Attempt(watchdog, limit, cancellation);
                Way way;
                try
                {
                    way = TcpWay.Open(target, addresses[i], attempt, $"{settings.ConnectTimeout.TotalSeconds:0.#} s");
                }
                catch
                {
                    login.Dispose();
                    throw;
                }

                return new Handshake(target, SshPlace.Of(target, addresses[i]), settings, watchdog, login, known).Run(way, attempt);
            }
            catch (CockpitException e) when (i + 1 < addresses.Count && (e.Fault.Code == RemoteErrors.Refused || e.Fault.Code == RemoteErrors.ConnectTimeout))
            {
                // The next address may be the one that is reachable from here (IPv4 beside IPv6).
            }
        }
    }
}
