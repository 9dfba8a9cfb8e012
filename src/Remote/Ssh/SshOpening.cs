using System.Net;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.OpenSsh;
using Cockpit.Remote.Secrets;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Ssh.Ways;
using Cockpit.Remote.Watching;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh;

/// <summary>Opens SSH connections: the way through jump hosts, name, TCP, first line, key exchange, host key, login. Blocks the calling thread. Thread-safe.</summary>
internal sealed class SshOpening : IDisposable
{
    /// <summary>An sshd that is busy drops connections at random (MaxStartups); nothing else is worth a second try.</summary>
    private const int Retries = 3;

    /// <summary>Before the first retry; doubled for each further one, and as much again by chance.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly RemoteSettings _settings;
    private readonly CredentialSecrets _secrets;
    private readonly Watchdog _watchdog;
    private readonly SshTargets _targets;
    private readonly SshLogins _logins;
    private readonly KnownHostsStore _known;
    private readonly HandshakeSlots _slots = new();
    private readonly JumpHosts _jumps;
    private readonly SshProgramOpening _program;

    public SshOpening(RemoteSettings settings, CredentialSecrets secrets, Watchdog watchdog)
    {
        _settings = settings;
        _secrets = secrets;
        _watchdog = watchdog;
        _targets = new SshTargets(settings);
        _known = new KnownHostsStore(settings.Now);
        _logins = new SshLogins(secrets);
        _program = new SshProgramOpening(settings, secrets, watchdog);
        _jumps = new JumpHosts(Open, watchdog, TimeProvider.System);
    }

    private TimeSpan ConnectTimeout => _settings.ConnectTimeout.ToTimeSpan();

    /// <param name="trace">Is told how far it comes.</param>
    public IHostSession Open(Host host, CancellationToken cancellation, ConnectionTrace? trace = null)
    {
        var target = _targets.For(host.User is null && _secrets.Find(host.Credential, host.Name)?.User is { } user ? host with { User = user } : host, cancellation) with { Trace = trace };
        trace?.For(target);
        if (trace is { StopsAtKey: true } && (target.ProxyCommand is not null || target.Jumps.Any(j => j.ProxyCommand is not null)))
        {
            throw new CockpitException(RemoteErrors.TransportUnsupported.Because($"The way to {host.Name} is a ProxyCommand, so its key is seen by ssh alone.", $"Log in once with ssh {target.Lookup}; it asks about the key."));
        }

        if (trace is { StopsAtKey: true } || _program.Reason(host, target) is not { } reason)
        {
            return Open(target, cancellation);
        }

        using var slot = _slots.Take($"{target.HostName} {target.Port}", cancellation);
        var session = Patiently(() => _program.Open(target, cancellation), cancellation);
        trace?.Tell(ConnectionStage.Login, $"{target.User}, by the ssh program: {reason}");
        return session;
    }

    /// <summary>Opens a connection as a target says, through its jump hosts.</summary>
    internal SshSession Open(SshTarget target, CancellationToken cancellation) =>
        Open(target, target.Jumps.Count == 0 ? null : _jumps.Take(target.Jumps, cancellation), cancellation);

    /// <summary>Closes the sessions to jump hosts that nobody uses.</summary>
    public void Dispose() => _jumps.Dispose();

    private SshSession Open(SshTarget target, JumpLease? through, CancellationToken cancellation)
    {
        // Kept until the end, so that a retry finds the jump host's session still there.
        using var kept = through;
        var known = _known.For(target);
        var addresses = through is null ? NameLookup.Resolve(target, ConnectTimeout, cancellation) : [];
        target.Trace?.Tell(ConnectionStage.Name, through is null ? $"{target.HostName} is {string.Join(", ", addresses)}" : $"{target.Jumps[^1].Name} looks {target.HostName} up");
        return Patiently(() => through is null ? OpenAny(target, addresses, known, cancellation) : OpenThrough(target, through, known, cancellation), cancellation);
    }

    /// <summary>Tries again what an sshd that is busy dropped.</summary>
    private T Patiently<T>(Func<T> open, CancellationToken cancellation)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                return open();
            }
            catch (CockpitException e) when (e.Fault.Code == RemoteErrors.Throttled && retry < Retries)
            {
                // Nothing was sent, and the slot is free for others meanwhile.
                var wait = RetryAfter * Math.Pow(2, retry) * (1 + _settings.Jitter());
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
            var address = addresses[i];
            try
            {
                using var slot = _slots.Take($"{address} {target.Port}", cancellation);
                return Reach(target, SshPlace.Of(target, address), ConnectTimeout / (addresses.Count - i), known, attempt => TcpWay.Open(target, address, attempt, ConnectTimeout), cancellation);
            }
            catch (CockpitException e) when (i + 1 < addresses.Count && (e.Fault.Code == RemoteErrors.Refused || e.Fault.Code == RemoteErrors.ConnectTimeout))
            {
                // The next address may be the one that is reachable from here (IPv4 beside IPv6).
            }
        }
    }

    private SshSession OpenThrough(SshTarget target, JumpLease through, KnownKeys known, CancellationToken cancellation)
    {
        using var slot = _slots.Take($"{through.Session.Jump.HostName} {target.HostName} {target.Port}", cancellation);
        return Reach(target, SshPlace.Of(target, address: null), ConnectTimeout, known, attempt => JumpWay.Open(target, through.Again(), attempt, ConnectTimeout), cancellation);
    }

    private SshSession Reach(SshTarget target, string place, TimeSpan limit, KnownKeys known, Func<Attempt, Way> open, CancellationToken cancellation)
    {
        var login = target.Trace is { StopsAtKey: true } ? new SshLogin([new NoneAuthenticationMethod(target.User)], "nothing") : _logins.For(target, cancellation);
        using var attempt = new Attempt(_watchdog, limit, cancellation);
        Way way;
        try
        {
            way = open(attempt);
        }
        catch
        {
            login.Dispose();
            throw;
        }

        target.Trace?.Connected(way.Peer);
        return new Handshake(target, place, _settings, _watchdog, login, known).Run(way, attempt);
    }
}
