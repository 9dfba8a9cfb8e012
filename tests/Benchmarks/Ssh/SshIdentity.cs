namespace Cockpit.Benchmarks.Ssh;

/// <summary>A home folder with a key that the servers let in and the known_hosts that all clients read.</summary>
internal sealed class SshIdentity
{
    public SshIdentity(string folder)
    {
        Home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        Directory.CreateDirectory(Path.Combine(Home, ".ssh"));
        HostKey = Path.Combine(folder, "host_ed25519");
        foreach (string key in new[] { HostKey, Key }) ChildRun.Of("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    }

    public string Home { get; }

    public string Key => Path.Combine(Home, ".ssh", "id_ed25519");

    public string KnownHosts => Path.Combine(Home, ".ssh", "known_hosts");

    public string HostKey { get; }

    public void Trust(IEnumerable<string> addresses, int port)
    {
        string key = string.Join(' ', File.ReadAllText(HostKey + ".pub").Split(' ')[..2]).Trim();
        File.AppendAllLines(KnownHosts, addresses.Select(a => $"[{a}]:{port} {key}"));
    }
}
