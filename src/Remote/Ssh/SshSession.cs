using Cockpit.Core.Errors;
using Cockpit.Remote.Becoming;
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

    /// <summary>How often to look what sudo says: far shorter than sudo takes to ask, and only until the script is sent.</summary>
    private static readonly TimeSpan TalkLook = TimeSpan.FromMilliseconds(5);

    /// <summary>How long a failure may wait for its own clearing up, which goes on behind it: a host that is stopped must not make its failure late.</summary>
    private static readonly TimeSpan CloseGrace = TimeSpan.FromMilliseconds(500);

    private int _closed;

    public string Peer => peer;

    /// <summary>What runs under it, for what takes its way through this host.</summary>
    internal Session Session => session;

    /// <summary>What broke on the way here, before this host; null while nothing did.</summary>
    internal Fault? Broken => way.Broken;

    /// <summary>How the bytes come here.</summary>
    internal Way Way => way;

    /// <summary>Ends the connection from any thread. Never blocks.</summary>
    internal void HangUp() => way.HangUp();

    /// <summary>The session is logged in: scripts can run.</summary>
    internal void Begin() => SshInternals.Adopt(client, session);

    public ScriptResult Run(string script, RunOptions options, CancellationToken cancellation) =>
        Run(script, options, anew: false, cancellation) ?? Run(script, options, anew: true, cancellation)!;

    /// <returns>Null where sudo refused a password that another host takes, so nothing was run and a person may be asked once more.</returns>
    private ScriptResult? Run(string script, RunOptions options, bool anew, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Volatile.Read(ref _closed) != 0)
        {
            throw new CockpitException(RunFailures.Closed(host));
        }

        var frame = FrameFor(options.AsRoot);
        using var talk = frame.Talks ? new SudoTalk(frame, login.Become, ScriptFrame.Input(script), anew, cancellation) : null;
        var heard = new Heard();
        using var cut = new ManualResetEvent(false);
        var sent = false;
        SshCommand? command = null;
        string? kill = null;
        try
        {
            command = client.CreateCommand(frame.Command);
            var (output, errors) = (command.OutputStream, command.ExtendedOutputStream);
            using var watch = watchdog.Start(
                options.Timeout.ToTimeSpan(),
                () => output.Length + heard.OutputLength > options.MaxOutputBytes || errors.Length + heard.ErrorsLength > options.MaxErrorBytes,
                () => End(cut, Volatile.Read(ref sent)),
                cancellation);

            // At half of the time, so that a jump host that froze on the way is told from a script that takes long.
            Func<Fault?>? broken = null;
            using var asking = way.IsIndirect ? watchdog.Start(options.Timeout.ToTimeSpan() / 2, tooMuch: null, () => broken = way.Ask(), CancellationToken.None) : null;
            Exception? lost = null;
            try
            {
                var running = command.ExecuteAsync(CancellationToken.None);
                if (talk is null) Send(command, ScriptFrame.Input(script));
                else Talk(command, running, talk, heard, cut, watch, options.Timeout.ToTimeSpan());
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
                    heard.Take(output, errors);
                    kill = frame.KillScript(heard.Output);
                }

                throw watch.Reason == Cut.Deadline && broken?.Invoke() is { } fault ? new CockpitException(fault) : RunFailures.Of(watch.Reason, host, options, cancellation);
            }

            if (lost is not null || command.ExitStatus is null && command.ExitSignal is null)
            {
                throw new CockpitException(Lost("while a step ran"), lost);
            }

            heard.Take(output, errors);
            if (heard.OutputLength > options.MaxOutputBytes || heard.ErrorsLength > options.MaxErrorBytes)
            {
                throw RunFailures.Of(Cut.TooMuch, host, options, cancellation);
            }

            var raw = new ScriptResult(command.ExitStatus, command.ExitSignal, heard.Output.ToArray(), heard.Errors.ToArray());
            return talk is null ? frame.Open(raw, host) : talk.Open(raw, host);
        }
        catch (CockpitException) when (talk is { WorthAsking: true })
        {
            return null;
        }
        catch (Exception e) when (IsLoss(e))
        {
            var fault = Lost("before a step began");
            GiveUp(command, kill, options.AsRoot);
            throw new CockpitException(fault, e);
        }
        catch
        {
            GiveUp(command, kill, options.AsRoot);
            throw;
        }
        finally
        {
            if (Volatile.Read(ref _closed) == 0)
            {
                using (watchdog.Start(CloseLimit, tooMuch: null, way.HangUp, CancellationToken.None))
                {
                    command?.Dispose();
                }
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            Close();
        }
    }

    /// <summary>Nothing more runs here: kills what may be killed and closes, aside, so that the failure is told in time.</summary>
    private void GiveUp(SshCommand? command, string? kill, bool asRoot)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        var closing = new Thread(
            () =>
            {
                Kill(kill, asRoot);

                // What still hangs of it would only wait for a host that does not answer.
                way.HangUp();
                using (watchdog.Start(CloseLimit, tooMuch: null, way.HangUp, CancellationToken.None))
                {
                    command?.Dispose();
                }

                Close();
            },
            maxStackSize: 256 * 1024)
        { IsBackground = true, Name = "ssh-close" };
        closing.Start();
        closing.Join(CloseGrace);
    }

    private void Close()
    {
        using (watchdog.Start(CloseLimit, tooMuch: null, way.HangUp, CancellationToken.None))
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

    private ScriptFrame FrameFor(bool asRoot) => new(nonce(), asRoot ? login.Become : null);

    /// <summary>The talk with sudo, until the script is sent or the command has ended. What it printed is in <paramref name="heard"/> afterwards.</summary>
    private static void Talk(SshCommand command, Task running, SudoTalk talk, Heard heard, ManualResetEvent cut, Watch watch, TimeSpan limit)
    {
        var input = command.CreateInputStream();
        WaitHandle[] ends = [((IAsyncResult)running).AsyncWaitHandle, cut];
        try
        {
            do
            {
                heard.Take(command.OutputStream, command.ExtendedOutputStream);
            }
            while (!talk.Step(heard.Output, heard.Errors, input, asking => watch.Restart(asking ? LoginPace.Patience : limit)) && WaitHandle.WaitAny(ends, TalkLook) == WaitHandle.WaitTimeout);
        }
        catch (Exception e) when (IsLoss(e))
        {
            // As in Send: how the command ended tells why it read no more.
        }
    }

    /// <summary>Kills a script over a channel of its own, so that nothing is left running there. Best effort, within <see cref="KillLimit"/>.</summary>
    private void Kill(string? script, bool asRoot)
    {
        if (script is null)
        {
            return;
        }

        using (watchdog.Start(KillLimit, tooMuch: null, way.HangUp, CancellationToken.None))
        {
            try
            {
                var frame = FrameFor(asRoot);
                using var kill = client.CreateCommand(frame.Command);
                var running = kill.ExecuteAsync(CancellationToken.None);
                if (frame.Talks)
                {
                    using var talk = new SudoTalk(frame, login.Become, ScriptFrame.Input(script), anew: false, CancellationToken.None);
                    using var never = new ManualResetEvent(false);
                    using var watch = watchdog.Start(KillLimit, tooMuch: null, way.HangUp, CancellationToken.None);
                    Talk(kill, running, talk, new Heard(), never, watch, KillLimit);
                }
                else
                {
                    Send(kill, ScriptFrame.Input(script));
                }

                ((IAsyncResult)running).AsyncWaitHandle.WaitOne(KillLimit);
            }
            catch (Exception e) when (IsLoss(e) || e is CockpitException)
            {
                // The connection or the password is gone, and with it the way to kill anything.
            }
        }
    }

    /// <summary>What a command has printed so far, taken out of the library's streams.</summary>
    private sealed class Heard
    {
        private byte[] _output = [], _errors = [];

        public ReadOnlySpan<byte> Output => _output;

        public ReadOnlySpan<byte> Errors => _errors;

        public long OutputLength => _output.Length;

        public long ErrorsLength => _errors.Length;

        public void Take(Stream output, Stream errors)
        {
            _output = Append(_output, output);
            _errors = Append(_errors, errors);
        }

        private static byte[] Append(byte[] have, Stream stream)
        {
            // Reading blocks where nothing is there.
            var more = (int)stream.Length;
            if (more == 0)
            {
                return have;
            }

            var all = new byte[have.Length + more];
            have.CopyTo(all, 0);
            stream.ReadExactly(all, have.Length, more);
            return all;
        }
    }
}
