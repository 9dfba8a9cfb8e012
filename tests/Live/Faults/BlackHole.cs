using System.Diagnostics;
using System.Globalization;

namespace Cockpit.Live.Faults;

/// <summary>A network namespace whose firewall drops everything: a host that is there and never answers. Needs root, ip and nft.</summary>
internal sealed class BlackHole : IDisposable
{
    private readonly string _name = $"ckhole{Environment.ProcessId % 10_000}";

    public BlackHole()
    {
        var third = (Environment.ProcessId % 200).ToString(CultureInfo.InvariantCulture);
        Address = $"10.79.{third}.2";
        Run("ip", "netns", "add", _name);
        Run("ip", "link", "add", _name, "type", "veth", "peer", "name", "host0", "netns", _name);
        Run("ip", "addr", "add", $"10.79.{third}.1/30", "dev", _name);
        Run("ip", "link", "set", _name, "up");
        Run("ip", "-n", _name, "addr", "add", $"{Address}/30", "dev", "host0");
        Run("ip", "-n", _name, "link", "set", "host0", "up");
        Run("ip", "netns", "exec", _name, "nft", "add table inet hole; add chain inet hole in { type filter hook input priority 0; policy drop; }");
    }

    public static bool CanBe => Environment.UserName == "root" && File.Exists("/usr/sbin/nft") && (File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip"));

    public string Address { get; }

    public void Dispose() => Run("ip", "netns", "del", _name);

    private static void Run(string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = run.StandardError.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {said}");
        }
    }
}
