using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Tests.Linux;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Apt;

public sealed class AptInventoryTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 8, 0);

    public static TheoryData<string> All => ["debian-12-plain", "debian-12-user", "debian-12-troubled", "ubuntu-24.04-phased"];

    [Theory]
    [MemberData(nameof(All))]
    public void An_answer_reads_as_written_beside_it(string name)
    {
        var expected = Path.Combine(Answers.Folder("Apt"), name + ".expected");
        var read = ReadThen(Answers.Text("Apt/" + name));
        var text = AnswerText.Of(read) + AnswerText.Of(read.Facts);
        Assert.True(File.Exists(expected), $"{expected} is missing. What was read:\n{text}");
        Assert.Equal(File.ReadAllText(expected), text);
    }

    [Fact]
    public void An_update_is_a_security_update_even_where_the_candidate_comes_from_elsewhere()
    {
        var openssl = Update("ubuntu-24.04-phased", "openssl");
        Assert.Equal((UpdateClass.Security, "3.0.13-0ubuntu3.6", "3.0.13-0ubuntu3.5", "Ubuntu:noble-updates"), (openssl.Class, openssl.To, openssl.SecurityVersion, openssl.Source));
    }

    [Fact]
    public void A_security_version_that_is_already_installed_makes_no_security_update()
    {
        var snapd = Update("ubuntu-24.04-phased", "snapd");
        Assert.Equal((UpdateClass.Other, null), (snapd.Class, snapd.SecurityVersion));
    }

    [Fact]
    public void Held_phased_and_kept_back_are_told_apart()
    {
        static (bool, bool, bool) Why(string name) => Update("ubuntu-24.04-phased", name) is var u ? (u.Held, u.Phased, u.KeptBack) : default;
        Assert.Equal((true, false, false), Why("nginx"));
        Assert.Equal((false, true, false), Why("python3-update-manager"));
        Assert.Equal((false, true, false), Why("snapd"));
        Assert.Equal((false, false, true), Why("linux-generic"));
        Assert.Equal((false, false, false), Why("openssl"));
    }

    [Fact]
    public void An_answer_cut_off_anywhere_is_no_inventory()
    {
        var answer = Answers.Bytes(Answers.Text("Apt/debian-12-troubled"));
        var whole = answer.Length - 1;
        for (var length = 0; length < whole; length += 97)
        {
            Assert.Equal("SCAN_UNREADABLE", Fails(answer[..length]).Code.Name);
        }

        Assert.Equal("SCAN_UNREADABLE", Fails(answer[..^2]).Code.Name);
    }

    [Fact]
    public void A_line_lost_from_the_frame_is_no_inventory()
    {
        var lines = Answers.Text("Apt/debian-12-plain").Split('\n');
        var marks = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith('@')).ToList();
        Assert.All(marks, mark => Assert.Equal("SCAN_UNREADABLE", Fails(Answers.Bytes(string.Join('\n', lines.Where((_, i) => i != mark)))).Code.Name));
    }

    [Fact]
    public void What_a_login_prints_before_the_answer_is_no_data()
    {
        var noisy = "Last login: Tue\n@x begin packages\nevil\tall\t1\tii \tevil\t1\n@x end 0\n" + Answers.Text("Apt/debian-12-plain");
        Assert.Equal(AnswerText.Of(Read(Answers.Text("Apt/debian-12-plain"))), AnswerText.Of(Read(noisy)));
    }

    [Fact]
    public void Another_system_is_unsupported()
    {
        var fedora = Answers.With(Answers.Text("Apt/debian-12-plain"), "os-release", "ID=fedora\nPRETTY_NAME=\"Fedora Linux 41\x1b[31m\"");
        var fault = Fails(Answers.Bytes(fedora));
        Assert.Equal(("UNSUPPORTED_OS", "It runs Fedora Linux 41[31m."), (fault.Code.Name, fault.What));
    }

    [Fact]
    public void A_system_without_a_package_manager_that_is_known_is_unsupported()
    {
        var fault = Fails(Answers.Bytes(Answers.With(Answers.Text("Apt/debian-12-plain"), "family", "")));
        Assert.Equal(("UNSUPPORTED_OS", "It runs Debian GNU/Linux 12 (bookworm) without a package manager that Cockpit knows."), (fault.Code.Name, fault.What));
    }

    [Theory]
    [InlineData("packages", "", 2)]
    [InlineData("packages", "", 0)]
    [InlineData("packages", "bash\tamd64\t1.0\x1b[2J\tii \tbash\t1.0", 0)]
    [InlineData("packages", "bash\tamd64\t1.0\tii \tbash", 0)]
    [InlineData("sources", "E: Could not open file /etc/apt/apt.conf.d/20proxy", 100)]
    [InlineData("upgradable", "", 100)]
    [InlineData("upgradable", "nowhere/stable 2 all [upgradable from: 1]", 0)]
    [InlineData("versions", "", 100)]
    [InlineData("versions", "lab-good:\n  Installed: 1.0\n  Candidate: 1.0\n", 0)]
    [InlineData("simulation", "Inst \x1b]0;x [1.0] (1.1 Lab:stable [all])", 0)]
    [InlineData("kernel", "", 0)]
    public void What_must_be_known_and_is_not_makes_no_inventory(string section, string lines, int code) =>
        Assert.Equal("SCAN_UNREADABLE", Fails(Answers.Bytes(Answers.With(Answers.Text("Apt/debian-12-plain"), section, lines, code))).Code.Name);

    [Theory]
    [InlineData("machine-id", "", 1, "machine-id: /etc/machine-id cannot be read")]
    [InlineData("boot-id", "", 1, "boot id: /proc/sys/kernel/random/boot_id cannot be read")]
    [InlineData("uptime", "", 1, "uptime: /proc/uptime cannot be read")]
    [InlineData("disks", "", 0, "disk space: df printed nothing")]
    [InlineData("lists", "", 1, "age of package lists: /var/lib/apt/lists cannot be read")]
    [InlineData("simulation", "E: Unmet dependencies.", 100, "what apt would keep back: apt-get -s upgrade ended with 100: E: Unmet dependencies.")]
    public void What_may_be_unknown_is_listed(string section, string lines, int code, string unread) =>
        Assert.Equal([unread], Read(Answers.With(Answers.Text("Apt/debian-12-plain"), section, lines, code)).Unread);

    [Fact]
    public void A_host_whose_clock_is_wrong_has_lists_of_the_right_age()
    {
        // Its clock is a year ahead, and its lists were fetched an hour ago by that clock.
        var ahead = Now.Plus(Duration.FromDays(365)).ToUnixTimeSeconds();
        var answer = Answers.With(Answers.With(Answers.Text("Apt/debian-12-plain"), "clock", $"{ahead}"), "lists", $"{ahead - 3600} /var/lib/apt/lists/_srv_repo_dists_lab_Release");
        answer = Answers.With(answer, "releases", "");
        Assert.Equal(Now - Duration.FromHours(1), Read(answer).MetadataAt);
    }

    [Fact]
    public void Lists_that_were_never_fetched_have_no_age() =>
        Assert.Null(Read(Answers.With(Answers.Text("Apt/debian-12-plain"), "lists", "")).MetadataAt);

    [Fact]
    public void Terminal_escapes_reach_no_field()
    {
        var answer = Answers.Text("Apt/ubuntu-24.04-phased").Replace("l=Ubuntu,", "l=Ub\x1b[31muntu\x9b2J,").Replace("VERSION_CODENAME=noble", "VERSION_CODENAME=no\x07ble");
        Assert.DoesNotContain(AnswerText.Of(Read(answer)), c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void Any_bytes_give_an_inventory_or_a_named_fault()
    {
        var answer = Answers.Bytes(Answers.Text("Apt/ubuntu-24.04-phased"));
        Gen.Select(Gen.Int[0, answer.Length - 1], Gen.Byte, Gen.Int[0, answer.Length - 1], Gen.Byte).Sample((at, value, at2, value2) =>
        {
            var changed = (byte[])answer.Clone();
            (changed[at], changed[at2]) = (value, value2);
            try
            {
                var text = AnswerText.Of(LinuxInventory.Parse(changed, Answers.Nonce, Now, Now));
                return !text.Any(c => char.IsControl(c) && c != '\n');
            }
            catch (CockpitException e)
            {
                return e.Fault.Code.Name is "SCAN_UNREADABLE" or "UNSUPPORTED_OS" && !e.Fault.Message.Any(char.IsControl);
            }
        }, iter: 2000);
    }

    private static PendingUpdate Update(string answer, string name) => Read(Answers.Text("Apt/" + answer)).Updates.First(u => u.Name == name);

    private static Inventory Read(string answer) => LinuxInventory.Parse(Encoding.UTF8.GetBytes(answer), Answers.Nonce, Now, Now);

    /// <summary>As it was read when it was recorded, by a clock that agreed with the host's.</summary>
    private static Inventory ReadThen(string answer)
    {
        var then = Answers.ClockOf(answer);
        return LinuxInventory.Parse(Encoding.UTF8.GetBytes(answer), Answers.Nonce, then, then);
    }

    private static Fault Fails(byte[] answer) => Assert.Throws<CockpitException>(() => LinuxInventory.Parse(answer, Answers.Nonce, Now, Now)).Fault;
}
