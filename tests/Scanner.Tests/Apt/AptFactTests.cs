using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Tests.Linux;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Apt;

/// <summary>What apt's and the system's files prove, and what they do not.</summary>
public sealed class AptFactTests
{
    private static readonly Instant Now = Answers.ClockOf(Answers.Text("Apt/debian-12-plain"));

    private static string Plain => Answers.Text("Apt/debian-12-plain");

    private static string User => Answers.Text("Apt/debian-12-user");

    [Fact]
    public void Lists_past_their_end_are_silent_and_no_younger_than_that()
    {
        var answer = Answers.With(Plain, "releases", "/var/lib/apt/lists/_srv_repo_dists_lab-security_Release:Valid-Until: Sat, 14 Nov 2026 00:53:02 UTC");
        var read = Read(answer);
        Assert.Equal(["copy:/srv/repo lab-security: its package lists expired on 2026-11-14"], read.Facts.SilentRepositories);
        Assert.Equal(Instant.FromUtc(2026, 11, 14, 0, 53, 2), read.Facts.Repositories!.Single(r => r.Security).FetchedAt);
        Assert.NotEmpty(ComplianceDoubts.Of(read));
    }

    [Fact]
    public void A_third_partys_fresh_lists_prove_nothing_of_the_distributions()
    {
        var old = Now - Duration.FromDays(20);
        var answer = Answers.With(Plain, "targets", "+ 'http://deb/debian/dists/bookworm/InRelease' deb_debian_dists_bookworm_InRelease\n+ 'http://other/dists/x/InRelease' other_dists_x_InRelease");
        answer = Answers.With(answer, "lists", $"{old.ToUnixTimeSeconds()} /var/lib/apt/lists/deb_debian_dists_bookworm_InRelease\n{Now.ToUnixTimeSeconds()} /var/lib/apt/lists/other_dists_x_InRelease");
        answer = Answers.With(answer, "releases", "");
        answer = Answers.With(answer, "sources", " 500 http://deb/debian bookworm/main amd64 Packages\n     release v=12,o=Debian,a=stable,n=bookworm,l=Debian,c=main,b=amd64\n 500 http://other x/main amd64 Packages\n     release o=Other,a=x,n=x,l=Other,c=main,b=amd64");
        answer = Answers.With(answer, "upgradable", "Listing...");
        Assert.Equal(old, Read(answer).MetadataAt);
    }

    [Fact]
    public void A_user_knows_that_nothing_is_stale_only_where_no_package_changed_since_the_start()
    {
        Assert.Null(Read(User).Facts.StaleServices);
        Assert.Equal(["deleted libraries: other users' programs need root"], Read(User).Unread);
        var beforeTheStart = Answers.With(User, "changed", $"1 {(Now - Duration.FromDays(30)).ToUnixTimeSeconds()} /var/lib/dpkg/status");
        Assert.Equal([], Read(beforeTheStart).Facts.StaleServices);
        Assert.Empty(Read(beforeTheStart).Unread);
    }

    [Fact]
    public void A_newer_kernel_owes_a_reboot_but_not_in_a_container()
    {
        const string Kernels = "/boot/vmlinuz-6.1.0-43-amd64\n/boot/vmlinuz-6.1.0-44-amd64\nlive kpatch_6_1 1";
        var machine = Answers.With(Answers.With(Plain, "kernels", Kernels), "virtual", "none", 1);
        Assert.True(Read(machine).RebootRequired);
        Assert.Equal(["kernel 6.1.0-44-amd64 is installed, 6.1.0-43-amd64 runs"], Read(machine).Facts.RebootReasons);
        Assert.Equal("kpatch_6_1", Read(machine).Facts.LivePatch);
        Assert.False(Read(Answers.With(Plain, "kernels", Kernels)).RebootRequired);
    }

    [Fact]
    public void An_update_program_counts_only_where_it_is_installed_switched_on_and_its_timer_runs()
    {
        var ubuntu = Answers.Text("Apt/ubuntu-24.04-phased");
        Assert.Equal("unattended-upgrades", Assert.Single(Read(ubuntu).Facts.ForeignUpdaters!).Name);
        Assert.Empty(Read(Answers.With(ubuntu, "config", "APT::Periodic::Unattended-Upgrade \"0\";")).Facts.ForeignUpdaters!);
        Assert.Empty(Read(Answers.With(ubuntu, "timers", "Id=apt-daily-upgrade.timer\nActiveState=inactive")).Facts.ForeignUpdaters!);
        Assert.Empty(Read(ubuntu.Replace("unattended-upgrades\tall", "other\tall")).Facts.ForeignUpdaters!);
    }

    [Theory]
    [InlineData("{", "Ubuntu Pro: /var/lib/ubuntu-advantage/status.json is no JSON")]
    [InlineData("[1]", "Ubuntu Pro: /var/lib/ubuntu-advantage/status.json has another form")]
    public void A_subscription_that_cannot_be_read_is_said(string json, string unread) =>
        Assert.Contains(unread, Read(Answers.With(Answers.Text("Apt/ubuntu-24.04-phased"), "pro", json)).Unread);

    [Fact]
    public void An_ubuntu_past_its_end_lives_on_by_its_subscription_alone()
    {
        var ubuntu = Answers.Text("Apt/ubuntu-24.04-phased").Replace("VERSION_ID=\"24.04\"", "VERSION_ID=\"18.04\"");
        Assert.True(Read(ubuntu).Facts.Support!.Supported);
        var detached = Answers.With(ubuntu, "pro", "{\"attached\": false, \"services\": []}").Replace("l=UbuntuESM,", "l=Other,");
        Assert.False(Read(detached).Facts.Support!.Supported);
        Assert.False(Read(detached).Facts.Subscription!.Attached);
    }

    [Fact]
    public void Systemctl_that_does_not_answer_is_said_and_no_service_is_called_sound()
    {
        var read = Read(Answers.With(Plain, "failed", "Failed to connect to bus", 1));
        Assert.Null(read.Facts.FailedServices);
        Assert.Equal(["failed services: systemctl does not answer"], read.Unread);
    }

    private static Inventory Read(string answer)
    {
        var then = Answers.ClockOf(answer);
        return LinuxInventory.Parse(Answers.Bytes(answer), Answers.Nonce, then, then);
    }
}
