using System.Text;
using Cockpit.Core.Errors;

namespace Cockpit.Remote;

/// <summary>
/// How a script travels. The command on the host first prints a word that nobody can guess and then becomes the shell that reads the
/// script, so whatever login files, banners or forced commands print before that word is told apart from the answer, and an
/// answer without the word means that no shell began.
/// </summary>
internal sealed class ScriptFrame
{
    private readonly string _ready;
    private readonly bool _asRoot;

    public ScriptFrame(string nonce, bool asRoot)
    {
        _ready = $"ready-{nonce}";
        _asRoot = asRoot;
    }

    /// <summary>
    /// The command line for the user's login shell, whichever that is: one word and one single-quoted word mean the same in sh, csh and fish.
    /// <para>As root it is <c>sudo -n -k</c>: -n never asks, so it never reads the script from standard input as a password;
    /// -k ignores a ticket that a person left behind, which would work now and not at night.</para>
    /// </summary>
    public string Command => $"/bin/sh -c '{Inner}'";

    /// <summary>What /bin/sh -c is given, where no login shell stands between (this machine).</summary>
    public string Inner => _asRoot
        ? $"if [ \"$(id -u)\" = 0 ]; then echo {_ready} $$; exec /bin/sh -s; fi; LC_ALL=C; export LC_ALL; exec sudo -n -k -- /bin/sh -c \"echo {_ready} \\$\\$; exec /bin/sh -s\""
        : $"echo {_ready} $$; exec /bin/sh -s";

    /// <summary>
    /// Kills a script and what it started, by the process group that its shell is in; null while the script has not begun.
    /// Not every sshd passes signals on (one that runs as the user itself refuses), so this is a command of its own.
    /// </summary>
    /// <param name="output">What the script has printed so far.</param>
    public string? KillCommand(ReadOnlySpan<byte> output)
    {
        if (Begin(output) is not (>= 0, var process))
        {
            return null;
        }

        // Sudo's children are root's, and a kill that reaches only some of a group counts as done; so root is asked first. The shell's own
        // kill is used in both: the program of that name takes a group in another way.
        const string Kill = "kill -9 -$group";
        return $"/bin/sh -c 'read -r a b c d group rest </proc/{process}/stat || exit; {(_asRoot ? $"sudo -n -k -- /bin/sh -c \"{Kill}\" 2>/dev/null || " : "")}{Kill}'";
    }

    /// <summary>
    /// The bytes for standard input. The shell must have read the closing brace before it runs anything, so a script cut short runs
    /// not at all, and its commands cannot eat the rest of it from standard input.
    /// </summary>
    public static byte[] Input(string script) => Encoding.UTF8.GetBytes($"{{ :;\n{script}\n}} </dev/null\n");

    /// <summary>The answer without what came before the word; a fault where the word never came.</summary>
    public ScriptResult Open(ScriptResult raw, string host) => Begin(raw.Output) is var (start, _) && start >= 0
        ? raw with { Output = raw.Output[start..] }
        : throw new CockpitException(NotReady(raw, host));

    /// <summary>Where the answer begins, behind "ready-NONCE PROCESS\n", and the shell's process id; -1 where the word is not there.</summary>
    private (int Start, int Process) Begin(ReadOnlySpan<byte> output)
    {
        var word = Encoding.ASCII.GetBytes(_ready + " ");
        var at = output.IndexOf(word);
        var number = at < 0 ? default : output[(at + word.Length)..];
        var end = number.IndexOf((byte)'\n');
        return end > 0 && int.TryParse(number[..end], out var process) ? (at + word.Length + end + 1, process) : (-1, 0);
    }

    private Fault NotReady(ScriptResult raw, string host)
    {
        var said = HostText.OneLine(raw.ErrorText.Length > 0 ? raw.ErrorText : raw.OutputText);
        if (!_asRoot)
        {
            return RemoteErrors.AuthDenied.Because($"{host} gives this user no shell. It said: {said}", "Give the user a login shell, or use another one.");
        }

        return said.Contains("must have a tty", StringComparison.Ordinal)
            ? RemoteErrors.NeedsTty.Because($"sudo on {host} wants a terminal.")
            : RemoteErrors.BecomeDenied.Because($"{host} does not let this user become root. It said: {said}");
    }
}
