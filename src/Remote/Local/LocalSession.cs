using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Remote.Becoming;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Local;

/// <summary>This machine as a host: each script is a child process in a session of its own, so that Ctrl-C at our terminal does not reach it.</summary>
internal sealed class LocalSession(string host, Watchdog watchdog, Func<string> nonce, Become become) : IHostSession
{
    /// <summary>How often to look whether a child that closed its output was cancelled.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>How often to look what sudo says, until the script is sent.</summary>
    private static readonly TimeSpan TalkLook = TimeSpan.FromMilliseconds(5);

    private bool _closed;

    public string Peer => "this machine";

    public ScriptResult Run(string script, RunOptions options, CancellationToken cancellation) =>
        Run(script, options, anew: false, cancellation) ?? Run(script, options, anew: true, cancellation)!;

    /// <returns>Null where sudo refused a password that another host takes, so nothing was run and a person may be asked once more.</returns>
    private ScriptResult? Run(string script, RunOptions options, bool anew, CancellationToken cancellation)
    {
        if (_closed)
        {
            throw new CockpitException(RunFailures.Closed(host));
        }

        cancellation.ThrowIfCancellationRequested();
        var frame = new ScriptFrame(nonce(), options.AsRoot ? become : null);
        using var talk = frame.Talks ? new SudoTalk(frame, become, script, anew, cancellation) : null;
        using var over = new ManualResetEventSlim();
        using var child = Child.Start(frame.Inner);
        var open = 2;
        var output = new PipeReader(child.StandardOutput.BaseStream, options.MaxOutputBytes, "local-stdout", Ended);
        var errors = new PipeReader(child.StandardError.BaseStream, options.MaxErrorBytes, "local-stderr", Ended);
        using var watch = watchdog.Start(options.Timeout.ToTimeSpan(), tooMuch: null, over.Set, cancellation);
        if (talk is null)
        {
            PipeWriter.Start(child.StandardInput.BaseStream, ScriptFrame.Input(script));
        }
        else
        {
            Talk(child, talk, output, errors, over, watch, options.Timeout.ToTimeSpan());
        }

        over.Wait(CancellationToken.None);

        // It may close its output and run on; then its exit is what is waited for.
        while (watch.Reason == Cut.None && !output.TooMuch && !errors.TooMuch && !child.WaitForExit(Look))
        {
        }

        var cut = output.TooMuch || errors.TooMuch ? Cut.TooMuch : watch.Reason;
        if (cut == Cut.None)
        {
            // A child ended by a signal shows as 128 + its number, as a shell would say it.
            var raw = new ScriptResult(child.ExitCode, null, output.Bytes, errors.Bytes);
            try
            {
                return talk is null ? frame.Open(raw, host) : talk.Open(raw, host);
            }
            catch (CockpitException) when (talk is { WorthAsking: true })
            {
                return null;
            }
        }

        _closed = true;
        if (options.MayBeKilled)
        {
            Child.Kill(child);
        }

        throw RunFailures.Of(cut, host, options, cancellation);

        void Ended(PipeReader reader)
        {
            if (reader.TooMuch || Interlocked.Decrement(ref open) == 0)
            {
                over.Set();
            }
        }
    }

    /// <summary>The talk with sudo, until the script is sent or the child has ended.</summary>
    private static void Talk(Process child, SudoTalk talk, PipeReader output, PipeReader errors, ManualResetEventSlim over, Watch watch, TimeSpan limit)
    {
        try
        {
            // The script is a few KB and its reader is there, so writing it does not block.
            while (!talk.Step(output.Bytes, errors.Bytes, child.StandardInput.BaseStream, asking => watch.Restart(asking ? LoginPace.Patience : limit)) && !over.Wait(TalkLook, CancellationToken.None))
            {
            }
        }
        catch (IOException)
        {
            // The child ended before it had read all; its exit code says how.
        }
    }

    public void Dispose() => _closed = true;
}
