using Cockpit.Scanner.Linux;

namespace Cockpit.Benchmarks.Ssh;

/// <summary>
/// What this version's own script answers on this machine, recorded once, and a forced command for sshd that gives it to whoever asks. A fleet's hosts
/// run the script on processors of their own; here they would all share those of the machine that measures, and what would be compared is the script with
/// itself. So each login is real, a shell is started, reads the whole script and answers with the same bytes for every tool, and nothing more is run.
/// The package list is this machine's own; an apt that answers at once adds ten updates. Each host has a machine id, a boot id and a package version of its own.
/// </summary>
internal sealed class RecordedAnswer
{
    /// <summary>The word that marks the sections for the peers; as long as the random ones of the program.</summary>
    private const string Mark = "0123456789abcdef0123456789abcdef";

    /// <summary>What a tool says that cannot send a script on standard input.</summary>
    public const string Question = $"recorded {Mark}";

    public RecordedAnswer(string folder)
    {
        Script = Path.Combine(folder, "inventory.sh");
        string text = InventoryScript.With(Mark), recording = Path.Combine(folder, "answer");
        File.WriteAllText(Script, text);
        ChildRun run = ChildRun.Of("/bin/sh", ["-s"], new Dictionary<string, string> { ["PATH"] = $"{Tools(folder)}:/usr/local/bin:/usr/bin:/bin" }, text);
        if (run.ExitCode != 0) throw new InvalidOperationException($"The script ended with {run.ExitCode} on this machine: {run.Error}");
        File.WriteAllText(recording, Anonymous(run.Output));
        Program = Path.Combine(folder, "answer.sh");
        File.WriteAllText(Program, $$"""
            #!/bin/sh
            # The program's own command line asks for a word before the answer.
            case $SSH_ORIGINAL_COMMAND in *ready-*) ready=${SSH_ORIGINAL_COMMAND#*ready-}; echo "ready-${ready%% *} $$";; esac
            case $SSH_ORIGINAL_COMMAND in
            recorded\ *) mark=${SSH_ORIGINAL_COMMAND#recorded };;
            *) mark=$(sed -n "s|.*'@\{0,1\}\([0-9a-f]\{32\}\)'.*|\1|p"); mark=${mark%%[!0-9a-f]*};;
            esac
            set -- $SSH_CONNECTION
            IFS=.; set -- $3
            machine=$(printf '%08x%08x%08x%08x' "$@") boot=$(printf '%08x-%04x-%04x-%04x-%012x' "$@" 1)
            exec sed -e "s/{{Mark}}/$mark/" -e "s/@MACHINE@/$machine/" -e "s/@BOOT@/$boot/" {{recording}}
            """);
        Executable(Program);
        Bytes = ChildRun.Of(Program, [], new Dictionary<string, string> { ["SSH_ORIGINAL_COMMAND"] = Question, ["SSH_CONNECTION"] = "127.0.0.1 1 127.0.0.1 1" }).Output.Length;
    }

    /// <summary>The forced command.</summary>
    public string Program { get; }

    /// <summary>The file that the peers send.</summary>
    public string Script { get; }

    /// <summary>Size of the answer to the peers.</summary>
    public int Bytes { get; }

    private static string Anonymous(string answer)
    {
        foreach (var (file, word) in new[] { ("/etc/machine-id", "@MACHINE@"), ("/proc/sys/kernel/random/boot_id", "@BOOT@") })
        {
            if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } id) answer = answer.Replace(id, word, StringComparison.Ordinal);
        }

        // A version of each host's own: lists that are the same are stored once, and no fleet is that alike.
        List<string> lines = [.. answer.Split('\n')];
        int last = lines.FindLastIndex(l => l.Split('\t') is [_, _, _, ['i', 'i', ..], ..]);
        string[] fields = lines[last].Split('\t');
        fields[2] += "+@MACHINE@";
        lines[last] = string.Join('\t', fields);
        return string.Join('\n', lines);
    }

    private static string Tools(string folder)
    {
        string tools = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        foreach (var (name, text) in new[]
        {
            ("setpriv", """while [ "$1" != -- ]; do shift; done; shift; exec "$@" """),
            ("apt", """
                echo Listing...
                dpkg-query -W -f '${Package}/bookworm-security ${Version}+next ${Architecture} [upgradable from: ${Version}]\n' | head -10
                """),
            ("apt-cache", """
                while [ "$1" != policy ]; do shift; done; shift
                from='500 http://deb.example/debian-security bookworm-security/main amd64 Packages'
                [ $# -gt 0 ] || printf ' %s\n     release a=stable-security,l=Debian-Security\n' "$from"
                [ $# -eq 0 ] || dpkg-query -W -f '${Package}:\n  Installed: ${Version}\n  Candidate: ${Version}+next\n  Version table:\n     ${Version}+next 500\n        '"$from"'\n *** ${Version} 100\n        100 /var/lib/dpkg/status\n' "$@"
                """),
            ("apt-get", """dpkg-query -W -f 'Inst ${Package} [${Version}] (${Version}+next Debian-Security:stable-security [${Architecture}])\n' | head -10"""),
        })
        {
            string file = Path.Combine(tools, name);
            File.WriteAllText(file, $"#!/bin/sh\n{text}\n");
            Executable(file);
        }

        return tools;
    }

    private static void Executable(string file) =>
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
}
