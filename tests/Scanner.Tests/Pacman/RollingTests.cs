using Cockpit.Scanner.Tests.Linux;
using Cockpit.Scanner.Tests.Rpm;
using Xunit;

namespace Cockpit.Scanner.Tests.Pacman;

/// <summary>pacman and apk: what must be known, and that no list is never "no updates".</summary>
public sealed class RollingTests
{
    private const string Arch = "Pacman/lab-arch-plain";
    private const string Alpine = "Apk/alpine-3.20";

    [Theory]
    [InlineData(Arch, "upgrades", "error: failed to initialize alpm library", 255, "updates: pacman -Qu ended with 255: error: failed to initialize alpm library")]
    [InlineData(Arch, "repositories", "lab http://a.test/x\n!lab", 0, "updates: package lists were never fetched")]
    [InlineData(Alpine, "upgrades", "ERROR: Unable to read database: Permission denied", 99, "updates: apk list ended with 99: ERROR: Unable to read database: Permission denied")]
    [InlineData(Alpine, "metadata", "", 0, "updates: package lists were never fetched")]
    public void A_package_manager_that_does_not_know_is_never_taken_for_one_without_updates(string answer, string section, string lines, int code, string unread)
    {
        var inventory = RecordedAnswersTests.Read(Answers.With(Answers.Text(answer), section, lines, code));
        Assert.Null(inventory.MetadataAt);
        Assert.Empty(inventory.Updates);
        Assert.Contains(unread, inventory.Unread);
    }

    [Theory]
    [InlineData(Arch, "packages", "", 0)]
    [InlineData(Arch, "packages", "P\tbash\t5", 0)]
    [InlineData(Arch, "upgrades", "bash 5.2-1 -> ", 0)]
    [InlineData(Alpine, "packages", "awk: /lib/apk/db/installed: Permission denied", 1)]
    [InlineData(Alpine, "upgrades", "nonsense x86_64 {a} (b) [upgradable from: other-1-r0]", 0)]
    public void What_must_be_known_and_is_not_makes_no_inventory(string answer, string section, string lines, int code) =>
        Assert.Equal("SCAN_UNREADABLE", RecordedAnswersTests.Fails(Answers.Bytes(Answers.With(Answers.Text(answer), section, lines, code))).Code.Name);

    [Fact]
    public void Nothing_to_update_ends_with_1_and_is_known()
    {
        var inventory = RecordedAnswersTests.Read(Answers.With(Answers.Text(Arch), "upgrades", "", 1));
        Assert.NotNull(inventory.MetadataAt);
        Assert.Empty(inventory.Updates);
        Assert.DoesNotContain(inventory.Unread, u => u.StartsWith("updates", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kernel_that_came_since_the_boot_owes_a_reboot()
    {
        var answer = Answers.Text(Arch).Replace("lab-plain", "linux");
        Assert.False(RecordedAnswersTests.Read(answer).RebootRequired);
        var clock = answer.Split("begin clock\n")[1].Split('\n')[0];
        var since = RecordedAnswersTests.Read(System.Text.RegularExpressions.Regex.Replace(answer, "(\tlinux-base\t)[0-9]+", "${1}" + clock));
        Assert.Equal((true, "linux"), (since.RebootRequired, string.Join(' ', since.RebootPackages)));

        // In the second of the boot, too.
        var just = Answers.With(System.Text.RegularExpressions.Regex.Replace(answer, "(\tlinux-base\t)[0-9]+", "${1}" + clock), "uptime", "0.90 0.00");
        Assert.True(RecordedAnswersTests.Read(just).RebootRequired);
    }

    [Fact]
    public void A_lock_of_a_living_pacman_is_no_problem_of_the_database()
    {
        var inventory = RecordedAnswersTests.Read(Answers.With(Answers.Text(Arch), "lock-files", "locked\n4711 pacman"));
        Assert.Equal("pacman (pid 4711)", inventory.Facts.LockHolder);
        Assert.Empty(inventory.Facts.DatabaseProblems!);
    }
}
