using System.Diagnostics;
using System.Text.Json;
using Cockpit.Cockpit.Tests.Tui;

namespace Cockpit.Cockpit.Tests.Cli;

public sealed class DemoTests : IDisposable
{
    /// <summary>Everything that can change packages or take this machine down.</summary>
    private static readonly string[] Watched =
        ["apt", "apt-get", "aptitude", "dpkg", "dpkg-reconfigure", "unattended-upgrade", "apt-mark", "dnf", "yum", "zypper", "rpm", "apk", "snap", "systemctl", "systemd-run", "reboot", "shutdown", "halt", "poweroff", "sudo"];

    private readonly Program program = new();

    public void Dispose() => program.Dispose();

    /// <summary>A wrapper in front of each program writes down how it is called and then calls the real one.</summary>
    [Fact]
    public void The_whole_line_runs_once_and_no_package_manager_is_called_to_write()
    {
        string calls = Path.Combine(program.Folder, "calls");
        string shims = Directory.CreateDirectory(Path.Combine(program.Folder, "shims")).FullName;
        foreach (string name in Watched)
        {
            string shim = Path.Combine(shims, name);
            File.WriteAllText(shim, $"""
                #!/bin/sh
                printf '%s %s\n' {name} "$*" >>'{calls}'
                PATH=$(printf '%s' "$PATH" | sed 's|{shims}:||')
                exec {name} "$@"

                """);
            File.SetUnixFileMode(shim, (UnixFileMode)0b111_101_101);
        }
        Ran ran = program.RunAs(["/usr/bin/env", $"PATH={shims}:{Environment.GetEnvironmentVariable("PATH")}"], "demo", "--headless", "--hosts", "24", "-o", "json");
        Assert.Equal("", ran.Error);
        Assert.Equal(0, ran.Exit);
        using JsonDocument summary = JsonDocument.Parse(ran.Out);
        Assert.Equal("completed", summary.RootElement.GetProperty("state").GetString());
        Assert.True(summary.RootElement.GetProperty("chainOk").GetBoolean());
        Assert.False(Directory.Exists(Path.GetDirectoryName(summary.RootElement.GetProperty("file").GetString())));

        string[] called = File.Exists(calls) ? File.ReadAllLines(calls) : [];
        Assert.SkipUnless(called.Length > 0 || !File.Exists("/usr/bin/apt-get"), "The scan of this machine did not come by the wrappers.");
        Assert.DoesNotContain(called, Writes);
    }

    [Theory]
    [InlineData("apt-get install -y nginx", true)]
    [InlineData("apt-get update", true)]
    [InlineData("dpkg -i x.deb", true)]
    [InlineData("reboot ", true)]
    [InlineData("sudo -n sh", true)]
    [InlineData("apt-get -s dist-upgrade", false)]
    [InlineData("dpkg --print-architecture", false)]
    public void A_writing_call_is_told_from_a_reading_one(string call, bool writes) => Assert.Equal(writes, Writes(call));

    [Fact]
    public void The_demo_without_a_terminal_says_what_needs_none()
    {
        Ran ran = program.Run("demo");
        Assert.Equal(2, ran.Exit);
        Assert.Contains("cockpit demo --headless needs none.", ran.Error);
    }

    [Fact]
    public void The_demo_opens_the_screens_and_takes_its_folder_away_again()
    {
        Assert.SkipUnless(File.Exists("/dev/ptmx") && File.Exists("/usr/bin/setsid"), "This machine has no pseudo-terminals or no setsid.");
        string temporary = Directory.CreateDirectory(Path.Combine(program.Folder, "tmp")).FullName;
        using var pty = new Pty(100, 30);
        using Process demo = pty.Start(program.Folder, ["TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + program.Folder, "TMPDIR=" + temporary,
            "PATH=" + Environment.GetEnvironmentVariable("PATH"), "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")], [.. Program.Command, "demo", "--hosts", "20"]);
        pty.WaitFor("? keys");
        Assert.NotEmpty(Directory.GetDirectories(temporary, "cockpit-demo-*"));
        pty.Type("qq");
        Assert.Equal(0, pty.WaitForExit(demo));
        Assert.Empty(Directory.GetDirectories(temporary, "cockpit-demo-*"));
    }

    private static bool Writes(string call)
    {
        string[] words = call.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[0] switch
        {
            "apt" or "apt-get" or "aptitude" => !words.Any(w => w is "-s" or "--simulate" or "--just-print" or "--dry-run" or "--print-uris" or "--version" or "indextargets"),
            "dpkg" => !words.Any(w => w is "--print-architecture" or "--print-foreign-architectures" or "-l" or "-s" or "--audit" or "-C" or "--compare-versions" or "--get-selections"),
            "apt-mark" => !words.Any(w => w is "showhold" or "showauto" or "showmanual"),
            "systemctl" => !words.Any(w => w is "is-active" or "is-enabled" or "is-system-running" or "show" or "list-units" or "status"),
            "rpm" => !words.Any(w => w is "-q" or "-qa"),
            _ => true,
        };
    }
}
