using System.Diagnostics;

namespace Cockpit.Live.Ssh;

/// <summary>A temporary home folder with a user's key pair, a host key, authorized_keys and known_hosts, all made by ssh-keygen.</summary>
public sealed class Home : IDisposable
{
    public Home()
    {
        Folder = Directory.CreateTempSubdirectory("cockpit-ssh-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".ssh"));
        NewKey(Path.Combine(Folder, ".ssh", "id_ed25519"));
        NewKey(HostKey);
        File.Copy(Path.Combine(Folder, ".ssh", "id_ed25519.pub"), AuthorizedKeys);
    }

    public string Folder { get; }

    public string HostKey => Path.Combine(Folder, "host_ed25519");

    public string HostPublicKey => string.Join(' ', File.ReadAllText(HostKey + ".pub").Split(' ')[..2]);

    public string AuthorizedKeys => Path.Combine(Folder, "authorized_keys");

    public string KnownHosts => Path.Combine(Folder, ".ssh", "known_hosts");

    /// <summary>Writes known_hosts with the host key under each loopback address.</summary>
    public void Know(int port, int addresses) => File.WriteAllLines(
        KnownHosts, Enumerable.Range(1, addresses).Select(n => $"[{Sshd.AddressOf(n)}]:{port} {HostPublicKey}"));

    /// <summary>Makes a key pair; the public half is FILE.pub.</summary>
    public string NewKey(string file, string passphrase = "", string type = "ed25519")
    {
        using var made = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file]))!;
        made.WaitForExit();
        return file;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
