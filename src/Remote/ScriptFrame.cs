using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Remote.Becoming;

namespace Cockpit.Remote;

/// <summary>
/// How a script travels. The command on the host first prints a word that nobody can guess and then becomes the shell that reads the
/// script, so whatever login files, banners or forced commands print before that word is told apart from the answer, and an
/// answer without the word means that no shell began.
/// </summary>
internal sealed class ScriptFrame
{
    private readonly string _ready, _prompt, _errors;
    private readonly Become? _become;

    /// <param name="become">How to become root; null stays the user.</param>
    public ScriptFrame(string nonce, Become? become)
    {
        (_ready, _prompt, _errors) = ($"ready-{nonce}", $"[pw-{nonce}]", $"errors-{nonce}");
        _become = become;
    }

    /// <summary>sudo may ask for a password, so what goes to standard input waits for what is printed: see <see cref="BecomeDialog"/>.</summary>
    public bool Talks => _become is { Kind: BecomeKind.Sudo, Password: not null };

    /// <summary>
    /// The command line for the user's login shell, whichever that is: one word and one single-quoted word mean the same in sh, csh and fish.
    /// <para>As root without a password it is <c>sudo -n -k</c>: -n never asks, so it never reads the script from standard input as a password;
    /// -k ignores a ticket that a person left behind, which would work now and not at night. With a password it is <c>sudo -k -S -p</c> with
    /// a prompt that nobody can guess. doas is used with -n alone.</para>
    /// </summary>
    public string Command => $"/bin/sh -c '{Inner}'";

    /// <summary>What /bin/sh -c is given, where no login shell stands between (this machine).</summary>
    public string Inner
    {
        get
        {
            const string Root = "if [ \"$(id -u)\" = 0 ]; then";
            var shell = $"-- /bin/sh -c \"echo {_ready} \\$\\$; exec /bin/sh -s\"";
            return _become switch
            {
                null => $"echo {_ready} $$; exec /bin/sh -s",
                { Kind: BecomeKind.Root } => $"{Root} echo {_ready} $$; exec /bin/sh -s; fi; echo \"not root\" >&2; exit 1",
                { Kind: BecomeKind.Doas } => $"{Root} echo {_ready} $$; exec /bin/sh -s; fi; exec doas -n {shell}",
                { Password: null } => $"{Root} echo {_ready} $$; exec /bin/sh -s; fi; LC_ALL=C; export LC_ALL; exec sudo -n -k {shell}",
                _ => $"{Root} echo {_ready} $$; exec /bin/sh -s; fi; LC_ALL=C; export LC_ALL; exec sudo -k -S -p \"{_prompt}\" {shell}",
            };
        }
    }

    /// <summary>
    /// The same for a sudo that wants a terminal (requiretty), for a connection that gives it one. Raw, the terminal changes no byte and echoes none; the script is
    /// not standard input itself, for a shell on a terminal would prompt; and since all comes back as one, errors are kept until the end, behind a word of their own.
    /// </summary>
    /// <param name="inputBytes">The length of <see cref="Input"/>: a raw terminal has no end of file.</param>
    public string TerminalCommand(int inputBytes)
    {
        var sudo = _become?.Password is null ? "sudo -n -k" : $"sudo -k -S -p \"{_prompt}\"";
        return $"/bin/sh -c 'stty raw -echo || exit; LC_ALL=C; export LC_ALL; exec {sudo} -- /bin/sh -c \"echo {_ready} \\$\\$; "
            + $"{{ e=\\$(head -c {inputBytes} | /bin/sh -s 2>&1 >&3 3>&-); }} 3>&1; r=\\$?; echo; echo {_errors}; echo \\\"\\$e\\\"; exit \\$r\"'";
    }

    /// <summary>Takes the answer of a <see cref="TerminalCommand"/> apart; the rest is as in <see cref="Open"/>.</summary>
    /// <exception cref="CockpitException">DISCONNECTED where its end is missing.</exception>
    public ScriptResult Split(ScriptResult merged, string host)
    {
        if (!Began(merged.Output))
        {
            return merged with { Output = [], Errors = merged.Output };
        }

        var word = Encoding.ASCII.GetBytes($"\n{_errors}\n");
        var at = merged.Output.AsSpan().LastIndexOf(word);
        return at >= 0
            ? merged with { Output = merged.Output[..at], Errors = merged.Output[(at + word.Length)..] }
            : throw new CockpitException(RemoteErrors.Disconnected.Because($"The connection to {host} was lost while a step ran."));
    }

