using System.Net;
using Cockpit.Core.Errors;
using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Watching;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Cockpit.Remote.Ssh;

/// <summary>How far a connection came; what a failure is called depends on it.</summary>
internal enum HandshakePhase { FirstLine, KeyExchange, Login }

/// <summary>One attempt to open one connection to one address.</summary>
internal sealed class Handshake(SshTarget target, IPAddress address, RemoteSettings settings, Watchdog watchdog, SshLogin login, KnownKeys known)
{
    private volatile HandshakePhase _phase = HandshakePhase.FirstLine;
    private volatile Fault? _refusal;
    private Cut _cut;

    /// <param name="reach">For TCP and the server's first line together; key exchange and login have the connect timeout once more.</param>
    /// <exception cref="CockpitException">Whatever went wrong, by its name.</exception>
    public SshSession Run(TimeSpan reach, CancellationToken cancellation)
    {
        var info = new ConnectionInfo(address.ToString(), target.Port, target.User, [.. login.Methods]) { Timeout = reach };
        Algorithms.Restrict(info, known.Types);

        var session = SshInternals.NewSession(info);
        var client = new SshClient(info);
        Exception? failure = null;
        using (var watch = watchdog.Start(reach, tooMuch: null, () => SshInternals.HangUp(session), cancellation))
        {
            session.ServerIdentificationReceived += (_, _) =>
            {
                _phase = HandshakePhase.KeyExchange;
                info.Timeout = settings.ConnectTimeout.ToTimeSpan();
                watch.Restart(info.Timeout);
            };
            session.HostKeyReceived += (_, shown) => shown.CanTrust = Trust(new HostKey(shown.HostKey));
            try
            {
                session.Connect();
                SshInternals.Adopt(client, session);
            }
#pragma warning disable CA1031 // Every way in which the library can fail has a name here; what is none of the known ones is DISCONNECTED.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = e;
            }

            _cut = watch.Reason;
        }

        var open = new SshSession(target.Name, $"{target.User}@{address}:{target.Port}", client, session, login, watchdog, settings.Nonce);
        if (failure is null && _cut == Cut.None && client.IsConnected)
        {
            // From here on each script has its own timeout, which the watchdog keeps.
            info.Timeout = Timeout.InfiniteTimeSpan;
            return open;
        }

        var reached = SshInternals.HadSocket(session);
        open.Dispose();
        throw _cut == Cut.Cancelled
            ? new OperationCanceledException(cancellation)
            : new CockpitException(_refusal ?? new HandshakeFailures(target, address, login, settings).Of(failure, _cut, _phase, reached), failure);
    }

    /// <summary>Called on the library's listener thread, before anything but key exchange was sent.</summary>
    private bool Trust(HostKey shown)
    {
        _phase = HandshakePhase.Login;
        var verdict = known.Judge(shown);
        _refusal = HostKeyFaults.Of(target.Name, shown, verdict, known.Types);
        return _refusal is null;
    }
}
