using System.Diagnostics;
using Cockpit.Remote.Becoming;
using Cockpit.Remote.Ssh.Login;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Local;

/// <summary>How a child that ran a script ended.</summary>
/// <param name="Cut">Why it was cut; then <paramref name="Raw"/> is what it had printed.</param>
internal sealed record ChildEnd(Cut Cut, ScriptResult Raw);

/// <summary>Gives a script to a child of this process and takes its answer, within the caps and the time of its options.</summary>
internal static class ChildScript
{
    /// <summary>How often to look whether a child that closed its output was cancelled.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>How often to look what sudo says, until the script is sent.</summary>
    private static readonly TimeSpan TalkLook = TimeSpan.FromMilliseconds(5);

    /// <param name="talk">The talk with sudo, where there is one.</param>
    /// <param name="merged">Both its outputs come as one (a terminal).</param>
    public static ChildEnd Run(Process child, byte[] input, SudoTalk? talk, bool merged, RunOptions options, Watchdog watchdog, CancellationToken cancellation)
    {
        using var over = new ManualResetEventSlim();
        var open = 2;
        var output = new PipeReader(child.StandardOutput.BaseStream, options.MaxOutputBytes, "local-stdout", Ended);
        var errors = new PipeReader(child.StandardError.BaseStream, options.MaxErrorBytes, "local-stderr", Ended);
        using var watch = watchdog.Start(options.Timeout.ToTimeSpan(), tooMuch: null, over.Set, cancellation);
        if (talk is null)
        {
            PipeWriter.Start(child.StandardInput.BaseStream, input);
        }
        else
        {
            Talk(child, talk, output, merged ? output : errors, over, watch, options.Timeout.ToTimeSpan());
        }

        over.Wait(CancellationToken.None);

        // It may close its output and run on; then its exit is what is waited for.
        while (watch.Reason == Cut.None && !output.TooMuch && !errors.TooMuch && !child.WaitForExit(Look))
        {
        }

        var cut = output.TooMuch || errors.TooMuch ? Cut.TooMuch : watch.Reason;

        // A child ended by a signal shows as 128 + its number, as a shell would say it.
        return new ChildEnd(cut, new ScriptResult(cut == Cut.None ? child.ExitCode : null, null, output.Bytes, errors.Bytes));

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
}
