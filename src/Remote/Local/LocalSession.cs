using Cockpit.Core.Errors;
using Cockpit.Remote.Becoming;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Local;

/// <summary>This machine as a host: each script is a child process in a session of its own, so that Ctrl-C at our terminal does not reach it.</summary>
internal sealed class LocalSession(string host, Watchdog watchdog, Func<string> nonce, Become become) : IHostSession
{
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
        using var talk = frame.Talks ? new SudoTalk(frame, become, ScriptFrame.Input(script), anew, cancellation) : null;
        using var child = Child.Start(frame.Inner);
        var end = ChildScript.Run(child, ScriptFrame.Input(script), talk, merged: false, options, watchdog, cancellation);
        if (end.Cut == Cut.None)
        {
            try
            {
                return talk is null ? frame.Open(end.Raw, host) : talk.Open(end.Raw, host);
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

        throw RunFailures.Of(end.Cut, host, options, cancellation);
    }

    public void Dispose() => _closed = true;
}
