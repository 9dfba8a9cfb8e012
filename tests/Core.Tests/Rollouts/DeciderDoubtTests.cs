using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class DeciderDoubtTests
{
    private static readonly Fault Gone = RemoteErrors.Disconnected.Because("The connection ended.");

    /// <summary>Host 1's patch was sent and nothing answers.</summary>
    private static Played InDoubt(int maxFailures = 1)
    {
        var r = Played.Running(Sample.Plan(RebootSetting.IfRequired, maxFailures, Sample.Ring("1", 1, 3, maxParallel: 2, maxFailures: maxFailures)));
        r.Step(1).Ready(1);
        return r.Do(new Reported(new Unclear(r.Effect(1), Gone)));
    }

    [Fact]
    public void A_doubt_counts_as_lost_at_once()
    {
        var r = InDoubt(maxFailures: 0);
        Assert.Equal(HostPhase.InDoubt, r.Host(1).Phase);
        Assert.Equal(RolloutPhase.Halted, r.State.Phase);
    }

    [Fact]
    public void Neither_retry_nor_skip_nor_promote_passes_a_doubt()
    {
        var r = InDoubt();
        Assert.Equal("IN_DOUBT", r.Refused(new Retry(Sample.Anna, r.Host(1).Plan.Id, null)).Code.Name);
        Assert.Equal("IN_DOUBT", r.Refused(new Skip(Sample.Anna, r.Host(1).Plan.Id, "x")).Code.Name);
        Assert.Equal("IN_DOUBT", r.Refused(new Promote(Sample.Anna, "1", "x")).Code.Name);
    }

    [Fact]
    public void A_later_answer_settles_it_and_a_verified_host_is_no_loss()
    {
        var r = InDoubt().Ended(1);
        Assert.True(r.Host(1).Lost);
        r.Step(1);
        Assert.Equal((HostPhase.Succeeded, StepStatus.Verified), (r.Host(1).Phase, r.Host(1).StepStatus));
        Assert.Equal(0, r.State.Lost);
    }

    [Fact]
    public void No_record_and_all_installed_is_confirmed_and_goes_to_verify()
    {
        var r = InDoubt();
        r.Do(new Reported(new NoRecord(r.Effect(1), InstalledState.AllAtTo, HostFacts.Unknown)));
        Assert.Equal(HostPhase.Verifying, r.Host(1).Phase);
    }

    [Fact]
    public void No_record_and_nothing_installed_lets_a_person_retry()
    {
        var r = InDoubt();
        r.Do(new Reported(new NoRecord(r.Effect(1), InstalledState.AllAtFrom, HostFacts.Unknown)));
        Assert.Equal((HostPhase.Failed, "NEVER_RAN"), (r.Host(1).Phase, r.Host(1).Code));
        r.Do(new Retry(Sample.Anna, r.Host(1).Plan.Id, null));
        Assert.Equal(2, r.Host(1).Attempt);
    }

    [Fact]
    public void No_record_and_a_mixture_is_for_a_person_and_their_word_never_verifies()
    {
        var r = InDoubt();
        r.Do(new Reported(new NoRecord(r.Effect(1), InstalledState.Mixed, HostFacts.Unknown)));
        Assert.True(r.Host(1).NeedsPerson);
        r.Do(new Resolve(Sample.Ben, r.Host(1).Plan.Id, true, "seen at its console"));
        Assert.Equal((HostPhase.Succeeded, StepStatus.Confirmed), (r.Host(1).Phase, r.Host(1).StepStatus));
        Assert.Equal(Sample.Ben, r.Host(1).ResolvedBy);
        Assert.Equal(1, r.State.Lost);
    }

    [Fact]
    public void A_takeover_takes_back_what_was_not_sent_repeats_looks_and_probes_acts()
    {
        var r = Played.Running(Sample.Plan(RebootSetting.Never, 2, Sample.Ring("1", 1, 3, maxParallel: 3, maxFailures: 2)));
        r.Ready(1).Step(2).Ready(2);
        r.Do(new TookOver());
        Assert.Equal((HostPhase.Preflight, StepStatus.Planned, 1), (r.Host(1).Phase, r.Host(1).StepStatus, r.Host(1).Attempt));
        Assert.Equal((HostPhase.Patching, StepStatus.Sent), (r.Host(2).Phase, r.Host(2).StepStatus));
        Assert.Equal((HostPhase.Preflight, StepStatus.Planned), (r.Host(3).Phase, r.Host(3).StepStatus));
        Assert.Equal(new[] { 1L, 3L }, r.Commands.OfType<BeginEffect>().Select(c => c.Effect.Id.Host.Value));
        Assert.Equal(2L, Assert.Single(r.Commands.OfType<ProbeEffect>()).Effect.Id.Host.Value);
    }

    [Fact]
    public void A_reboot_without_record_is_judged_by_the_boot_id_and_never_sent_again()
    {
        Played Rebooting()
        {
            var r = Played.Running(Sample.Plan(RebootSetting.Always, 1, Sample.Ring("1", 1, 2, maxFailures: 1))).Step(1).Step(1).Ready(1);
            return r.Do(new TookOver());
        }
        var changed = Rebooting();
        changed.Do(new Reported(new NoRecord(changed.Effect(1), InstalledState.AllAtTo, new HostFacts("boot-2", false, true))));
        Assert.Equal(HostPhase.Verifying, changed.Host(1).Phase);
        var same = Rebooting();
        same.Do(new Reported(new NoRecord(same.Effect(1), InstalledState.AllAtTo, new HostFacts("boot-1", false, true))));
        Assert.Equal((HostPhase.Failed, "NEVER_RAN"), (same.Host(1).Phase, same.Host(1).Code));
    }

    [Fact]
    public void A_lost_job_failed_and_is_not_run_again_by_itself()
    {
        var r = InDoubt().Ended(1, StepErrors.JobLost.Because("The job is gone."));
        Assert.Equal((HostPhase.Failed, "JOB_LOST"), (r.Host(1).Phase, r.Host(1).Code));
        r.Do(new Tick());
        Assert.Equal((HostPhase.Failed, 1), (r.Host(1).Phase, r.Host(1).Attempt));
    }

    [Fact]
    public void A_report_about_an_earlier_attempt_is_no_news()
    {
        var r = InDoubt();
        EffectId first = r.Effect(1);
        r.Ended(1, Sample.Postinst);
        r.Do(new Retry(Sample.Anna, r.Host(1).Plan.Id, null)).Do(new Tick());
        r.Do(new Reported(new Ended(first, null, HostFacts.Unknown)));
        Assert.Empty(r.Events);
    }
}
