using System.Diagnostics;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Remote;
using Cockpit.Scanner;
using Cockpit.Scanner.Linux;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Scans;

/// <summary>Scans of this machine, and that they change nothing on it.</summary>
public sealed class LocalScanTests
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 };

    internal static readonly Host Here = new(
        new HostId(1), "here", "here", 22, null, Transport.Local, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null);

    /// <summary>Everything that could change packages or what is known of them.</summary>
    private static readonly string[] PackageManagers =
    [
        "apt", "apt-get", "apt-cache", "apt-mark", "apt-config", "apt-key", "aptitude", "dpkg", "dpkg-query", "dpkg-divert", "dpkg-trigger", "dpkg-reconfigure",
    ];

    [Fact]
    public void This_machine_is_scanned_as_it_is()
    {
        var inventory = Scan();
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), inventory.BootId);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), inventory.Kernel);
        Assert.Contains(inventory.Packages, p => p is { Name: "dpkg", Sound: true });
        Assert.Contains(inventory.FileSystems, f => f.MountPoint == "/");
        Assert.Equal(Lines("dpkg-query", "-W", "-f", "${db:Status-Status}\n").Count(s => s is not ("config-files" or "not-installed")), inventory.Packages.Count);
        Assert.All(inventory.Updates, u => Assert.True(DebianVersion.IsNewer(u.To, u.From)));
        Assert.Equal(Lines("apt", "list", "--upgradable").Count(l => l.Contains("upgradable from", StringComparison.Ordinal)), inventory.Updates.Count);
    }

    [Fact]
    public void A_scan_leaves_every_file_of_apt_and_dpkg_as_it_was()
    {
        var before = Files();
        Scan();
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_scan_calls_no_package_manager_that_writes()
    {
        SkipUnlessDebian();
        var folder = Directory.CreateTempSubdirectory("cockpit-calls-");
        try
        {
            // Root's scan asks apt as nobody, who must be able to call what stands here and to note it.
            var everyone = (UnixFileMode)Convert.ToInt32("777", 8);
            File.SetUnixFileMode(folder.FullName, everyone);
            var log = Path.Combine(folder.FullName, "log");
            foreach (var name in PackageManagers)
            {
                var file = Path.Combine(folder.FullName, name);
                File.WriteAllText(file, $"#!/bin/sh\nprintf '%s\\n' \"{name} $*\" >>{log}\nPATH=${{PATH#*:}}; exec {name} \"$@\"\n");
                File.SetUnixFileMode(file, everyone);
            }

            File.WriteAllText(log, "");
            File.SetUnixFileMode(log, everyone);
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-s"])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true,
                Environment = { ["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}" },
            })!;
            shell.StandardInput.Write(InventoryScript.With("countingcalls"));
            shell.StandardInput.Close();
            Assert.EndsWith("@countingcalls done\n", shell.StandardOutput.ReadToEnd());

            var calls = File.ReadAllLines(log);
            Assert.Contains(calls, c => c.StartsWith("dpkg-query -W ", StringComparison.Ordinal));
            Assert.Contains(calls, c => c.StartsWith("apt ", StringComparison.Ordinal));
            Assert.DoesNotContain(calls, Writes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static void SkipUnlessDebian() => Assert.SkipUnless(File.Exists("/usr/bin/dpkg-query"), "This machine has no dpkg.");

    /// <summary>Anything but reading, asking and simulating.</summary>
    private static bool Writes(string call)
    {
        var words = call.Split(' ');
        return words[0] switch
        {
            "dpkg-query" => false,
            "dpkg" => !words.Contains("--print-architecture") && !words.Contains("--audit"),
            "apt-config" => !words.Contains("dump"),
            "apt-cache" => !words.Contains("policy"),
            "apt" => !words.Contains("list"),
            "apt-get" => !words.Contains("-s") && !words.Contains("--print-uris"),
            _ => true,
        };
    }

    internal static Inventory Scan()
    {
        SkipUnlessDebian();
        using var connector = new HostConnector(new RemoteSettings("/nonexistent", "nobody"));
        var result = new HostScanner(connector, SystemClock.Instance).Scan(Here, new ScanOptions(), TestContext.Current.CancellationToken);
        Assert.Null(result.Fault);
        return result.Inventory!;
    }

    private static IReadOnlyList<string> Files() =>
    [
        .. new[] { "/var/lib/apt", "/var/lib/dpkg", "/var/cache/apt" }
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything).Append(new DirectoryInfo(folder)))
            .Select(f => $"{f.FullName} {(f is FileInfo file ? file.Length : 0)} {f.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal),
    ];

    private static string[] Lines(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C" } })!;
        return process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
