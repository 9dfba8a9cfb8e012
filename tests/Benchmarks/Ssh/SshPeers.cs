using System.Diagnostics;
using System.Globalization;

namespace Cockpit.Benchmarks.Ssh;

/// <summary>The tools beside which the program runs: same hosts, key, known_hosts and key exchange, as many at once; each has to come back with every host's whole answer.</summary>
internal sealed class SshPeers(string folder, SshIdentity identity, SshServers servers, RecordedAnswer answer, int parallel)
{
    /// <summary>OpenSSH's own options, which all of them end up with.</summary>
    private string[] Options =>
    [
        "-F", "none", "-o", $"KexAlgorithms={SshServers.KeyExchange}", "-o", $"UserKnownHostsFile={identity.KnownHosts}", "-o", "BatchMode=yes", "-i", identity.Key,
    ];

    /// <summary><c>ssh</c> through <c>xargs</c>, each answer into a file.</summary>
    public SshRound Ssh()
    {
        string names = Names("xargs", servers.Addresses, a => a), into = Into("xargs");
        string ssh = $"exec ssh {string.Join(' ', Options)} -p {servers.Port} {{}} 'sh -s' <{answer.Script} >{into}/{{}}";
        ChildRun run = Done("xargs", ["-P", $"{parallel}", "-I{}", "-a", names, "sh", "-c", ssh]);
        return Checked(run, into);
    }

    /// <summary><c>parallel-ssh</c>, each answer into a file.</summary>
    public SshRound Pssh()
    {
        string names = Names("pssh", servers.Addresses, a => $"{a}:{servers.Port}"), into = Into("pssh");
        ChildRun run = Done("parallel-ssh", ["-h", names, "-p", $"{parallel}", "-t", "0", "-x", string.Join(' ', Options), "-o", into, "-I", "sh -s"], input: File.ReadAllText(answer.Script));
        return Checked(run, into);
    }

    /// <summary><c>ansible -m raw</c>, the answers on its standard output.</summary>
    public SshRound AnsibleRaw()
    {
        ChildRun run = Ansible(servers, ["-m", "raw", "-a", RecordedAnswer.Question]);
        // It puts carriage returns in, as a terminal does, for it asks for one.
        long answered = run.Output.Count(c => c != '\r');
        return Lines(run, "| CHANGED |") == servers.Addresses.Count && answered >= (long)answer.Bytes * servers.Addresses.Count
            ? SshRound.Of(run, servers.Addresses.Count)
            : throw Wrong("ansible -m raw", run);
    }

    /// <summary><c>ansible -m setup</c> on hosts that run what it brings.</summary>
    public SshRound AnsibleSetup(SshServers real)
    {
        ChildRun run = Ansible(real, ["-m", "setup"]);
        return Lines(run, "| SUCCESS =>") == real.Addresses.Count ? SshRound.Of(run, real.Addresses.Count) : throw Wrong("ansible -m setup", run);
    }

    /// <summary>
    /// As it is without a configuration, but for the 50 at once and ssh's options; compression, which it asks for by itself, is off as with the others.
    /// Its shared connections (ControlPersist) live in a folder of this run's own and end with it, so that each run begins as the first.
    /// </summary>
    private ChildRun Ansible(SshServers hosts, string[] arguments)
    {
        string control = Directory.CreateDirectory(Path.Combine(folder, $"c{Guid.NewGuid().ToString("N")[..6]}")).FullName;
        string inventory = Path.Combine(folder, "inventory.ini"), configuration = Path.Combine(folder, "ansible.cfg");
        File.WriteAllText(configuration, "");
        File.WriteAllLines(inventory,
            ["[all]", .. hosts.Addresses, "[all:vars]", $"ansible_port={hosts.Port}", $"ansible_user={Environment.UserName}", "ansible_python_interpreter=/usr/bin/python3"]);
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = identity.Home, ["ANSIBLE_CONFIG"] = configuration, ["ANSIBLE_HOST_KEY_CHECKING"] = "True", ["ANSIBLE_NOCOLOR"] = "1",
            ["ANSIBLE_SSH_ARGS"] = $"-o ControlMaster=auto -o ControlPersist=60s {string.Join(' ', Options)}",
            ["ANSIBLE_SSH_CONTROL_PATH_DIR"] = control, ["ANSIBLE_REMOTE_TMP"] = Path.Combine(folder, "ansible-remote"), ["ANSIBLE_LOCAL_TEMP"] = Path.Combine(folder, "ansible-local"),
        };
        try
        {
            return Done("ansible", ["all", "-i", inventory, "-f", $"{parallel}", .. arguments], environment);
        }
        finally
        {
            End(control);
        }
    }

    /// <summary>Ends the connections that ansible leaves behind for its next run; each names its socket in its title.</summary>
    private static void End(string control)
    {
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)) continue;
            try
            {
                if (!File.ReadAllText(Path.Combine(process, "cmdline")).Contains(control, StringComparison.Ordinal)) continue;
                using Process left = Process.GetProcessById(pid);
                left.Kill();
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                // It ended by itself, or is another's.
            }
        }
    }

    private SshRound Checked(ChildRun run, string into)
    {
        int whole = new DirectoryInfo(into).EnumerateFiles().Count(f => f.Length == answer.Bytes);
        Directory.Delete(into, recursive: true);
        return whole == servers.Addresses.Count ? SshRound.Of(run, whole) : throw new InvalidOperationException($"Only {whole} of {servers.Addresses.Count} answers came whole. {run.Error}");
    }

    private string Names(string tool, IEnumerable<string> addresses, Func<string, string> line)
    {
        string file = Path.Combine(folder, $"{tool}.names");
        File.WriteAllLines(file, addresses.Select(line));
        return file;
    }

    private string Into(string tool) => Directory.CreateDirectory(Path.Combine(folder, $"{tool}.answers")).FullName;

    private static int Lines(ChildRun run, string with) => run.Output.Split('\n').Count(l => l.Contains(with, StringComparison.Ordinal));

    private static ChildRun Done(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        ChildRun run = ChildRun.Of(program, arguments, environment, input);
        return run.ExitCode == 0 ? run : throw Wrong(program, run);
    }

    private static InvalidOperationException Wrong(string program, ChildRun run) =>
        new($"{program} ended with {run.ExitCode}: {Short(run.Error)} {Short(run.Output)}");

    private static string Short(string text) => text.Length <= 500 ? text : text[..500];
}
