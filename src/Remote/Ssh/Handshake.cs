using Cockpit.Core.Errors;
using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Ssh.Ways;
using Cockpit.Remote.Watching;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh;

/// <summary>How far a connection came; what a failure is called depends on it.</summary>
internal enum HandshakePhase { FirstLine, KeyExchange, Login }

/// <summary>The steps of one connection from its socket to its login.</summary>
/// <param name="place">The server, for a sentence.</param>
internal sealed class Handshake(SshTarget target, string place, RemoteSettings settings, Watchdog watchdog, SshLogin login, KnownKeys known)
{
    private volatile HandshakePhase _phase = HandshakePhase.FirstLine;
    private volatile Fault? _refusal;

    /// <summary>Takes the way over, also when it fails.</summary>
    /// <param name="attempt">The rest of its limit is for the first line; key exchange and login have the connect timeout once more.</param>
    /// <exception cref="CockpitException">Whatever went wrong, by its name.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SshSession Run(Way way, Attempt attempt)
    {
        var info = SshInternals.NewInfo(target.User, [.. login.Methods]);
        info.Timeout = settings.ConnectTimeout.ToTimeSpan();
        Algorithms.Restrict(info, target, known);
        var certificate = new ShownCertificate();
        certificate.Watch(info);
        var session = SshInternals.NewSession(info);
        var open = new SshSession(target.Name, $"{target.User}@{way.Peer}", new SshClient(info), session, way, login, watchdog, settings.Nonce);
        session.HostKeyReceived += (_, shown) => shown.CanTrust = Trust(certificate.Key ?? new HostKey(shown.HostKey), info);
        Exception? failure = null;
        attempt.Guard(way.HangUp);
        try
        {
            var line = FirstLine.Exchange(way.Socket, session.ClientVersion);
            target.Trace?.Tell(ConnectionStage.FirstLine, line);
            _phase = HandshakePhase.KeyExchange;
            attempt.Restart(info.Timeout);
            SshInternals.ExchangeKeys(session, way.Socket, line);

            // A person may be asked now; the attempt's limit holds for the server alone, and the library's own would hold for both.
            var limit = info.Timeout;
            login.Pace.Limit = waits => attempt.Restart(waits ?? limit);
            info.Timeout = Timeout.InfiniteTimeSpan;
            SshInternals.LogIn(session);
            target.Trace?.Tell(ConnectionStage.Login, $"{target.User}, offered: {login.Offered}");
            open.Begin();
        }
#pragma warning disable CA1031 // Every way in which the library can fail has a name here; what is none of the known ones is DISCONNECTED.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        if (failure is null && attempt.Reason == Cut.None && session.IsConnected)
        {
            // From here on each script has its own timeout, which the watchdog keeps.
            info.Timeout = Timeout.InfiniteTimeSpan;
            return open;
        }

        var broken = way.Broken;
        open.Dispose();
        attempt.ThrowIfCancelled();
        throw new CockpitException(_refusal ?? (failure as CockpitException)?.Fault ?? broken ?? new HandshakeFailures(target, place, login, settings).Of(failure, attempt.Reason, _phase), failure);
    }

    /// <summary>Called on the library's listener thread, before anything but key exchange was sent.</summary>
    private bool Trust(HostKey shown, ConnectionInfo agreed)
    {
        _phase = HandshakePhase.Login;
        var verdict = known.Judge(shown);
        target.Trace?.Tell(ConnectionStage.KeyExchange, $"{agreed.CurrentKeyExchangeAlgorithm}, {agreed.CurrentHostKeyAlgorithm}, {agreed.CurrentServerEncryption}");
        target.Trace?.Show(shown, verdict, known);
        _refusal = verdict.Standing == HostKeyStanding.Unknown && target.AcceptNew && target.Trace is not { StopsAtKey: true } && known.Types.Count == 0 && verdict.Why is null
            ? AcceptNew(shown) : HostKeyFaults.Of(target.Name, shown, verdict, known.Types);
        if (_refusal is null)
        {
            target.Trace?.Tell(ConnectionStage.HostKey, $"{shown.Fingerprint} ({shown.ShortType}), known by {(verdict.Line is { } line ? HostKeyFaults.At(line) : "this connection: accept-new")}");
        }

        return _refusal is null && target.Trace is not { StopsAtKey: true };
    }

    /// <summary>The first key of a host of which nothing is known, where the person asked for that; it is noted before it is trusted.</summary>
    private Fault? AcceptNew(HostKey shown)
    {
        try
        {
            KnownHostsEditor.Append(target.UserKnownHosts[0], known.Names.Full[0], shown, target.HashKnownHosts);
            settings.KeyAccepted(target.Name, shown.Fingerprint, target.UserKnownHosts[0]);
            return null;
        }
        catch (CockpitException e)
        {
            return e.Fault;
        }
    }
}
