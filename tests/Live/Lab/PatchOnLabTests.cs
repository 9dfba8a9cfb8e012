using System.Collections.Concurrent;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Port;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>Each step of a rollout on a real host with the real apt: what is done, what is refused, and what is found again.</summary>
[Collection("lab")]
[Trait("Category", "Lab")]
public sealed class PatchOnLabTests(LabHosts lab) : IDisposable
{
    /// <summary>Gives up on a silent host quickly, so that a test need not wait for it.</summary>
    private static readonly PortLimits Impatient = new() { LostConnection = Duration.FromSeconds(1), LookScript = Duration.FromSeconds(2) };

    private PortOnLab? _port;

    private PortOnLab Port => _port ??= new PortOnLab(lab);

    public void Dispose() => _port?.Dispose();

    private static HostFacts Well(Report report)
    {
        Ended ended = Assert.IsType<Ended>(report);
        Assert.True(ended.Fault is null, $"{ended.Fault}\n{report.Log}");
        return ended.Facts;
    }

    private static Fault Fault(Report report, ErrorCode code)
    {
        Fault fault = Assert.IsType<Ended>(report).Fault!;
        Assert.True(fault?.Code == code, $"{fault}\n{report.Log}");
        return fault!;
    }

    [Fact]
    public void A_security_update_is_installed_exactly_and_nothing_else_is()
    {
        lab.Need("h1");
        lab.Shell("h1", "apt-mark auto lab-conf >/dev/null");
        PlanHost plan = Port.Plan("h1", "lab-good", "lab-conf");
        Assert.False(Well(Port.Do(Port.Effect(plan, Step.Preflight))).AlreadyDone);
        Assert.Equal("1.0", lab.Version("h1", "lab-good"));
        Report patched = Port.Do(Port.Effect(plan, Step.Patch));
        Assert.True(Well(patched).AlreadyDone);
        Assert.Contains("Setting up lab-good (1.1)", patched.Log, StringComparison.Ordinal);
        Assert.Equal("active", lab.Shell("h1", "[ -L /var/lib/cockpit/claim ] && echo active"));
        Well(Port.Do(Port.Effect(plan, Step.Verify)));

        Assert.Equal(["1.1", "1.1", "1.0", "1.0"], new[] { "lab-good", "lab-conf", "lab-plain", "lab-held" }.Select(p => lab.Version("h1", p)));
        Assert.Equal(1, lab.PostinstRuns("h1", "lab-good"));
        Assert.Contains("edited-by-the-owner", lab.Shell("h1", "cat /etc/lab-conf.conf"), StringComparison.Ordinal);
        // Naming a package to apt marks it as wanted by hand; the marks are as they were.
        Assert.Equal("lab-conf", lab.Shell("h1", "apt-mark showauto lab-conf lab-good"));
        // The rollout is through with the host, so another file may have it.
        Assert.Equal("free", lab.Shell("h1", "[ -L /var/lib/cockpit/claim ] || echo free"));
        Assert.True(Well(Port.Do(Port.Effect(plan, Step.Preflight, attempt: 2))).AlreadyDone);
    }

