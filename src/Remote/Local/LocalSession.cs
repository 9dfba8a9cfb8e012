using Cockpit.Core.Errors;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Local;

/// <summary>This machine as a host: each script is a child process in a session of its own, so that Ctrl-C at our terminal does not reach it.</summary>
internal sealed class LocalSession(string host, Watchdog watchdog, Func<string> nonce) : IHostSession
{
    /// <summary>How often to look whether a child that closed its output was cancelled.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    private bool _closed;

    public string Peer => "this machine";

    public ScriptResult Run(string script, RunOptions options, CancellationToken cancellation)
    {
        if (_closed)
        {
            throw new CockpitException(RunFailures.Closed(host));
        }

        cancellation.ThrowIfCancellationRequested();
        var frame = new ScriptFrame(nonce(), options.AsRoot);
        using var over = new ManualResetEventSlim();
        using var child = Child.Start(frame.Inner);
        var open = 2;
        var output = new PipeReader(child.StandardOutput.BaseStream, options.MaxOutputBytes, "local-stdout", Ended);
        var errors = new PipeReader(child.StandardError.BaseStream, options.MaxErrorBytes, "local-stderr", Ended);
        PipeWriter.Start(child.StandardInput.BaseStream, ScriptFrame.Input(script));

        using var watch = watchdog.Start(options.Timeout.ToTimeSpan(), tooMuch: null, over.Set, cancellation);
        over.Wait(CancellationToken.None);

        // It may close its output and run on; then its exit is what is waited for.
        while (watch.Reason == Cut.None && !output.TooMuch && !errors.TooMuch && !child.WaitForExit(Look))
        {
        }

        var cut = output.TooMuch || errors.TooMuch ? Cut.TooMuch : watch.Reason;
        if (cut == Cut.None)
        {
            // A child ended by a signal shows as 128 + its number, as a shell would say it.
            return frame.Open(new ScriptResult(child.ExitCode, null, output.Bytes, errors.Bytes), host);
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

    public void Dispose() => _closed = true;
}
