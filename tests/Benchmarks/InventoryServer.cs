using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cockpit.Benchmarks;

/// <summary>
/// An sshd on 15 loopback addresses whose sessions find an apt that answers at once: what is compared is the cost of asking a hundred hosts, and the
/// real apt of one machine a hundred times would hide it. The package list is this machine's own.
/// </summary>
internal sealed class InventoryServer : IDisposable
{
    private const int Addresses = 15;

    /// <summary>Both sides use it, so that neither is compared by the other's choice of mathematics.</summary>
    public const string KeyExchange = "curve25519-sha256";

    private readonly Process _sshd;

    public InventoryServer(string folder)
    {
        Home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        Directory.CreateDirectory(Path.Combine(Home, ".ssh"));
        var hostKey = Path.Combine(folder, "host_ed25519");
        ChildRun.Of("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", hostKey]);
        ChildRun.Of("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Identity]);
        Port = FreePort();
        var publicKey = string.Join(' ', File.ReadAllText(hostKey + ".pub").Split(' ')[..2]).Trim();
        File.WriteAllLines(KnownHosts, Enumerable.Range(1, Addresses).Select(n => $"[{AddressOf(n)}]:{Port} {publicKey}"));
        var config = Path.Combine(folder, "sshd_config");
        File.WriteAllLines(config,
        [
            $"Port {Port}", .. Enumerable.Range(1, Addresses).Select(n => $"ListenAddress {AddressOf(n)}"),
            $"HostKey {hostKey}", $"AuthorizedKeysFile {Identity}.pub", "PidFile none", "UsePAM no", "StrictModes no", "PermitRootLogin yes",
            "MaxStartups 500", $"KexAlgorithms {KeyExchange}", $"SetEnv PATH={Tools(folder)}:/usr/local/bin:/usr/bin:/bin",
        ]);
        if (Environment.UserName == "root") Directory.CreateDirectory("/run/sshd");
        _sshd = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", config]) { RedirectStandardError = true })!;
        for (var listening = 0; listening < Addresses;)
        {
            var line = _sshd.StandardError.ReadLine() ?? throw new InvalidOperationException("sshd did not start.");
            if (line.Contains("Server listening", StringComparison.Ordinal)) listening++;
        }

        // Its log is read on, or it would block on a full pipe.
        new Thread(() => _sshd.StandardError.ReadToEnd()) { IsBackground = true }.Start();
    }

    public string Home { get; }

    public int Port { get; }

    public string Identity => Path.Combine(Home, ".ssh", "id_ed25519");

    public string KnownHosts => Path.Combine(Home, ".ssh", "known_hosts");

    /// <param name="number">From 1; more than 15 share the addresses in turn.</param>
    public static string AddressOf(int number) => $"127.0.0.{11 + ((number - 1) % Addresses)}";

    public void Dispose()
    {
        _sshd.Kill(entireProcessTree: true);
        _sshd.WaitForExit();
        _sshd.Dispose();
    }

    private static string Tools(string folder)
    {
        var tools = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        foreach (var (name, text) in new[]
        {
            ("setpriv", "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\""),
            ("apt-cache", "printf ' 500 http://deb.example bookworm-security/main amd64 Packages\\n     release a=stable-security,l=Debian-Security\\n'"),
            ("apt", "echo Listing..."),
        })
        {
            File.WriteAllText(Path.Combine(tools, name), $"#!/bin/sh\n{text}\n");
            File.SetUnixFileMode(Path.Combine(tools, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return tools;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
