using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cockpit.Benchmarks.Ssh;

/// <summary>Real sshds on one port of as many loopback addresses as there are hosts: an sshd listens on 16 addresses at most, so there are several.</summary>
internal sealed class SshServers : IDisposable
{
    private const int AddressesEach = 15;

    /// <summary>All sides use it, so that none is compared by another's choice of mathematics.</summary>
    public const string KeyExchange = "curve25519-sha256";

    private readonly List<Process> _sshds = [];

    /// <param name="hosts">At most 60,000.</param>
    /// <param name="forcedCommand">What is run instead of what a client asks for; null for what it asks for.</param>
    public SshServers(string folder, SshIdentity identity, int hosts, string? forcedCommand)
    {
        Addresses = [.. Enumerable.Range(0, hosts).Select(n => $"127.1.{n / 250}.{(n % 250) + 1}")];
        Port = FreePort();
        if (Environment.UserName == "root") Directory.CreateDirectory("/run/sshd");
        foreach (string[] some in Addresses.Chunk(AddressesEach))
        {
            string config = Path.Combine(folder, $"sshd_config.{Port}.{_sshds.Count}");
            File.WriteAllLines(config,
            [
                $"Port {Port}", .. some.Select(a => $"ListenAddress {a}"),
                $"HostKey {identity.HostKey}", $"AuthorizedKeysFile {identity.Key}.pub", "PidFile none", "UsePAM no", "StrictModes no", "PermitRootLogin yes",
                "MaxStartups 500", $"KexAlgorithms {KeyExchange}", "Subsystem sftp /usr/lib/openssh/sftp-server",
                // bash reads ~/.bashrc when sshd starts it: whatever the machine's user has there is no part of this.
                $"SetEnv HOME={Directory.CreateDirectory(Path.Combine(folder, "remote-home")).FullName}",
                .. forcedCommand is null ? Array.Empty<string>() : [$"ForceCommand {forcedCommand}"],
            ]);
            Process sshd = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", config]) { RedirectStandardError = true })!;
            _sshds.Add(sshd);
            for (int listening = 0; listening < some.Length;)
            {
                string line = sshd.StandardError.ReadLine() ?? throw new InvalidOperationException("sshd did not start.");
                if (line.Contains("Server listening", StringComparison.Ordinal)) listening++;
            }

            // Its log is read on, or it would block on a full pipe.
            new Thread(() => sshd.StandardError.ReadToEnd()) { IsBackground = true }.Start();
        }

        identity.Trust(Addresses, Port);
    }

    public IReadOnlyList<string> Addresses { get; }

    public int Port { get; }

    public void Dispose()
    {
        foreach (Process sshd in _sshds)
        {
            sshd.Kill(entireProcessTree: true);
            sshd.WaitForExit();
            sshd.Dispose();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
