using System.Diagnostics;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Xunit;

namespace Cockpit.Scanner.Tests.Linux;

/// <summary>The script itself, on this machine, in every shell and surroundings that hosts have.</summary>
public sealed class ScriptShellsTests
{
    /// <summary>What a host gets in one message. A kilobyte is a millisecond on a slow line.</summary>
    private const int MaxScriptBytes = 24 * 1024;

    [Fact]
    public void The_script_is_small_and_holds_no_word_for_people()
    {
        var script = InventoryScript.With("smallscript");
        Assert.InRange(script.Length, 1, MaxScriptBytes);
        Assert.DoesNotContain(script.TrimEnd().Split('\n'), l => l.StartsWith('#') || l.StartsWith(' ') || l.Length == 0);
        Assert.DoesNotContain("<<", script);
    }

    [Theory]
    [InlineData("/bin/dash", "-s")]
    [InlineData("/bin/bash", "-s")]
    [InlineData("/bin/busybox", "sh", "-s")]
    [InlineData("/bin/bash", "--posix", "-s")]
    public void Every_shell_gives_the_same_answer(string shell, params string[] arguments)
    {
        var odd = Read(Start(shell, arguments, start =>
        {
            start.Environment.Clear();
            start.Environment["PATH"] = "/nonexistent::.";
            start.Environment["LANG"] = "tr_TR.UTF-8";
            start.Environment["LC_ALL"] = "ja_JP.eucJP";
            start.Environment["LANGUAGE"] = "de";
            start.Environment["IFS"] = "x";
            start.Environment["TMPDIR"] = "/nonexistent";
            start.Environment["HOME"] = "/nonexistent";
            start.Environment["APT_CONFIG"] = "/nonexistent";
            start.WorkingDirectory = "/";
        }));
        var plain = Read(Start("/bin/sh", ["-s"], _ => { }));
        Assert.Equal((plain.OsName, plain.Kernel, plain.MachineId, plain.BootId, plain.Packages.Count, plain.Updates.Count), (odd.OsName, odd.Kernel, odd.MachineId, odd.BootId, odd.Packages.Count, odd.Updates.Count));
        Assert.Equal(plain.Facts.Repositories, odd.Facts.Repositories);
        Assert.Equal((plain.Facts.TimeZone, plain.Facts.Virtualization, plain.Facts.AsRoot), (odd.Facts.TimeZone, odd.Facts.Virtualization, odd.Facts.AsRoot));
        Assert.Equal(plain.Unread, odd.Unread);
    }

    [Fact]
    public void A_read_only_root_without_room_and_without_proc_is_read_and_what_is_missing_is_named()
    {
        // A mount namespace of its own: everything read-only, no /proc, a /tmp without a byte.
        const string Enter = "mount --make-rprivate / && mount -o remount,bind,ro / && mount -t tmpfs -o size=4k,ro none /tmp && mount -t tmpfs -o ro none /proc && exec /bin/sh -s";
        using var probe = Process.Start(new ProcessStartInfo("unshare", ["-m", "/bin/sh", "-c", Enter.Replace("exec /bin/sh -s", "true")]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        Assert.SkipUnless(probe.ExitCode == 0, "This user may not make mount namespaces.");
        var read = Read(Start("unshare", ["-m", "/bin/sh", "-c", Enter], _ => { }));
        Assert.NotEmpty(read.Packages);
        Assert.Contains("uptime: /proc/uptime cannot be read", read.Unread);
        Assert.Contains("boot id: /proc/sys/kernel/random/boot_id cannot be read", read.Unread);
    }

    private static string Start(string shell, string[] arguments, Action<ProcessStartInfo> change)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg-query"), "This machine has no dpkg.");
        Assert.SkipUnless(!shell.StartsWith('/') || File.Exists(shell), $"This machine has no {shell}.");
        var start = new ProcessStartInfo(shell, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        change(start);
        using var process = Process.Start(start)!;

        // As it travels: in braces, its commands reading nothing.
        process.StandardInput.Write($"{{ :;\n{InventoryScript.With(Answers.Nonce)}\n}} </dev/null\n");
        process.StandardInput.Close();
        return process.StandardOutput.ReadToEnd();
    }

    private static Inventory Read(string answer)
    {
        var then = Answers.ClockOf(answer);
        return LinuxInventory.Parse(Answers.Bytes(answer), Answers.Nonce, then, then);
    }
}
