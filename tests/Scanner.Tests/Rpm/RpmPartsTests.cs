using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;
using Cockpit.Scanner.Tests.Linux;
using Cockpit.Scanner.Zypper;
using Xunit;

namespace Cockpit.Scanner.Tests.Rpm;

public sealed class RpmPartsTests
{
    private const string Dnf = "Dnf/lab-el-9-plain";
    private const string Zypper = "Zypper/lab-leap-15-plain";

    [Theory]
    [InlineData(Dnf, "check", "Error: Cache-only enabled but no cache for 'baseos'", 1, "updates: dnf check-update ended with 1: Error: Cache-only enabled but no cache for 'baseos'")]
    [InlineData(Dnf, "check", "", 137, "updates: dnf check-update ended with 137: it gave no reason")]
    [InlineData(Zypper, "all", "<stream><message type=\"error\">Can't create /var/cache/zypp</message></stream>", 106, "updates: zypper list-updates --all ended with 106: Can't create /var/cache/zypp")]
    [InlineData(Zypper, "offered", "Killed", 137, "updates: zypper list-updates ended with 137")]
    public void A_package_manager_that_does_not_know_is_never_taken_for_one_without_updates(string answer, string section, string lines, int code, string unread)
    {
        var inventory = RecordedAnswersTests.Read(Answers.With(Answers.Text(answer), section, lines, code));
        Assert.Null(inventory.MetadataAt);
        Assert.Empty(inventory.Updates);
        Assert.Contains(unread, inventory.Unread);
        Assert.NotEmpty(inventory.Packages);
        Assert.NotEqual(HostFleetState.Compliant, HostFleetStates.Of(ScanStatus.Ok, default(NodaTime.Instant), HostFigures.Of(inventory), false, false, managed: true, default));
    }

