using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>
/// A real sshd of its own: own port, own host keys, own authorized_keys and known_hosts under a temporary home, on several
/// loopback addresses that stand for hosts. Needs no root; as root it lets root in.
/// </summary>
public sealed class Sshd : IDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private static readonly string[] Defaults =
    [
        "UsePAM no", "StrictModes no", "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin yes",
        "MaxStartups 200", "MaxSessions 20", "LogLevel VERBOSE", "PrintMotd no", "PrintLastLog no",
    ];

    /// <summary>sshd opens at most 16 listening sockets.</summary>
    public const int Addresses = 15;

    private readonly Process _process;
    private readonly Task _log;

    private Sshd(Home home, int port, Process process)
    {
        Home = home;
        Port = port;
        _process = process;

        // Its log must be read on, or sshd blocks on a full pipe.
        _log = Task.Factory.StartNew(() => process.StandardError.ReadToEnd(), TaskCreationOptions.LongRunning);
    }

    public Home Home { get; }

    public int Port { get; }

    /// <summary>Its listener was stopped: connections are accepted by the kernel and get no answer.</summary>
    public bool Stopped { get; private set; }

    /// <summary>The processes that serve its connections, one each.</summary>
    public IReadOnlyList<int> Serving => [.. File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    public void Stop()
    {
        using var kill = Process.Start("kill", ["-STOP", $"{_process.Id}"]);
        kill.WaitForExit();
        Stopped = true;
    }

    public static void SkipUnlessInstalled() => Assert.SkipUnless(File.Exists(Program), $"{Program} is missing: install openssh-server.");

    /// <param name="settings">Lines for its sshd_config, instead of the default ones of the same keyword.</param>
    public static Sshd Start(params string[] settings) => Start(_ => settings);

    /// <param name="settings">The same, for lines that name files in its home.</param>
    public static Sshd Start(Func<Home, string[]> settings)
    {
        SkipUnlessInstalled();
        var home = new Home();
        var lines = settings(home);
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            if (TryStart(home, port, lines) is { } process)
            {
                home.Know(port, Addresses);
                return new Sshd(home, port, process);
            }

            Assert.True(attempt < 5, "sshd does not start; its log is above.");
        }
    }

    /// <param name="number">1 to <see cref="Addresses"/>; more than that share the addresses in turn.</param>
    public Host Host(int number, string? address = null, int? port = null, string? identity = null, string? user = null) => new(
        new HostId(number), $"host-{number:00}", address ?? AddressOf(number), port ?? Port, user, Transport.Ssh, "test", null,
        new Dictionary<string, string>(), null, null, null, identity, null, null, null);

    public static string AddressOf(int number) => $"127.0.0.{11 + ((number - 1) % Addresses)}";

    public HostConnector Connector(Func<RemoteSettings, RemoteSettings>? change = null)
    {
        var settings = new RemoteSettings(Home.Folder, Environment.UserName) { KnownHosts = [Home.KnownHosts], ConnectTimeout = Duration.FromSeconds(10) };
        return new HostConnector(change?.Invoke(settings) ?? settings);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _log.Wait();
        _process.Dispose();
        Home.Dispose();
    }

    private static Process? TryStart(Home home, int port, string[] settings)
    {
        var config = Path.Combine(home.Folder, "sshd_config");
        File.WriteAllLines(config,
        [
            .. settings,
            $"Port {port}", .. Enumerable.Range(1, Addresses).Select(n => $"ListenAddress {AddressOf(n)}"),
            $"HostKey {home.HostKey}", $"AuthorizedKeysFile {home.AuthorizedKeys}", $"PidFile {home.Folder}/sshd.pid",
            .. Defaults.Where(line => !settings.Any(s => s.Split(' ')[0] == line.Split(' ')[0])),
        ]);
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", config]) { RedirectStandardError = true })!;
        for (var listening = 0; listening < Addresses;)
        {
            var line = process.StandardError.ReadLine();
            if (line is null)
            {
                process.WaitForExit();
                process.Dispose();
                return null;
            }

            TestContext.Current.SendDiagnosticMessage(line);
            listening += line.Contains("Server listening", StringComparison.Ordinal) ? 1 : 0;
        }

        return process;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
