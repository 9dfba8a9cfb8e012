using Cockpit.Core.Errors;

namespace Cockpit.Remote.Becoming;

/// <summary>What to do with a command's standard input next.</summary>
internal enum DialogStep { Wait, SendPassword, SendScript, Close }

/// <summary>
/// The talk with sudo, as a step machine over what it has printed so far: the password goes out when its prompt is there and only then, the
/// script when the shell behind it says that it is ready and only then, and a second prompt ends the talk. So the password can never run as
/// a command (a ticket that is still good, NOPASSWD) and never a line of the script be taken for a password. Pure; one thread.
/// </summary>
internal sealed class BecomeDialog(ScriptFrame frame)
{
    private bool _passwordSent, _done;

    /// <summary>The prompt came again: the password was wrong, or another one is wanted.</summary>
    public bool Refused { get; private set; }

    public bool PasswordSent => _passwordSent;

    /// <param name="output">All of standard output so far.</param>
    /// <param name="errors">All of standard error so far.</param>
    public DialogStep Next(ReadOnlySpan<byte> output, ReadOnlySpan<byte> errors)
    {
        if (_done) return DialogStep.Wait;
        if (frame.Began(output))
        {
            _done = true;
            return DialogStep.SendScript;
        }
        var prompts = frame.Prompts(errors);
        if (prompts == 0 || (prompts == 1 && _passwordSent)) return DialogStep.Wait;
        if (_passwordSent || prompts > 1)
        {
            (_done, Refused) = (true, true);
            return DialogStep.Close;
        }
        _passwordSent = true;
        return DialogStep.SendPassword;
    }
}