    [Theory]
    [InlineData(Dnf, "check", "", 100)]
    [InlineData(Dnf, "upgrades", "U\tlab-lib\t0\t1.1", 0)]
    [InlineData(Dnf, "packages", "", 0)]
    [InlineData(Dnf, "packages", "error: cannot open Packages database in /var/lib/rpm", 1)]
    [InlineData(Dnf, "packages", "P\tbash\t0\t5.1\x1b[2J\t1\tx86_64\tbash-5.1-1.src.rpm\t1", 0)]
    [InlineData(Dnf, "tool", "", 127)]
    [InlineData(Zypper, "all", "<stream><update-list><update kind=\"package\" name=\"a\"", 0)]
    [InlineData(Zypper, "all", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><stream>&a;</stream>", 0)]
    [InlineData(Zypper, "patches", "", 0)]
    [InlineData(Zypper, "packages", "", 1)]
    public void What_must_be_known_and_is_not_makes_no_inventory(string answer, string section, string lines, int code) =>
        Assert.Equal("SCAN_UNREADABLE", RecordedAnswersTests.Fails(Answers.Bytes(Answers.With(Answers.Text(answer), section, lines, code))).Code.Name);

    [Theory]
    [InlineData(Dnf, "advisories", "which updates are security updates: dnf ended with 1: Error: x")]
    [InlineData(Dnf, "cves", "CVEs of updates: dnf ended with 1: Error: x")]
    [InlineData(Dnf, "upgrades", "updates on hold: dnf repoquery ended with 1: Error: x")]
    [InlineData(Zypper, "patches", "which updates are security updates: zypper list-patches ended with 1")]
    [InlineData(Zypper, "fixes", "which updates are security updates: zypper info ended with 1")]
    public void What_may_be_unknown_is_listed(string answer, string section, string unread)
    {
        var inventory = RecordedAnswersTests.Read(Answers.With(Answers.Text(answer), section, "Error: x", 1));
        Assert.Equal([unread], inventory.Unread);
        Assert.NotEmpty(inventory.Updates);
    }

    [Fact]
    public void A_damaged_database_that_still_answers_is_a_problem_and_no_whole_list()
    {
        var answer = Answers.Text(Dnf).Replace("P\tlab-conf\t", "error: SELECT hnum: 11: database disk image is malformed\nP\tlab-conf\t");
        var inventory = RecordedAnswersTests.Read(answer);
        Assert.Equal(["rpm says \"SELECT hnum: 11: database disk image is malformed\""], inventory.Facts.DatabaseProblems);
        Assert.Equal(["all packages: rpm says \"SELECT hnum: 11: database disk image is malformed\""], inventory.Unread);
    }

    [Fact]
    public void A_missing_plugin_ends_with_1_and_asks_for_no_reboot()
    {
        var inventory = RecordedAnswersTests.Read(Answers.With(Answers.Text(Dnf), "restart", "No such command: needs-restarting. Please use /usr/bin/dnf --help", 1));
        Assert.False(inventory.RebootRequired);
    }

    [Fact]
    public void A_patch_that_wants_a_reboot_counts_by_what_it_installed_since_the_boot()
    {
        // Here of a package that by itself asks for nothing.
        var owed = Answers.Text("Zypper/lab-leap-15-reboot-owed").Replace("linux-firmware", "plain-thing");
        var inventory = RecordedAnswersTests.Read(owed);
        Assert.Equal((true, "plain-thing"), (inventory.RebootRequired, string.Join(' ', inventory.RebootPackages)));

        // After a boot it is in effect.
        var clock = long.Parse(owed.Split("begin clock\n")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        var booted = Answers.With(Answers.With(owed, "clock", $"{clock + 60}"), "uptime", "40.00 0.00");
        Assert.False(RecordedAnswersTests.Read(booted).RebootRequired);
    }

    /// <summary>The clock and the times of packages are whole seconds, the uptime is none: an upgrade within a second of the boot went unseen.</summary>
    [Theory]
    [InlineData("Zypper/lab-leap-15-reboot-owed", "0.90 0.00")]
    [InlineData("Zypper/lab-leap-15-reboot-owed", "0.00 0.00")]
    [InlineData("Dnf/lab-el-9-reboot-owed", "0.90 0.00")]
    public void What_came_in_the_second_of_the_boot_came_since_the_boot(string fixture, string uptime)
    {
        var answer = Answers.Text(fixture);
        var installed = System.Text.RegularExpressions.Regex.Match(answer, "\tlinux-firmware-1.1[^\t]*\t([0-9]+)").Groups[1].Value;
        answer = Answers.With(Answers.With(Answers.With(answer, "clock", installed), "uptime", uptime), "restart", "");
        var inventory = RecordedAnswersTests.Read(answer);
        Assert.True(inventory.RebootRequired);
        Assert.Contains("linux-firmware", inventory.RebootPackages);
        Assert.Null(inventory.Facts.StaleServices);
    }

    [Theory]
    [InlineData(102, "", true)]
    [InlineData(0, "needed\nNo core libraries or services have been updated.", true)]
    [InlineData(0, "No core libraries or services have been updated.", false)]
    public void Zyppers_own_word_on_a_reboot_counts(int code, string lines, bool required) =>
        Assert.Equal(required, RecordedAnswersTests.Read(Answers.With(Answers.Text(Zypper), "restart", lines, code)).RebootRequired);

    [Fact]
    public void Of_lists_that_lag_days_behind_the_repository_is_silent_and_the_oldest_counts()
    {
        var answer = Answers.Text(Dnf);
        var clock = long.Parse(answer.Split("begin clock\n")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        var lagging = Answers.With(answer, "metadata", $"{clock} /var/cache/dnf/lab-os-754f0326792a2ac7/repodata/repomd.xml\n{clock - 864000} /var/cache/dnf/lab-updates-9c32686c79555815/repodata/repomd.xml");
        var inventory = RecordedAnswersTests.Read(lagging);
        Assert.Equal(["lab-updates"], inventory.Facts.SilentRepositories);
        Assert.Equal(NodaTime.Instant.FromUnixTimeSeconds(clock - 864000), inventory.MetadataAt);
        Assert.Equal(["updates of lab-updates: their metadata is missing or old"], inventory.Unread);
    }

    [Theory]
    [InlineData("openssl-1:3.0.7-25.el9.x86_64", "openssl", "1:3.0.7-25.el9", "x86_64")]
    [InlineData("java-1.8.0-openjdk-1:1.8.0.402.b06-2.el9.x86_64", "java-1.8.0-openjdk", "1:1.8.0.402.b06-2.el9", "x86_64")]
    [InlineData("tzdata-0:2024a-1.el9.noarch", "tzdata", "2024a-1.el9", "noarch")]
    public void A_package_in_one_word_is_taken_apart(string text, string name, string version, string architecture) => Assert.Equal(new Nevra(name, version, architecture), Nevra.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("openssl")]
    [InlineData("-1-2.x86_64")]
    [InlineData("a-1-2.")]
    public void Another_word_is_no_package(string text) => Assert.Null(Nevra.Parse(text));

    [Theory]
    [InlineData("kernel*", "kernel-core", true)]
    [InlineData("*kernel", "kernel-core", false)]
    [InlineData("lib?lab", "lib-lab", true)]
    [InlineData("python3[.-]1[0-2]", "python3.11", true)]
    [InlineData("python3[!.]11", "python3.11", false)]
    [InlineData("[", "[", true)]
    [InlineData("a*b*c*d", "axxbxxcxx", false)]
    public void Patterns_match_as_the_shell_does(string pattern, string text, bool matches) => Assert.Equal(matches, Glob.Matches(pattern, text));

    [Fact]
    public void A_hostile_pattern_ends() => Assert.False(Glob.Matches(string.Concat(Enumerable.Repeat("*a", 120)) + "b", new string('a', 250)));

    [Fact]
    public void Zypper_locks_match_as_their_kind_says()
    {
        var locks = new ZypperLocks("type: package\nmatch_type: glob\nsolvable_name: kernel-*\n\ntype: patch\nsolvable_name: openssl\n\ntype: package\nmatch_type: substring\nsolvable_name: postgres\n\ntype: package\nmatch_type: regex\nsolvable_name: .*".Split('\n'));
        Assert.Equal([true, false, true, false], new[] { "kernel-default", "openssl", "libpostgres5", "bash" }.Select(locks.Match));
    }
}