    [Fact]
    public void The_job_runs_in_a_unit_of_its_own_and_a_second_start_of_the_same_effect_finds_it()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites slow >/dev/null; touch /etc/lab-slow.hold");
        Effect effect = Port.Effect(Port.Plan("h1", "lab-slow"), Step.Patch);
        using PortOnLab second = new(lab);
        BlockingCollection<Report> first = Port.Begin(effect), other = second.Begin(effect);
        Assert.IsType<ReadyToSend>(PortOnLab.Next(first));
        Assert.IsType<ReadyToSend>(PortOnLab.Next(other));
        Port.Send(effect);
        second.Send(effect);
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        Assert.Equal("active", lab.Shell("h1", $"systemctl is-active cockpit-{effect.Id}.service"));
        lab.Shell("h1", "rm /etc/lab-slow.hold");
        Well(PortOnLab.Last(first));
        Well(PortOnLab.Last(other));
        Assert.Equal(1, lab.PostinstRuns("h1", "lab-slow"));
        Assert.Equal("1", lab.Shell("h1", "grep -c 'lab-slow 1.1 begin' /var/log/lab-postinst.log"));
    }

    [Fact]
    public void A_failing_postinst_is_named_and_the_host_is_not_called_sane_afterwards()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites broken >/dev/null");
        PlanHost plan = Port.Plan("h1", "lab-broken");
        Well(Port.Do(Port.Effect(plan, Step.Preflight)));
        Report failed = Port.Do(Port.Effect(plan, Step.Patch));
        Assert.Equal("h1: the postinst of lab-broken ended with exit 1.", Fault(failed, StepErrors.AptPostinst).What);
        Assert.Contains("cannot migrate the database", failed.Log, StringComparison.Ordinal);
        Fault(Port.Do(Port.Effect(plan, Step.Preflight, attempt: 2)), StepErrors.DpkgBroken);
        Fault(Port.Do(Port.Effect(plan, Step.Verify, attempt: 2)), StepErrors.VersionMismatch);
    }

    [Fact]
    public void What_the_plan_does_not_hold_stops_the_host_before_and_again_right_at_the_install()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites wants takes >/dev/null");
        PlanHost whole = Port.Plan("h1", "lab-wants");
        Assert.Contains(whole.Transaction, c => c is { Name: "lab-new", From: null, To: "1.0" });
        PlanHost plan = whole with { Transaction = [.. whole.Transaction.Where(c => c.Name != "lab-new")] };
        Assert.Equal("h1 would now do something else: install lab-new 1.0, not planned.", Fault(Port.Do(Port.Effect(plan, Step.Preflight)), StepErrors.PlanDrift).What);
        Fault(Port.Do(Port.Effect(plan, Step.Patch)), StepErrors.PlanDrift);
        Assert.Equal("1.0", lab.Version("h1", "lab-wants"));

        // A removal is refused although apt would do it.
        PlanHost takes = Port.Plan("h1", "lab-takes");
        Assert.Contains(takes.Transaction, c => c is { Name: "lab-plain", To: null });
        takes = takes with { Transaction = [.. takes.Transaction.Where(c => c.To is not null)] };
        Fault(Port.Do(Port.Effect(takes, Step.Preflight, attempt: 2)), StepErrors.PlanDrift);
        Fault(Port.Do(Port.Effect(takes, Step.Patch, attempt: 2)), StepErrors.PlanDrift);
        Assert.Equal("1.0", lab.Version("h1", "lab-plain"));

        // With what it pulls in planned, it goes.
        Well(Port.Do(Port.Effect(whole, Step.Preflight, attempt: 3)));
        Well(Port.Do(Port.Effect(whole, Step.Patch, attempt: 3)));
        Assert.Equal(["1.1", "1.0"], new[] { "lab-wants", "lab-new" }.Select(p => lab.Version("h1", p)));
    }

    [Fact]
    public void Preflight_changes_nothing_and_names_what_stands_in_the_way()
    {
        lab.Need("h1");
        PlanHost plan = Port.Plan("h1", "lab-good");
        string before = lab.Shell("h1", "find /var/lib /var/cache /etc -newer /etc/machine-id -type f | sort | xargs sha256sum");
        Well(Port.Do(Port.Effect(plan, Step.Preflight)));
        Assert.Equal(before, lab.Shell("h1", "find /var/lib /var/cache /etc -newer /etc/machine-id -type f | sort | xargs sha256sum"));

        Fault(Port.Do(Port.Effect(plan with { MachineId = "0123456789abcdef0123456789abcdef" }, Step.Preflight, attempt: 2)), StepErrors.HostIdentityChanged);
        Fault(Port.Do(Port.Effect(plan with { MachineId = "0123456789abcdef0123456789abcdef" }, Step.Patch, attempt: 2)), StepErrors.HostIdentityChanged);

        lab.Shell("h1", "apt-mark hold lab-good >/dev/null");
        Fault(Port.Do(Port.Effect(plan, Step.Preflight, attempt: 3)), StepErrors.HeldSince);
        lab.Shell("h1", "apt-mark unhold lab-good >/dev/null");

        lab.Shell("h1", "sed -i /lab-security/d /etc/apt/sources.list.d/lab.list; apt-get -q update >/dev/null");
        Fault(Port.Do(Port.Effect(plan, Step.Preflight, attempt: 4)), StepErrors.NotAvailable);
        Fault(Port.Do(Port.Effect(plan, Step.Patch, attempt: 4)), StepErrors.NotAvailable);
        lab.Shell("h1", "lab-suites >/dev/null");

        lab.Shell("h1", "dd if=/dev/zero of=/fill bs=1M 2>/dev/null || true");
        Fault(Port.Do(Port.Effect(plan, Step.Preflight, attempt: 5)), StepErrors.DiskFull);
        lab.Shell("h1", "rm /fill");

        // Somebody else's apt: the slow package's postinst holds dpkg's lock.
        lab.Shell("h1", "lab-suites slow >/dev/null; touch /etc/lab-slow.hold; systemd-run -q --unit=other apt-get -y install lab-slow");
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        Fault locked = Fault(Port.Do(Port.Effect(plan, Step.Preflight, attempt: 6)), StepErrors.DpkgLocked);
        Assert.Matches(@"^h1's package manager is locked by process \d+ \(apt-get\)\.$", locked.What);
        lab.Shell("h1", "rm /etc/lab-slow.hold");
        lab.Until("h1", "! systemctl is-active -q other");
        Well(Port.Do(Port.Effect(plan, Step.Preflight, attempt: 7)));
    }

    [Fact]
    public void A_reboot_is_proven_by_another_boot_and_asked_for_once()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites reboot >/dev/null");
        PlanHost plan = Port.Plan("h1", "lab-reboot");
        Well(Port.Do(Port.Effect(plan, Step.Preflight)));
        HostFacts patched = Well(Port.Do(Port.Effect(plan, Step.Patch)));
        Assert.True(patched.RebootRequired);
        HostFacts up = Well(Port.Do(Port.Effect(plan, Step.Reboot, patched.BootId)));
        Assert.NotEqual(patched.BootId, up.BootId);
        Assert.False(up.RebootRequired);
        Well(Port.Do(Port.Effect(plan, Step.Verify, patched.BootId)));
        // Found again by a later worker, also where the record is gone; and no second reboot comes of it.
        Well(Port.Probe(Port.Effect(plan, Step.Reboot, patched.BootId)));
        Well(Port.Do(Port.Effect(plan, Step.Reboot, patched.BootId, attempt: 2)));
        Assert.Equal(up.BootId, lab.Shell("h1", "cat /proc/sys/kernel/random/boot_id"));
        Assert.Equal(1, lab.PostinstRuns("h1", "lab-reboot"));
    }

    [Fact]
    public void A_connection_lost_inside_apt_costs_nothing_and_the_job_is_found_again()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites slow >/dev/null; touch /etc/lab-slow.hold");
        using PortOnLab port = new(lab, Impatient);
        Effect effect = port.Effect(port.Plan("h1", "lab-slow"), Step.Patch);
        BlockingCollection<Report> reports = port.Start(effect);
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        lab.Lab("unplug", "h1");
        Assert.IsType<Unclear>(PortOnLab.Last(reports));
        lab.Lab("plug", "h1");
        lab.Shell("h1", "rm /etc/lab-slow.hold");
        Well(port.Probe(effect));
        Assert.Equal(1, lab.PostinstRuns("h1", "lab-slow"));
    }

    [Fact]
    public void A_job_that_is_killed_or_loses_its_power_is_lost_and_never_run_again_by_itself()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites slow >/dev/null; touch /etc/lab-slow.hold");
        PlanHost plan = Port.Plan("h1", "lab-slow");
        Effect effect = Port.Effect(plan, Step.Patch);
        BlockingCollection<Report> reports = Port.Start(effect);
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        lab.Shell("h1", $"systemctl kill --kill-whom=all -s KILL cockpit-{effect.Id}.service");
        Fault(PortOnLab.Last(reports), StepErrors.JobLost);
        Fault(Port.Probe(effect), StepErrors.JobLost);

        lab.Need("h1");
        lab.Shell("h1", "lab-suites slow >/dev/null; touch /etc/lab-slow.hold");
        effect = Port.Effect(plan, Step.Patch, attempt: 2);
        reports = Port.Start(effect);
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        lab.Lab("off", "h1");
        lab.Lab("on", "h1");
        Fault(PortOnLab.Last(reports), StepErrors.JobLost);
        Assert.Equal(0, lab.PostinstRuns("h1", "lab-slow"));
        Assert.Equal("free", lab.Shell("h1", "[ -L /var/lib/cockpit/claim ] || echo free"));
    }

    [Fact]
    public void Where_no_record_is_what_is_installed_decides_and_a_late_start_is_refused()
    {
        lab.Need("h1");
        PlanHost plan = Port.Plan("h1", "lab-good", "lab-conf");
        Effect never = Port.Effect(plan, Step.Patch);
        NoRecord none = Assert.IsType<NoRecord>(Port.Probe(never));
        Assert.Equal(InstalledState.AllAtFrom, none.Installed);
        Assert.Equal(StepErrors.NeverRan, Fault(Port.Do(never), StepErrors.NeverRan).Code);
        Assert.Equal("1.0", lab.Version("h1", "lab-good"));

        lab.Shell("h1", "apt-get -y install lab-good=1.1 >/dev/null");
        Assert.Equal(InstalledState.Mixed, Assert.IsType<NoRecord>(Port.Probe(never)).Installed);
        lab.Shell("h1", "apt-get -y -o Dpkg::Options::=--force-confold install lab-conf=1.1 >/dev/null 2>&1");
        Assert.Equal(InstalledState.AllAtTo, Assert.IsType<NoRecord>(Port.Probe(never)).Installed);
    }

    [Fact]
    public void A_host_that_another_file_works_on_is_left_alone()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites slow >/dev/null; touch /etc/lab-slow.hold");
        Effect first = Port.Effect(Port.Plan("h1", "lab-slow"), Step.Patch);
        BlockingCollection<Report> reports = Port.Start(first);
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");

        using PortOnLab other = new(lab, file: "9c000000-0000-4000-8000-000000000009");
        PlanHost plan = other.Plan("h1", "lab-good");
        Fault(other.Do(other.Effect(plan, Step.Preflight)), RolloutErrors.HostClaimed);
        Fault claimed = Fault(other.Do(other.Effect(plan, Step.Patch)), RolloutErrors.HostClaimed);
        Assert.Contains($"rollout {first.Id.Rollout} of Cockpit file 3f2a", claimed.What, StringComparison.Ordinal);
        lab.Shell("h1", "rm /etc/lab-slow.hold");
        Well(PortOnLab.Last(reports));
        Assert.Equal("1.0", lab.Version("h1", "lab-good"));
    }

    [Fact]
    public void A_full_disk_refuses_the_job_before_and_cannot_lose_its_exit_code_during_it()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites slow >/dev/null; touch /etc/lab-slow.hold");
        PlanHost plan = Port.Plan("h1", "lab-slow");
        lab.Shell("h1", "dd if=/dev/zero of=/fill bs=1M 2>/dev/null || true");
        Fault(Port.Do(Port.Effect(plan, Step.Preflight)), StepErrors.DiskFull);
        Fault(Port.Do(Port.Effect(plan, Step.Patch)), StepErrors.DiskFull);
        Assert.Equal("", lab.Shell("h1", "rm /fill; ls /var/lib/cockpit/jobs /var/lib/cockpit/claim 2>/dev/null || true").Replace("/var/lib/cockpit/jobs:", "", StringComparison.Ordinal).Trim());

        BlockingCollection<Report> reports = Port.Start(Port.Effect(plan, Step.Patch, attempt: 2));
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        lab.Shell("h1", "dd if=/dev/zero of=/fill bs=1M 2>/dev/null || true; rm /etc/lab-slow.hold");
        Assert.NotNull(Assert.IsType<Ended>(PortOnLab.Last(reports)).Fault);
        Assert.Equal("100", lab.Shell("h1", "cat /var/lib/cockpit/jobs/*/exit").Trim());
    }

    [Fact]
    public void What_is_not_reached_was_not_sent_and_what_is_withdrawn_may_begin_again()
    {
        lab.Need("h1");
        PlanHost plan = Port.Plan("h1", "lab-good");
        Effect effect = Port.Effect(plan, Step.Patch);
        BlockingCollection<Report> reports = Port.Begin(effect);
        Assert.IsType<ReadyToSend>(PortOnLab.Next(reports));
        Port.Withdraw(effect);
        Assert.Null(Assert.IsType<NotSent>(PortOnLab.Next(reports)).Fault);

        lab.Lab("off", "h1");
        Assert.NotNull(Assert.IsType<NotSent>(Port.Do(effect)).Fault);
        lab.Lab("on", "h1");
        Well(Port.Do(effect));
        Assert.Equal(1, lab.PostinstRuns("h1", "lab-good"));
    }
}
