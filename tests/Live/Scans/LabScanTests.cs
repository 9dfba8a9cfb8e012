using Cockpit.Core.Hosts;
using Cockpit.Live.Lab;
using Cockpit.Remote;
using Cockpit.Scanner;
using Cockpit.Scanner.Linux;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Scans;

/// <summary>Scans of real Debian hosts with their own apt, dpkg and boot id, as a user without rights and as root.</summary>
[Collection("lab")]
[Trait("Category", "Lab")]
public sealed class LabScanTests(LabHosts lab)
{
    private static readonly RunOptions Soon = new(Duration.FromMinutes(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_a_host_could_update_is_read_without_root()
    {
        lab.Need("h1");
        var inventory = Scan("h1");
        Assert.Equal(("debian", "amd64", true), (inventory.OsName, inventory.Architecture, inventory.HasSecuritySource));
        Assert.Equal(lab.Shell("h1", "cat /etc/machine-id"), inventory.MachineId);

        // No package has changed since the host was started, which proves without root that nothing runs deleted libraries.
        Assert.Equal([], inventory.Facts.StaleServices);
        Assert.Empty(inventory.Unread);
        Assert.Equal((false, "Etc/UTC", "systemd-nspawn"), (inventory.Facts.AsRoot, inventory.Facts.TimeZone, inventory.Facts.Virtualization));
        Assert.False(inventory.RebootRequired);
        Assert.Equal(
            ["lab-conf 1.0 1.1 Security", "lab-good 1.0 1.1 Security", "lab-held 1.0 1.1 Security held", "lab-plain 1.0 1.1 Other"],
            inventory.Updates.Where(u => u.Name.StartsWith("lab-", StringComparison.Ordinal)).Select(Text));
    }

    [Fact]
    public void A_troubled_host_is_read_as_it_is()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites wants takes reboot broken; apt-get -qq update; apt-get -y install lab-reboot lab-broken >/dev/null 2>&1; true");
        var inventory = Scan("h1");
        Assert.Equal((true, "lab-reboot"), (inventory.RebootRequired, string.Join(' ', inventory.RebootPackages)));
        Assert.False(inventory.Packages.Single(p => p.Name == "lab-broken").Sound);
        Assert.Equal("lab-wants 1.0 1.1 Security kept-back", Text(inventory.Updates.Single(u => u.Name == "lab-wants")));
        Assert.Equal("lab-takes 1.0 1.1 Security kept-back", Text(inventory.Updates.Single(u => u.Name == "lab-takes")));
    }

    [Fact]
    public void What_is_wrong_with_a_host_is_read_by_root()
    {
        lab.Need("h1");
        lab.Shell("h1", """
            lab-suites slow >/dev/null 2>&1
            lib=$(ls /usr/lib/*/libzstd.so.1.*); cp -a $lib $lib.new; mv $lib.new $lib
            systemd-run --quiet --unit=lab-fails false
            mkdir -p /etc/cron.d; echo '30 4 * * * root apt-get -y dist-upgrade' >/etc/cron.d/nightly
            echo 'Acquire::http::Proxy "http://lab:hunter2@proxy.lab.test:3128";' >/etc/apt/apt.conf.d/90proxy
            echo 'deb [trusted=yes] http://lab:hunter2@127.0.0.1:9/gone nowhere main' >/etc/apt/sources.list.d/gone.list
            touch /etc/lab-slow.hold
            (apt-get -y install lab-slow >/dev/null 2>&1 &)
            """);
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        var facts = Scan("h1", new ScanOptions { AsRoot = true }).Facts;
        Assert.Equal((true, "http://lab:***@proxy.lab.test:3128"), (facts.AsRoot, facts.Proxy));
        Assert.Contains("ssh.service", facts.StaleServices!);
        Assert.Contains("lab-fails.service", facts.FailedServices!);
        Assert.Contains("/etc/cron.d/nightly", facts.ForeignUpdaters!.Select(u => u.Name));
        Assert.Contains("apt-get (pid ", facts.LockHolder!);
        Assert.Contains("http://lab:***@127.0.0.1:9/gone nowhere: its package lists are missing", facts.SilentRepositories!);
        Assert.Contains("not fully installed: lab-slow", facts.DatabaseProblems!);
    }

    [Fact]
    public void A_refresh_fetches_and_says_what_it_did_not_fetch()
    {
        lab.Need("h1");
        lab.Shell("h1", "rm -rf /var/lib/apt/lists/*_*");
        var fetched = Scan("h1", new ScanOptions { Refresh = true });
        Assert.Empty(fetched.Facts.Refresh!.Problems);
        Assert.NotNull(fetched.MetadataAt);
        lab.Shell("h1", "echo 'deb [trusted=yes] http://127.0.0.1:9/gone nowhere main' >/etc/apt/sources.list.d/gone.list");
        Assert.Contains(Scan("h1", new ScanOptions { Refresh = true }).Facts.Refresh!.Problems, p => p.Contains("http://127.0.0.1:9/gone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_scan_leaves_the_whole_file_system_as_it_was(bool asRoot)
    {
        // Names, sizes, times, owners and modes of everything; what is in the files of /etc, /var/lib and /var/cache. A login itself writes wtmp and the journal, which
        // are not the scan's; /proc, /sys, /run and /dev are no files.
        const string Everything =
            "find / \\( -path /proc -o -path /sys -o -path /run -o -path /dev -o -path /var/log \\) -prune -o -printf '%p %y %s %T@ %C@ %m %u %g\\n' | sort; " +
            "find /etc /var/lib /var/cache -type f -exec sha256sum {} + | sort";
        lab.Need("h1");
        Scan("h1", new ScanOptions { AsRoot = asRoot });
        lab.Shell("h1", "touch /var/lib/dpkg/status");
        var before = lab.Shell("h1", Everything);
        Scan("h1", new ScanOptions { AsRoot = asRoot });
        Assert.Equal(before.Split('\n'), lab.Shell("h1", Everything).Split('\n'));
    }

    [Fact]
    public void Even_as_root_with_stale_caches_nothing_of_apt_and_dpkg_is_written()
    {
        const string Files = "find /var/lib/apt /var/lib/dpkg /var/cache/apt -printf '%p %s %T@ %C@\\n' | sort";
        lab.Need("h1");
        lab.Shell("h1", "apt-cache policy >/dev/null; touch /var/lib/dpkg/status");
        var before = lab.Shell("h1", Files);
        using (var session = lab.Connector.Open(lab.Host("h1"), Cancellation))
        {
            var answer = session.Run(InventoryScript.With("asrootonce"), Soon with { AsRoot = true }, Cancellation);
            Assert.EndsWith("@asrootonce done\n", answer.OutputText);
        }

        Assert.Equal(before, lab.Shell("h1", Files));

        // The counter-check: one plain question of root's makes apt write its caches anew.
        lab.Shell("h1", "apt-cache policy >/dev/null");
        Assert.NotEqual(before, lab.Shell("h1", Files));
    }

    [Fact]
    public void A_user_who_needs_a_password_does_not_become_root()
    {
        lab.Need("h1");
        lab.Shell("h1", "chmod 640 /etc/sudoers.d/*; sed -i 's/NOPASSWD://' /etc/sudoers.d/* /etc/sudoers; chmod 440 /etc/sudoers.d/*");
        using var session = lab.Connector.Open(lab.Host("h1"), Cancellation);
        var fault = Assert.Throws<Core.Errors.CockpitException>(() => session.Run("id", Soon with { AsRoot = true }, Cancellation)).Fault;
        Assert.Equal("BECOME_DENIED", fault.Code.Name);
        Assert.Contains("a password is required", fault.What);
    }

    [Fact]
    public void A_sudo_that_wants_a_terminal_is_named()
    {
        lab.Need("h1");
        lab.Shell("h1", "echo 'Defaults requiretty' >/etc/sudoers.d/zz-tty; chmod 440 /etc/sudoers.d/zz-tty");
        using var session = lab.Connector.Open(lab.Host("h1"), Cancellation);
        var fault = Assert.Throws<Core.Errors.CockpitException>(() => session.Run("id", Soon with { AsRoot = true }, Cancellation)).Fault;
        Assert.Equal("NEEDS_TTY", fault.Code.Name);
    }

    [Fact]
    public void A_script_of_roots_that_may_be_killed_is_killed()
    {
        lab.Need("h1");
        using var session = lab.Connector.Open(lab.Host("h1"), Cancellation);
        var cut = new RunOptions(Duration.FromSeconds(2)) { AsRoot = true, MayBeKilled = true };
        Assert.Throws<Core.Errors.CockpitException>(() => session.Run("sleep 4711", cut, Cancellation));
        lab.Until("h1", "! pgrep -x -f 'sleep 4711' >/dev/null");
    }

    private Inventory Scan(string host, ScanOptions? options = null)
    {
        var result = new HostScanner(lab.Connector, SystemClock.Instance).Scan(lab.Host(host), options ?? new ScanOptions(), Cancellation);
        Assert.Null(result.Fault);
        return result.Inventory!;
    }

    private static string Text(PendingUpdate u) =>
        $"{u.Name} {u.From} {u.To} {u.Class}{(u.Held ? " held" : "")}{(u.Phased ? " phased" : "")}{(u.KeptBack ? " kept-back" : "")}";
}