    /// <summary>
    /// Kills a script and what it started, by the process group that its shell is in; null while the script has not begun.
    /// Not every sshd passes signals on (one that runs as the user itself refuses), so this is a script of its own, to be run as the first one was.
    /// </summary>
    /// <param name="output">What the script has printed so far.</param>
    public string? KillScript(ReadOnlySpan<byte> output) => Begin(output) is (>= 0, var process)
        // The shell's own kill: the program of that name takes a group in another way.
        ? $"read -r a b c d group rest </proc/{process}/stat || exit; kill -9 -$group" : null;

    /// <summary>
    /// The bytes for standard input. The shell must have read the closing brace before it runs anything, so a script cut short runs
    /// not at all, and its commands cannot eat the rest of it from standard input.
    /// </summary>
    public static byte[] Input(string script) => Encoding.UTF8.GetBytes($"{{ :;\n{script}\n}} </dev/null\n");

    /// <summary>The shell behind sudo is there.</summary>
    public bool Began(ReadOnlySpan<byte> output) => Begin(output).Start >= 0;

    /// <summary>How often the prompt for the password has come.</summary>
    public int Prompts(ReadOnlySpan<byte> errors) => errors.Count(Encoding.ASCII.GetBytes(_prompt));

    /// <summary>The answer without what came before the word; a fault where the word never came.</summary>
    /// <param name="dialog">The talk with sudo, where there was one.</param>
    public ScriptResult Open(ScriptResult raw, string host, BecomeDialog? dialog = null) => Begin(raw.Output) is var (start, _) && start >= 0
        ? raw with { Output = raw.Output[start..], Errors = WithoutPrompt(raw.Errors) }
        : throw new CockpitException(NotReady(raw, host, dialog));

    /// <summary>Where the answer begins, behind "ready-NONCE PROCESS\n", and the shell's process id; -1 where the word is not there.</summary>
    private (int Start, int Process) Begin(ReadOnlySpan<byte> output)
    {
        var word = Encoding.ASCII.GetBytes(_ready + " ");
        var at = output.IndexOf(word);
        var number = at < 0 ? default : output[(at + word.Length)..];
        var end = number.IndexOf((byte)'\n');
        return end > 0 && int.TryParse(number[..end].TrimEnd((byte)'\r'), out var process) ? (at + word.Length + end + 1, process) : (-1, 0);
    }

    /// <summary>The prompt is ours, not the script's.</summary>
    private byte[] WithoutPrompt(byte[] errors)
    {
        var at = Talks ? errors.AsSpan().IndexOf(Encoding.ASCII.GetBytes(_prompt)) : -1;
        return at < 0 ? errors : [.. errors[..at], .. errors[(at + _prompt.Length)..]];
    }

    private Fault NotReady(ScriptResult raw, string host, BecomeDialog? dialog)
    {
        var said = HostText.OneLine((raw.ErrorText.Trim().Length > 0 ? raw.ErrorText : raw.OutputText).Replace(_prompt, "", StringComparison.Ordinal));
        if (_become is null)
        {
            return RemoteErrors.AuthDenied.Because($"{host} gives this user no shell. It said: {said}", "Give the user a login shell, or use another one.");
        }
        if (said.Contains("must have a tty", StringComparison.Ordinal) || said.Contains("a terminal is required", StringComparison.Ordinal))
        {
            return RemoteErrors.NeedsTty.Because($"sudo on {host} wants a terminal.");
        }

        // Three prompts may be allowed or one: sudo says so itself, and a second prompt says the same.
        if (dialog is { Refused: true } || (dialog is { PasswordSent: true } && said.Contains("incorrect password", StringComparison.Ordinal)))
        {
            return RemoteErrors.BecomeWrongPassword.Because($"sudo on {host} does not take the password.");
        }
        return _become.Kind == BecomeKind.Root
            ? RemoteErrors.BecomeDenied.Because($"The user on {host} is not root.", "Name the user root, or let the credential become root by sudo.")
            : RemoteErrors.BecomeDenied.Because($"{host} does not let this user become root. It said: {said}");
    }
}
