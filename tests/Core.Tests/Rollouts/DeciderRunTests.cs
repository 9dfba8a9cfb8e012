using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class DeciderRunTests
{
    private static Plan TwoRings(int maxFailures = 0) => Sample.Plan(
        RebootSetting.IfRequired, maxFailures, Sample.Ring("canary", 1, 1), Sample.Ring("1", 2, 4, maxParallel: 3, maxFailures: maxFailures));

    [Fact]
    public void A_healthy_rollout_goes_ring_by_ring_to_its_end()
    {
        var r = Played.Running(TwoRings());
        Assert.Equal(RingPhase.Running, r.State.Rings[0].Phase);
        Assert.Equal(RingPhase.Ahead, r.State.Rings[1].Phase);
        r.Succeed(1);
        Assert.Equal(StepStatus.Verified, r.Host(1).StepStatus);
        Assert.Equal(RingPhase.Passed, r.State.Rings[0].Phase);
        for (long id = 2; id <= 5; id++) r.Succeed(id);
        Assert.Equal(RolloutPhase.Completed, r.State.Phase);
    }

    [Fact]
    public void Nothing_is_sent_before_its_sending_is_committed()
    {
        var r = Played.Running(TwoRings());
        Assert.IsType<BeginEffect>(Assert.Single(r.Commands));
        r.Ready(1);
        Assert.Equal(StepStatus.Sent, r.Host(1).StepStatus);
        Assert.IsType<SendEffect>(Assert.Single(r.Commands));
    }

    [Fact]
    public void A_second_ready_for_what_was_sent_sends_nothing_and_lets_go_of_nothing()
    {
        var r = Played.Running(TwoRings()).Ready(1).Ready(1);
        Assert.Empty(r.Commands);
        Assert.Empty(r.Events);
    }

    [Fact]
    public void Until_the_first_wave_has_verified_only_budget_plus_one_hosts_run()
    {
        var r = Played.Running(TwoRings()).Succeed(1);
        Assert.Single(r.State.Hosts.Values, h => h.IsUnderWay);
        r.Succeed(2);
        Assert.Equal(3, r.State.Hosts.Values.Count(h => h.IsUnderWay));
    }

    [Fact]
    public void One_loss_more_than_tolerated_halts_and_the_rest_stays_as_it_is()
    {
        var r = Played.Running(TwoRings()).Step(1).Ready(1).Ended(1, Sample.Postinst);
        Assert.Equal(RolloutPhase.Halted, r.State.Phase);
        Assert.Equal("BUDGET", r.State.HaltCode);
        Assert.Equal("canary", r.State.HaltRing);
        Assert.DoesNotContain(r.State.Hosts.Values, h => h.IsUnderWay);
    }

    [Fact]
    public void A_host_that_was_not_reached_is_lost_and_its_step_was_not_confirmed_by_anyone()
    {
        var r = Played.Running(TwoRings());
        r.Do(new Reported(new NotSent(r.Effect(1), Sample.NoAnswer)));
        Assert.Equal(HostPhase.Failed, r.Host(1).Phase);
        Assert.Equal(StepStatus.None, r.Host(1).StepStatus);
        Assert.True(r.Host(1).Lost);
    }

    [Fact]
    public void A_resume_over_a_halt_wants_a_note_and_keeps_the_counts()
    {
        var r = Played.Running(TwoRings(maxFailures: 1)).Succeed(1);
        r.Step(2).Ready(2).Ended(2, Sample.Postinst);
        Assert.Equal(RolloutPhase.Running, r.State.Phase);
        r.Step(3).Ready(3).Ended(3, Sample.Postinst);
        Assert.Equal(RolloutPhase.Halted, r.State.Phase);
        Assert.Equal("NOTE_NEEDED", r.Refused(new Resume(Sample.Anna, null)).Code.Name);
        r.Do(new Resume(Sample.Anna, "seen"));
        Assert.Equal(2, r.State.Lost);
        Assert.Equal(RolloutPhase.Running, r.State.Phase);
        r.Do(new Tick());
        Assert.Equal(RolloutPhase.Running, r.State.Phase);
        r.Ready(4).Ended(4, Sample.Postinst);
        Assert.Equal(RolloutPhase.Halted, r.State.Phase);
    }

    [Fact]
    public void A_loss_given_back_is_not_tolerated_a_second_time()
    {
        var r = Played.Running(Sample.Plan(RebootSetting.Never, 0, Sample.Ring("1", 1, 3))).Step(1).Ready(1).Ended(1, Sample.Postinst);
        r.Do(new Retry(Sample.Anna, r.Host(1).Plan.Id, null)).Do(new Resume(Sample.Anna, "repaired")).Do(new Tick());
        Assert.Equal(2, r.Host(1).Attempt);
        r.Succeed(1);
        Assert.Equal(0, r.State.Lost);
        r.Step(2).Ready(2).Ended(2, Sample.Postinst);
        Assert.Equal(RolloutPhase.Halted, r.State.Phase);
    }

    [Fact]
    public void Skipping_a_failed_host_gives_nothing_back_and_the_gate_waits_for_a_person()
    {
        var r = Played.Running(TwoRings()).Step(1).Ready(1).Ended(1, Sample.Postinst);
        r.Do(new Skip(Sample.Anna, r.Host(1).Plan.Id, "being replaced")).Do(new Resume(Sample.Anna, "seen")).Do(new Tick());
        Assert.Equal(1, r.State.Lost);
        Assert.Equal(RingPhase.Running, r.State.Rings[0].Phase);
        r.Do(new Promote(Sample.Anna, "canary", "it is being replaced")).Do(new Tick());
        Assert.Equal(RingPhase.Running, r.State.Rings[1].Phase);
        Assert.Equal("it is being replaced", r.State.Rings[0].PromotedNote);
    }

    [Fact]
    public void Pause_starts_no_host_and_lets_a_begun_one_go_to_its_end()
    {
        var r = Played.Running(TwoRings()).Ready(1);
        r.Do(new Pause(Sample.Anna, null));
        r.Ended(1).Step(1).Step(1);
        Assert.Equal(HostPhase.Succeeded, r.Host(1).Phase);
        Assert.Equal(RingPhase.Ahead, r.State.Rings[1].Phase);
        r.Do(new Resume(Sample.Anna, null)).Do(new Tick());
        Assert.Equal(RingPhase.Running, r.State.Rings[1].Phase);
    }

    [Fact]
    public void A_host_that_gets_ready_during_a_pause_is_let_go_and_begins_anew_with_the_same_attempt()
    {
        var r = Played.Running(TwoRings());
        r.Do(new Pause(Sample.Anna, null)).Ready(1);
        Assert.IsType<WithdrawEffect>(Assert.Single(r.Commands));
        Assert.Equal(StepStatus.Planned, r.Host(1).StepStatus);
        r.Do(new Reported(new NotSent(r.Effect(1), null)));
        Assert.Equal(HostPhase.Pending, r.Host(1).Phase);
        r.Do(new Resume(Sample.Anna, null)).Do(new Tick());
        Assert.Equal(1, r.Host(1).Attempt);
        Assert.Equal(HostPhase.Preflight, r.Host(1).Phase);
    }

    [Fact]
    public void Halt_all_holds_a_begun_host_before_its_patch_and_verify_still_runs()
    {
        var plan = Sample.Plan(RebootSetting.IfRequired, 1, Sample.Ring("1", 1, 2, maxParallel: 2, maxFailures: 1));
        var r = Played.Running(plan).Ready(1).Step(2).Step(2);
        r.Fleet = FleetState.Quiet with { HaltAll = true };
        r.Ended(1).Ready(2);
        Assert.Equal((HostPhase.Waiting, "HALT_ALL"), (r.Host(1).Phase, r.Host(1).Code));
        Assert.Equal(StepStatus.Sent, r.Host(2).StepStatus);
        r.Fleet = FleetState.Quiet;
        r.Do(new Tick());
        Assert.Equal(HostPhase.Patching, r.Host(1).Phase);
    }

    [Fact]
    public void A_reboot_that_halt_all_holds_is_owed_and_said_so()
    {
        var r = Played.Running(TwoRings()).Step(1).Ready(1);
        r.Fleet = FleetState.Quiet with { HaltAll = true };
        r.Ended(1, rebootRequired: true);
        Assert.Equal((HostPhase.Waiting, "REBOOT_OWED"), (r.Host(1).Phase, r.Host(1).Code));
        r.Fleet = FleetState.Quiet;
        r.Do(new Tick());
        Assert.Equal("boot-1", r.Host(1).BootIdBefore);
        r.Step(1, bootId: "boot-2").Step(1, bootId: "boot-2");
        Assert.Equal(StepStatus.Verified, r.Host(1).StepStatus);
    }

    [Fact]
    public void Abort_looks_at_what_was_changed_and_puts_back_what_was_not()
    {
        var plan = Sample.Plan(RebootSetting.IfRequired, 1, Sample.Ring("1", 1, 3, maxParallel: 2, maxFailures: 1));
        var r = Played.Running(plan).Ready(1).Step(2).Ready(2);
        r.Do(new Abort(Sample.Anna, "wrong hosts"));
        Assert.True(r.State.IsLive);
        r.Ended(1);
        Assert.Equal(HostPhase.Pending, r.Host(1).Phase);
        r.Ended(2, rebootRequired: true);
        Assert.Equal(HostPhase.Verifying, r.Host(2).Phase);
        r.Step(2, rebootRequired: true);
        Assert.Equal((HostPhase.Succeeded, StepStatus.Confirmed, "REBOOT_OWED"), (r.Host(2).Phase, r.Host(2).StepStatus, r.Host(2).Code));
        Assert.Equal(RolloutPhase.Aborted, r.State.Phase);
        Assert.False(r.State.IsLive);
    }

    [Fact]
    public void A_reboot_that_the_plan_forbids_ends_the_host_as_owed_and_not_verified()
    {
        var r = Played.Running(Sample.Plan(RebootSetting.Never, 0, Sample.Ring("1", 1, 1)));
        r.Step(1).Step(1, rebootRequired: true).Step(1, rebootRequired: true);
        Assert.Equal((HostPhase.Succeeded, StepStatus.Confirmed, "REBOOT_OWED"), (r.Host(1).Phase, r.Host(1).StepStatus, r.Host(1).Code));
        Assert.Equal(RolloutPhase.Completed, r.State.Phase);
    }

    [Fact]
    public void The_workers_own_machine_is_never_rebooted_and_its_reboot_stays_owed()
    {
        PlanHost own = Sample.Host(1) with { Transport = Core.Hosts.Transport.Local };
        var r = Played.Running(Sample.Plan(RebootSetting.Always, 0, new PlanRing("this-machine", 1, 0, 0, [own])));
        r.Step(1).Step(1, rebootRequired: true).Step(1, rebootRequired: true);
        Assert.Equal((HostPhase.Succeeded, "REBOOT_OWED"), (r.Host(1).Phase, r.Host(1).Code));
    }

    [Fact]
    public void A_host_lost_right_before_its_command_went_out_failed_and_is_in_no_doubt()
    {
        var r = Played.Running(TwoRings()).Step(1).Ready(1);
        r.Do(new Reported(new NotSent(r.Effect(1), Sample.NoAnswer)));
        Assert.Equal((HostPhase.Failed, "CONNECT_TIMEOUT"), (r.Host(1).Phase, r.Host(1).Code));
    }

    [Fact]
    public void A_host_that_is_done_already_is_verified_without_a_patch()
    {
        var r = Played.Running(TwoRings()).Step(1, alreadyDone: true);
        Assert.Equal(HostPhase.Verifying, r.Host(1).Phase);
    }

    [Fact]
    public void An_approval_that_ran_out_keeps_the_next_ring_from_starting_until_it_is_renewed()
    {
        var r = Played.Running(TwoRings());
        r.Now += Duration.FromDays(8);
        r.Succeed(1);
        Assert.Equal(RingPhase.Passed, r.State.Rings[0].Phase);
        Assert.Equal(RingPhase.Ahead, r.State.Rings[1].Phase);
        r.Do(new Approve(Sample.Ben, r.State.Hash.Hex, null)).Do(new Tick());
        Assert.Equal(RingPhase.Running, r.State.Rings[1].Phase);
    }

    [Fact]
    public void A_host_that_another_rollout_has_waits_and_begins_when_it_is_free()
    {
        var r = new Played(Sample.Draft(TwoRings()));
        r.Do(new Approve(Sample.Anna, r.State.Hash.Hex, null));
        r.Fleet = FleetState.Quiet with { HostsInActiveRollouts = FleetState.Quiet.HostsInActiveRollouts.Add(new(3), new(9)) };
        Assert.Equal("IN_OTHER_ROLLOUT", r.Refused(new Start(Sample.Anna, true)).Code.Name);
        r.Fleet = FleetState.Quiet;
        r.Do(new Start(Sample.Anna, true));
        r.Fleet = FleetState.Quiet with { HostsInActiveRollouts = FleetState.Quiet.HostsInActiveRollouts.Add(new(1), new(9)) };
        r.Do(new Tick());
        Assert.Equal((HostPhase.Waiting, "IN_OTHER_ROLLOUT"), (r.Host(1).Phase, r.Host(1).Code));
        r.Fleet = FleetState.Quiet;
        r.Do(new Tick());
        Assert.Equal(HostPhase.Preflight, r.Host(1).Phase);
    }

    [Fact]
    public void A_bake_without_a_health_check_is_inconclusive_and_a_person_decides()
    {
        var r = Played.Running(Sample.Plan(RebootSetting.Never, 0, Sample.Ring("canary", 1, 1, bakeSeconds: 60), Sample.Ring("1", 2, 1))).Succeed(1);
        Assert.Equal(RingPhase.Running, r.State.Rings[0].Phase);
        r.Do(new Promote(Sample.Anna, "canary", "graphs look well")).Do(new Tick());
        Assert.Equal(RingPhase.Running, r.State.Rings[1].Phase);
    }
}
