using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>
/// SIGKILL of the worker on real hosts. Whatever the moment, the next worker goes on, no host is patched twice and none is lost: each
/// package's own postinst ran exactly once on each host.
/// </summary>
[Collection("lab")]
[Trait("Category", "Lab")]
public sealed class KilledWorkerTests(LabHosts lab)
{
    private const int Sigkill = 137;

    [Theory]
    [InlineData("after the intent, before the act", "begin", "Patch", "1")]
    [InlineData("after the act, before its outcome", "ended", "Patch", "1")]
    [InlineData("in verify", "ended", "Verify", "1")]
    [InlineData("after the act on a host of the second ring", "ended", "Patch", "3")]
    public void The_next_worker_goes_on(string scenario, params string[] point)
    {
        lab.Need("h1", "h2", "h3");
        using LabRollout rollout = new(lab, "lab-good");
        Assert.Equal(Sigkill, rollout.Work(point));
        Assert.NotEqual(RolloutPhase.Completed, rollout.State.Phase);
        Assert.Equal(0, rollout.Work());
        rollout.IsCompleted();
        rollout.EachRanOnce($"killed {scenario}", "lab-good");
    }

    [Fact]
    public void Killed_inside_apt_the_job_goes_on_by_itself_and_the_next_worker_finds_it()
    {
        lab.Need("h1", "h2", "h3");
        foreach (string host in new[] { "h1", "h2", "h3" }) lab.Shell(host, "lab-suites slow >/dev/null");
        lab.Shell("h1", "touch /etc/lab-slow.hold");
        using LabRollout rollout = new(lab, "lab-slow");
        using (Process worker = rollout.Launch())
        {
            lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
            worker.Kill();
            worker.WaitForExit();
            Assert.Equal(Sigkill, worker.ExitCode);
        }
        Assert.Equal(HostPhase.Patching, rollout.State.Hosts[new HostId(1)].Phase);
        Assert.Equal("0", lab.Shell("h1", "rm /etc/lab-slow.hold; grep -c 'lab-slow 1.1 done' /var/log/lab-postinst.log || true"));
        Assert.Equal(0, rollout.Work());
        rollout.IsCompleted();
        rollout.EachRanOnce("killed inside apt", "lab-slow");
    }

    /// <summary>The file says "sent" and nothing was: the host proves that it never ran, a person retries, and it runs once.</summary>
    [Fact]
    public void Killed_between_the_word_sent_and_the_sending_a_person_retries()
    {
        lab.Need("h1", "h2", "h3");
        using LabRollout rollout = new(lab, "lab-good");
        Assert.Equal(Sigkill, rollout.Work("send", "Patch", "1"));
        Assert.Equal(StepStatus.Sent, rollout.State.Hosts[new HostId(1)].StepStatus);
        Assert.Equal(0, rollout.Work());
        HostState h1 = rollout.State.Hosts[new HostId(1)];
        Assert.Equal((HostPhase.Failed, StepErrors.NeverRan.Name, RolloutPhase.Halted), (h1.Phase, h1.Code, rollout.State.Phase));
        Assert.All(["h1", "h2", "h3"], h => Assert.Equal("1.0", lab.Version(h, "lab-good")));

        rollout.Tell(new Retry(rollout.Me, new HostId(1), "it never ran"));
        rollout.Tell(new Resume(rollout.Me, "looked at h1"));
        Assert.Equal(0, rollout.Work());
        rollout.IsCompleted();
        rollout.EachRanOnce("killed between \"sent\" and the sending, then retried", "lab-good");
    }

    [Fact]
    public void Killed_while_a_host_reboots_it_is_rebooted_once()
    {
        lab.Need("h1", "h2", "h3");
        foreach (string host in new[] { "h1", "h2", "h3" }) lab.Shell(host, "lab-suites reboot >/dev/null; echo boot >>/var/log/boots; printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c \"echo boot >>/var/log/boots\"\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/boots.service; systemctl -q enable boots");
        using LabRollout rollout = new(lab, "lab-reboot");
        Assert.Equal(Sigkill, rollout.Work("ended", "Reboot", "1"));
        Assert.Equal(0, rollout.Work());
        rollout.IsCompleted();
        rollout.EachRanOnce("killed while it reboots", "lab-reboot");
        Assert.All(["h1", "h2", "h3"], h => Assert.Equal("2", lab.Shell(h, "grep -c boot /var/log/boots")));
    }

    [Fact]
    public void A_failing_postinst_halts_the_rollout_and_the_next_ring_stays_as_it_was()
    {
        lab.Need("h1", "h2", "h3");
        foreach (string host in new[] { "h1", "h2", "h3" }) lab.Shell(host, "lab-suites broken >/dev/null");
        using LabRollout rollout = new(lab, "lab-broken");
        Assert.Equal(0, rollout.Work());
        RolloutState state = rollout.State;
        Assert.Equal((RolloutPhase.Halted, RolloutErrors.Budget.Name), (state.Phase, state.HaltCode));
        Assert.Equal((HostPhase.Failed, StepErrors.AptPostinst.Name), (state.Hosts[new HostId(1)].Phase, state.Hosts[new HostId(1)].Code));
        Assert.All([new HostId(2), new HostId(3)], h => Assert.Equal(HostPhase.Pending, state.Hosts[h].Phase));
        Assert.All(["h2", "h3"], h => Assert.Equal("1.0", lab.Version(h, "lab-broken")));
        Assert.All(["h2", "h3"], h => Assert.Equal("untouched", lab.Shell(h, "[ -e /var/lib/cockpit ] || echo untouched")));
    }
}
