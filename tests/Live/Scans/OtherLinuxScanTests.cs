using System.Globalization;
using Cockpit.Core.Hosts;
using Cockpit.Live.Lab;
using Cockpit.Remote;
using Cockpit.Scanner;
using Cockpit.Scanner.Linux;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Scans;

/// <summary>Scans of real hosts with dnf, zypper and pacman, compared with what those say by themselves; in trouble; and what a scan leaves behind: nothing.</summary>
[Collection("lab")]
[Trait("Category", "Lab")]
public sealed class OtherLinuxScanTests(LabHosts lab)
{
    private static readonly RunOptions Soon = new(Duration.FromMinutes(2));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Updates_of_a_dnf_host_are_those_that_dnf_names_and_those_on_hold()
    {
        lab.Need("d1");
        var inventory = Scan("d1");
        Assert.Equal(("redhat", "lab-el", "9.4", "x86_64", true), (inventory.OsFamily, inventory.OsName, inventory.OsVersion, inventory.Architecture, inventory.HasSecuritySource));
        Assert.Empty(inventory.Unread);
        Assert.False(inventory.RebootRequired);
        Assert.Equal(lab.Shell("d1", "cat /etc/machine-id"), inventory.MachineId);

        var dnf = lab.Shell("d1", "dnf -q check-update || [ $? = 100 ]").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(dnf.Order(StringComparer.Ordinal), inventory.Updates.Where(u => !u.Held).Select(u => $"{u.Name}.{u.Architecture} {u.To} {u.Source}").Order(StringComparer.Ordinal));
        Assert.Equal(["lab-held Security", "lab-locked Other"], inventory.Updates.Where(u => u.Held).Select(u => $"{u.Name} {u.Class}"));

        var security = lab.Shell("d1", "dnf -q check-update --security || [ $? = 100 ]").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]);
        Assert.Equal(security.Order(StringComparer.Ordinal), inventory.Updates.Where(u => !u.Held && u.Class == UpdateClass.Security).Select(u => $"{u.Name}.{u.Architecture}").Order(StringComparer.Ordinal));
        Assert.Equal("lab-lib critical LAB-SA-2026:0001 CVE-2026-10001 CVE-2026-10002", Fixes(inventory.Updates.First(u => u.Name == "lab-lib")));
        Assert.Equal(("1.2-1.lab9", "1.1-1.lab9"), inventory.Updates.Where(u => u.Name == "lab-twice").Select(u => (u.To, u.SecurityVersion!)).Single());
        Assert.Equal(("1:1.0-1.lab9", "lab-tools"), inventory.Packages.Where(p => p.Name == "lab-tool").Select(p => (p.Version, p.SourceName)).Single());
        Assert.Empty(inventory.Facts.DatabaseProblems!);
        Same("d1", inventory);
    }

    [Fact]
    public void Updates_of_a_zypper_host_are_those_that_zypper_names_and_those_on_hold()
    {
        lab.Need("z1");
        var inventory = Scan("z1");
        Assert.Equal(("suse", "lab-leap", "15.6", true), (inventory.OsFamily, inventory.OsName, inventory.OsVersion, inventory.HasSecuritySource));
        Assert.Empty(inventory.Unread);

        // "v | Lab updates | lab-conf | 1.0-1.lab9 | 1.1-1.lab9 | noarch" below a head of two lines.
        var zypper = lab.Shell("z1", "zypper -q --non-interactive list-updates").Split('\n').Skip(2).Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Select(c => $"{c[2]} {c[3]} {c[4]} {c[5]}");
        Assert.Equal(zypper.Order(StringComparer.Ordinal), inventory.Updates.Where(u => !u.Held).Select(u => $"{u.Name} {u.From} {u.To} {u.Architecture}").Order(StringComparer.Ordinal));
        Assert.Equal(["lab-held"], inventory.Updates.Where(u => u.Held).Select(u => u.Name));
        Assert.Equal("lab-lib critical LAB-SA-2026:0001 CVE-2026-10001 CVE-2026-10002", Fixes(inventory.Updates.First(u => u.Name == "lab-lib")));
        Assert.Equal(["lab-held", "lab-lib", "lab-tool", "lab-twice", "linux-firmware"], inventory.Updates.Where(u => u.Class == UpdateClass.Security).Select(u => u.Name));
        Same("z1", inventory);
    }

    [Fact]
    public void Updates_of_a_pacman_host_are_those_that_pacman_names()
    {
        lab.Need("p1");
        var inventory = Scan("p1");
        Assert.Equal("arch", inventory.OsFamily);
        var pacman = lab.Shell("p1", "pacman -Qu").Split('\n');
        Assert.Equal(pacman, inventory.Updates.Select(u => $"{u.Name} {u.From} -> {u.To}{(u.Held ? " [ignored]" : "")}"));
        Assert.Equal(["which updates are security updates: pacman's lists do not say"], inventory.Unread);
        Same("p1", inventory);
    }

    [Theory]
    [InlineData("d1", "rm -rf /var/lib/dnf /var/cache/dnf/*.solv* /var/cache/dnf/packages.db", "dnf -q check-update")]
    [InlineData("z1", "true", "zypper -q --non-interactive lu")]
    [InlineData("p1", "true", "pacman -Sy")]
    public void A_scan_leaves_nothing_behind_and_asks_nobody(string host, string before, string counterCheck)
    {
        lab.Need(host);

        // The first login makes its own traces.
        Scan(host);
        AsRoot(host);
        lab.Shell(host, before);
        var (files, served) = (Files(host), lab.Served().Count);
        Scan(host);
        AsRoot(host);
        Assert.Equal(files, Files(host));
        Assert.Equal(served, lab.Served().Count);

        // The counter-check: the plain question writes.
        lab.Shell(host, counterCheck + " >/dev/null; true");
        Assert.NotEqual(files, Files(host));
    }

    [Theory]
    [InlineData("d1", "rm -rf /var/cache/dnf/*", "updates: dnf check-update ended with 1: Error: Cache-only enabled but no cache for 'lab-os'")]
    [InlineData("z1", "rm -rf /var/cache/zypp/*", "updates: there is no metadata of lab-os, lab-updates")]
    [InlineData("p1", "rm -f /var/lib/pacman/sync/*", "updates: package lists were never fetched")]
    public void A_host_that_never_fetched_metadata_is_not_up_to_date_and_nothing_is_fetched_for_it(string host, string never, string unread)
    {
        lab.Need(host);
        lab.Shell(host, never);
        var served = lab.Served().Count;
        var inventory = Scan(host);
        Assert.Null(inventory.MetadataAt);
        Assert.Empty(inventory.Updates);
        Assert.Contains(unread, inventory.Unread);
        Assert.False(inventory.HasSecuritySource);
        Assert.NotEmpty(inventory.Packages);
        Assert.NotEmpty(inventory.Facts.SilentRepositories!);
        Same(host, inventory);
        Assert.Equal(served, lab.Served().Count);
    }

    [Theory]
    [InlineData("d1", "dnf -q makecache --refresh", "touch -d '9 days ago' /var/cache/dnf/lab-*/repodata/*")]
    [InlineData("z1", "zypper -q --non-interactive refresh -f", "touch -d '9 days ago' /var/cache/zypp/raw/lab-*/repodata/*")]
    public void A_repository_that_is_down_shows_in_the_age_of_its_metadata(string host, string refresh, string old)
    {
        lab.Need(host);
        lab.Lab("silence", host);
        lab.Shell(host, $"{old}; ! {refresh} >/dev/null 2>&1");
        var inventory = Scan(host);
        Assert.True(SystemClock.Instance.GetCurrentInstant() - inventory.MetadataAt > Duration.FromDays(8));
        Assert.NotEmpty(inventory.Updates);
        lab.Lab("answer", host);
        lab.Shell(host, refresh);
        Assert.True(SystemClock.Instance.GetCurrentInstant() - Scan(host).MetadataAt < Duration.FromHours(1));
    }

    [Theory]
    [InlineData("d1", "dnf -y upgrade")]
    [InlineData("z1", "zypper --non-interactive update")]
    public void A_killed_upgrade_leaves_two_versions_and_a_running_one_its_name(string host, string upgrade)
    {
        lab.Need(host);
        lab.Shell(host, $"touch /etc/lab-slow.hold; setsid {upgrade} >/root/upgrade.log 2>&1 </dev/null & :");
        lab.Until(host, "rpm -q lab-slow | grep -q 1.1-1 && pgrep -f [r]pm-tmp >/dev/null");
        var running = Scan(host);
        Assert.Contains($"{upgrade.Split(' ')[0]} (pid ", running.Facts.LockHolder);
        Assert.Contains(running.Unread, u => u.StartsWith("what is installed: ", StringComparison.Ordinal));
        Assert.Empty(running.Facts.DatabaseProblems!);

        lab.Shell(host, "kill -9 $(pgrep -x 'dnf|zypper|rpm') $(pgrep -f [r]pm-tmp); rm /etc/lab-slow.hold");
        lab.Until(host, "! pgrep -x 'dnf|zypper|rpm' >/dev/null");
        var killed = Scan(host);
        Assert.Equal("", killed.Facts.LockHolder);
        Assert.Contains("lab-slow is installed twice, as after an upgrade that was cut off: 1.0-1.lab9 and 1.1-1.lab9", killed.Facts.DatabaseProblems!);
        Assert.Equal(["1.0-1.lab9 unsound", "1.1-1.lab9 sound"], killed.Packages.Where(p => p.Name == "lab-slow").Select(p => $"{p.Version} {(p.Sound ? "sound" : "unsound")}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(killed.Updates, u => u.Name == "lab-slow");
        Assert.DoesNotContain(killed.Facts.DatabaseProblems!, p => p.StartsWith("kernel", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("d1", "dnf -q -y upgrade linux-firmware")]
    [InlineData("z1", "zypper -q -n removelock lab-held; zypper -q --non-interactive patch --category security --with-interactive || [ $? = 102 ]")]
    public void A_reboot_is_owed_until_it_was_made(string host, string upgrade)
    {
        lab.Need(host);
        Assert.False(Scan(host).RebootRequired);
        lab.Shell(host, $"({upgrade}) >/root/upgrade.log 2>&1");
        var owed = Scan(host);
        if (!owed.RebootRequired) Assert.Fail(WhatDecides(owed) + lab.Shell(host, "cat /root/upgrade.log"));
        Assert.Equal((true, "linux-firmware", "installed since the boot: linux-firmware"), (owed.RebootRequired, string.Join(' ', owed.RebootPackages), string.Join(';', owed.Facts.RebootReasons!)));
        Assert.True(SystemClock.Instance.GetCurrentInstant() - owed.Facts.LastUpdateAt < Duration.FromMinutes(10));
        lab.Lab("off", host);
        lab.Lab("on", host);
        var after = Scan(host);
        Assert.Equal((false, 0), (after.RebootRequired, after.RebootPackages.Count));
        Assert.NotEqual(owed.BootId, after.BootId);
    }

    [Theory]
    [InlineData("d1")]
    [InlineData("z1")]
    public void A_damaged_package_database_is_an_error_or_a_named_problem_never_a_short_list(string host)
    {
        lab.Need(host);
        lab.Shell(host, "head -c 100 /dev/zero >/var/lib/rpm/rpmdb.sqlite; rm -f /var/lib/rpm/rpmdb.sqlite-*");
        var result = new HostScanner(lab.Connector, SystemClock.Instance).Scan(lab.Host(host), new ScanOptions(), Cancellation);
        Assert.Equal((ScanStatus.Error, "SCAN_UNREADABLE"), (result.Status, result.Fault!.Code.Name));
        Assert.Contains("rpm ended with 1", result.Fault.What);
    }

    [Fact]
    public void The_program_shows_them_and_plans_none_of_them()
    {
        lab.Need("d1", "z1", "p1");
        using var program = new ProgramOnLab(lab, "d1", "z1", "p1");
        program.Run(0, "scan", "d1", "z1", "p1");
        var shown = program.Json(0, "host", "show", "d1");
        var library = shown.GetProperty("updates").EnumerateArray().First(u => u.GetProperty("name").GetString() == "lab-lib");
        Assert.Equal(
            ("security", "critical", "LAB-SA-2026:0001", "CVE-2026-10001 CVE-2026-10002", "lab-updates"),
            (library.GetProperty("class").GetString(), library.GetProperty("severity").GetString(), library.GetProperty("advisories")[0].GetString(),
                string.Join(' ', library.GetProperty("cves").EnumerateArray().Select(c => c.GetString())), library.GetProperty("source").GetString()));
        Assert.Contains("\"redhat\"", shown.GetRawText());
        Assert.Contains("\"suse\"", program.Json(0, "host", "show", "z1").GetRawText());
        Assert.Contains("d1", program.Run(0, "host", "list", "--scope", "os.family = redhat"));

        var before = lab.Shell("d1", "rpm -qa | sort");
        using var plan = program.Start("rollout", "plan", "--scope", "os.family in (redhat, suse, arch)", "--window", "always");
        var said = plan.StandardError.ReadToEnd();
        plan.WaitForExit();
        Assert.NotEqual(0, plan.ExitCode);
        foreach (var host in new[] { "d1", "z1", "p1" }) Assert.Contains($"{host}: PATCH_UNSUPPORTED", said);
        Assert.Equal(before, lab.Shell("d1", "rpm -qa | sort"));
    }

    /// <summary>What a scan's word on a reboot rests on.</summary>
    private static string WhatDecides(Inventory read) =>
        $"No reboot is owed. Read: {string.Join(' ', read.Packages.Where(p => p.Name == "linux-firmware").Select(p => $"{p.Name} {p.Version}"))}, boot id {read.BootId}, up {read.Uptime}, "
        + $"newest package of {read.Facts.LastUpdateAt}, clock off by {read.Facts.ClockSkew}, unread: {string.Join("; ", read.Unread)}\n";

    /// <summary>What root reads is the same.</summary>
    private void Same(string host, Inventory asUser)
    {
        var asRoot = AsRoot(host);
        static IEnumerable<string> Text(Inventory i) => i.Updates.Select(u => $"{u.Name} {u.Architecture} {u.From} {u.To} {u.Class} {u.Held} {u.KeptBack} {Fixes(u)}");
        Assert.Equal(Text(asUser), Text(asRoot));
        Assert.Equal(asUser.Packages, asRoot.Packages);
        Assert.Equal(asUser.MetadataAt, asRoot.MetadataAt);
        Assert.Equal(asUser.Unread, asRoot.Unread);
    }

    private Inventory AsRoot(string host)
    {
        using var session = lab.Connector.Open(lab.Host(host), Cancellation);
        var asked = SystemClock.Instance.GetCurrentInstant();
        var answer = session.Run(InventoryScript.With("asrootonce"), Soon with { AsRoot = true }, Cancellation);
        return LinuxInventory.Parse(answer.Output, "asrootonce", asked, SystemClock.Instance.GetCurrentInstant());
    }

    private Inventory Scan(string host)
    {
        var result = new HostScanner(lab.Connector, SystemClock.Instance).Scan(lab.Host(host), new ScanOptions(), Cancellation);
        Assert.Null(result.Fault);
        return result.Inventory!;
    }

    private static string Fixes(PendingUpdate u) => string.Create(CultureInfo.InvariantCulture, $"{u.Name} {u.Severity} {string.Join(' ', u.Advisories)} {string.Join(' ', u.Cves)}");

    /// <summary>
    /// Every file of the host but what a login by itself writes, with size and times; of /run and /tmp too. The folder /var/tmp may change its own time, for
    /// a file that is gone again; what lies in it may not.
    /// </summary>
    private string Files(string host) => lab.Shell(host,
        "find / /run /tmp -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /var/log/journal -o -path /run/log -o -path /run/systemd -o -path /run/user -o -path /run/dbus "
        + "-o -name wtmp -o -name lastlog -o -name utmp -o -path /run/sudo -o -path /run/motd.dynamic -o -path /var/lib/sudo \\) -prune -o ! -path /var/tmp ! -path /run ! -path /tmp -printf '%p %y %s %T@ %C@\\n' | sort -u");
}
