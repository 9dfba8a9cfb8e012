using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Local;

/// <summary>This machine as a host: each script is a child process in a session of its own, so that Ctrl-C at our terminal does not reach it.</summary>
internal sealed class LocalSession(string host, Watchdog watchdog, Func<string> nonce) : IHostSession
{
    /// <summary>How long to wait for the pipes of a child that was killed; a process that left its session may hold them open for ever.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

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
        using var child = Child.Start(frame.Inner);
        var output = new PipeReader(child.StandardOutput.BaseStream, options.MaxOutputBytes, "local-stdout");
        var errors = new PipeReader(child.StandardError.BaseStream, options.MaxErrorBytes, "local-stderr");
        PipeWriter.Start(child.StandardInput.BaseStream, ScriptFrame.Input(script));

        using var watch = watchdog.Start(options.Timeout.ToTimeSpan(), () => output.TooMuch || errors.TooMuch, () => Child.Kill(child), cancellation);
        child.WaitForExit();
        output.Wait(watch.Left + Grace);
        errors.Wait(watch.Left + Grace);
        if (output.TooMuch || errors.TooMuch || watch.Reason != Cut.None || !output.AtEnd || !errors.AtEnd)
        {
            _closed = true;
            throw RunFailures.Of(watch.Reason == Cut.None ? Late(output, errors) : watch.Reason, host, options, cancellation);
        }

        // A child ended by a signal shows as 128 + its number, as a shell would say it.
        return frame.Open(new ScriptResult(child.ExitCode, null, output.Bytes, errors.Bytes), host);
    }

    public void Dispose() => _closed = true;

    private static Cut Late(PipeReader output, PipeReader errors) => output.TooMuch || errors.TooMuch ? Cut.TooMuch : Cut.Deadline;
}
