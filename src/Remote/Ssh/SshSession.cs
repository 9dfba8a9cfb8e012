using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Ssh.Ways;
using Cockpit.Remote.Watching;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Cockpit.Remote.Ssh;

/// <summary>An SSH connection that is logged in. Each script is a channel of its own on it.</summary>
internal sealed class SshSession(
    string host, string peer, SshClient client, Session session, Way way, SshLogin login, Watchdog watchdog, Func<string> nonce) : IHostSession
{
    /// <summary>Closing can hang on a peer that is stopped (SSH.NET #1552); then the socket is shut under it.</summary>
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long killing a remote script may delay our giving it up.</summary>
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(2);

    private bool _closed;

    public string Peer => peer;

    /// <summary>The session is logged in: scripts can run.</summary>
    internal void Begin() => SshInternals.Adopt(client, session);

    public ScriptResult Run(string script, RunOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_closed)
        {
            throw new CockpitException(RunFailures.Closed(host));
        }

        var frame = new ScriptFrame(nonce(), options.AsRoot);
        using var cut = new ManualResetEvent(false);
        var sent = false;
        SshCommand? command = null;
        try
        {
            command = client.CreateCommand(frame.Command);
            var (output, errors) = (command.OutputStream, command.ExtendedOutputStream);
            using var watch = watchdog.Start(
                options.Timeout.ToTimeSpan(),
                () => output.Length > options.MaxOutputBytes || errors.Length > options.MaxErrorBytes,
                () => End(cut, Volatile.Read(ref sent)),
                cancellation);
            Exception? lost = null;
            try
            {
                var running = command.ExecuteAsync(CancellationToken.None);
                Send(command, ScriptFrame.Input(script));
                Volatile.Write(ref sent, true);
                WaitHandle.WaitAny([((IAsyncResult)running).AsyncWaitHandle, cut], watch.Left + CloseLimit);
                lost = running.IsCompletedSuccessfully ? null : running.Exception?.InnerException ?? new TimeoutException();
            }
            catch (Exception e) when (IsLoss(e))
            {
                lost = e;
            }

            if (watch.Reason != Cut.None)
            {
                // What prints without end ends by its closed pipe; what only takes long is killed where it may be.
                if (options.MayBeKilled && watch.Reason != Cut.TooMuch)
                {
                    Kill(frame.KillCommand(Drain(output)));
                }

                throw RunFailures.Of(watch.Reason, host, options, cancellation);
            }

            if (lost is not null || command.ExitStatus is null && command.ExitSignal is null)
            {
                throw new CockpitException(Lost("while a step ran"), lost);
            }

            if (output.Length > options.MaxOutputBytes || errors.Length > options.MaxErrorBytes)
            {
                throw RunFailures.Of(Cut.TooMuch, host, options, cancellation);
            }

            return frame.Open(new ScriptResult(command.ExitStatus, command.ExitSignal, Drain(output), Drain(errors)), host);
        }
        catch (Exception e) when (IsLoss(e))
        {
            var fault = Lost("before a step began");
            Dispose();
            throw new CockpitException(fault, e);
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            using (watchdog.Start(CloseLimit, tooMuch: null, () => way.HangUp(), CancellationToken.None))
            {
                command?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        using (watchdog.Start(CloseLimit, tooMuch: null, () => way.HangUp(), CancellationToken.None))
        {
            client.Dispose();
            session.Dispose();
            way.Dispose();
            login.Dispose();
        }
    }

    private Fault Lost(string when) => way.Broken ?? RemoteErrors.Disconnected.Because($"The connection to {host} was lost {when}.");

    /// <summary>The library's ways to say that the connection is gone; anything else is an error of ours.</summary>
    private static bool IsLoss(Exception e) => e is SshException or ObjectDisposedException or System.Net.Sockets.SocketException or InvalidOperationException;

    /// <summary>On the watchdog's thread. Whoever only waits for the end is woken and can still kill the command; whoever is blocked in the library can only be freed by hanging up.</summary>
    private void End(ManualResetEvent cut, bool onlyWaits)
    {
        if (!onlyWaits)
        {
            way.HangUp();
        }

        cut.Set();
    }

    private static void Send(SshCommand command, byte[] input)
    {
        try
        {
            using var stream = command.CreateInputStream();
            stream.Write(input);
        }
        catch (Exception e) when (IsLoss(e))
        {
            // The command ended before it had read all (no shell, for example); how it ended tells why.
        }
    }

    /// <summary>Kills a script over a channel of its own, so that nothing is left running there. Best effort, within <see cref="KillLimit"/>.</summary>
    private void Kill(string? commandLine)
    {
        if (commandLine is null)
        {
            return;
        }

        using (watchdog.Start(KillLimit, tooMuch: null, () => way.HangUp(), CancellationToken.None))
        {
            try
            {
                using var kill = client.CreateCommand(commandLine);
                ((IAsyncResult)kill.ExecuteAsync(CancellationToken.None)).AsyncWaitHandle.WaitOne(KillLimit);
            }
            catch (Exception e) when (IsLoss(e))
            {
                // The connection is gone, and with it the way to kill anything.
            }
        }
    }

    private static byte[] Drain(Stream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
