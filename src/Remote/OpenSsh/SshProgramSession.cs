using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Remote.Becoming;
using Cockpit.Remote.Local;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.OpenSsh;

/// <summary>A connection that the ssh program holds. Each script is another ssh that shares it through a socket in a folder of our own.</summary>
/// <param name="master">The ssh that holds the connection.</param>
/// <param name="start">Starts an ssh with these arguments.</param>
internal sealed class SshProgramSession(
    SshTarget target, string? config, PrivateFolder folder, Process master, Func<IEnumerable<string>, Process> start, Become become, Watchdog watchdog, Func<string> nonce) : IHostSession
{
    /// <summary>How long killing a remote script may delay our giving it up.</summary>
    private static readonly NodaTime.Duration KillLimit = NodaTime.Duration.FromSeconds(2);

    private bool _closed;
    private bool _needsTerminal;

    public string Peer => $"{target.User}@{Ssh.Ways.Way.PeerOf(target.HostName, target.Port)} by the ssh program";

    public ScriptResult Run(string script, RunOptions options, CancellationToken cancellation) =>
        Run(script, options, anew: false, cancellation) ?? Run(script, options, anew: true, cancellation)!;

    /// <returns>Null where nothing was run and it is worth another try: sudo refused a password that another host takes.</returns>
    private ScriptResult? Run(string script, RunOptions options, bool anew, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_closed)
        {
            throw new CockpitException(RunFailures.Closed(target.Name));
        }

        try
        {
            return Attempt(script, options, anew, terminal: options.AsRoot && _needsTerminal, cancellation);
        }
        catch (CockpitException e) when (e.Fault.Code == RemoteErrors.NeedsTty && !_needsTerminal)
        {
            // sudo began nothing without a terminal, so this is not a second time.
            _needsTerminal = true;
            return Attempt(script, options, anew, terminal: true, cancellation);
        }
        catch (CockpitException e) when (e.Fault.Code != RemoteErrors.NeedsTty)
        {
            Dispose();
            throw;
        }
        catch (OperationCanceledException)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        Child.Kill(master);
        master.Dispose();
        folder.Dispose();
    }

    private ScriptResult? Attempt(string script, RunOptions options, bool anew, bool terminal, CancellationToken cancellation)
    {
        var frame = new ScriptFrame(nonce(), options.AsRoot ? become : null);
        var input = ScriptFrame.Input(script);

        // On a terminal nothing may be sent before it is raw, so the script waits for the word as it does for sudo's.
        using var talk = frame.Talks || terminal ? new SudoTalk(frame, become, input, anew, cancellation) : null;
        using var child = Start(terminal, terminal ? frame.TerminalCommand(input.Length) : frame.Command);
        var end = ChildScript.Run(child, input, talk, terminal, options, watchdog, cancellation);
        if (end.Cut != Cut.None)
        {
            if (options.MayBeKilled && end.Cut != Cut.TooMuch)
            {
                Kill(frame.KillScript(end.Raw.Output), options.AsRoot, terminal);
            }

            Child.Kill(child);
            throw RunFailures.Of(end.Cut, target.Name, options, cancellation);
        }

        // ssh's own failures end with 255; so may a script, but then the connection still stands.
        const int Failed = 255;
        if (end.Raw.ExitCode == Failed && IsLost())
        {
            throw new CockpitException(RemoteErrors.Disconnected.Because(frame.Began(end.Raw.Output)
                ? $"The connection to {target.Name} was lost while a step ran."
                : $"The connection to {target.Name} was lost before a step began."));
        }

        try
        {
            var raw = terminal ? frame.Split(end.Raw, target.Name) : end.Raw;
            return talk is null ? frame.Open(raw, target.Name) : talk.Open(raw, target.Name);
        }
        catch (CockpitException) when (talk is { WorthAsking: true })
        {
            return null;
        }
    }

    /// <summary>ssh notices its master's end and the master its own in any order, so it is asked and not only looked at.</summary>
    private bool IsLost()
    {
        const int Patience = 2_000; // Asking a process of this machine takes milliseconds.
        if (master.HasExited)
        {
            return true;
        }

        using var check = start([.. SshArguments.Run(target, config, folder.Socket, tty: false, ":").TakeWhile(a => a != "--"), "-O", "check", "--", target.Lookup]);
        check.StandardInput.Close();
        return !check.WaitForExit(Patience) || check.ExitCode != 0;
    }

    private void Kill(string? script, bool asRoot, bool terminal)
    {
        if (script is null)
        {
            return;
        }

        var frame = new ScriptFrame(nonce(), asRoot ? become : null);
        var input = ScriptFrame.Input(script);
        try
        {
            using var talk = frame.Talks || terminal ? new SudoTalk(frame, become, input, anew: false, CancellationToken.None) : null;
            using var child = Start(terminal, terminal ? frame.TerminalCommand(input.Length) : frame.Command);
            if (ChildScript.Run(child, input, talk, terminal, new RunOptions(KillLimit), watchdog, CancellationToken.None).Cut != Cut.None)
            {
                Child.Kill(child);
            }
        }
        catch (CockpitException)
        {
            // The password is gone, and with it the way to kill anything.
        }
    }

    private Process Start(bool terminal, string command) => start(SshArguments.Run(target, config, folder.Socket, terminal, command));
}
