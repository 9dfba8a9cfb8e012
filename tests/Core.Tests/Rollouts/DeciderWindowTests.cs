using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using NodaTime;
using Xunit;
using W = Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Rollouts;

/// <summary>What a rollout does as its window opens, ends and is frozen.</summary>
public sealed class DeciderWindowTests
{
    private static readonly WindowDocument Night = new("web-night", "Europe/Berlin", "FREQ=WEEKLY;BYDAY=TU", "22:00", 14_400, 0);

    private static Plan Planned(bool finishReboot = false, params PlanRing[] rings) => Sample.Plan(RebootSetting.IfRequired, 1, rings) with
    {
        Window = "policy",
        Policies = [new PlanPolicy("prod-web", 12, RebootSetting.IfRequired, finishReboot, [Night])],
        Approval = new PlanApproval(1, false, false, 1_209_600, false),
        Rings = [.. rings.Select(r => r with { Hosts = [.. r.Hosts.Select(h => h with { Policy = "prod-web" })] })],
    };

    private static readonly WindowCalendar Calendar = WindowCalendar.Of(WindowBody.Read(Night)!, out _)!;

    private static FleetState At(Played r, params Freeze[] freezes) => FleetState.Quiet with
    {
        Gates = r.State.Plan.Hosts.ToImmutableDictionary(h => h.Id, _ => HostGates.Of(new HostWindows([Calendar], [Calendar], freezes), HostForecast.Assumed, RebootSetting.IfRequired, r.Now)),
    };

    private static Played Approved(Plan plan, string utc)
    {
        var r = new Played(Sample.Draft(plan)) { Now = W.Utc(utc) };
        r.Do(new Approve(Sample.Anna, r.State.Hash.Hex, null));
        r.Fleet = At(r);
        return r;
    }

    private static Played Clock(Played r, string utc, params Freeze[] freezes)
    {
        r.Now = W.Utc(utc);
        r.Fleet = At(r, freezes);
        return r.Do(new Tick());
    }

    [Fact]
    public void A_start_before_the_window_is_scheduled_says_when_it_opens_and_begins_then()
    {
        Played r = Approved(Planned(rings: Sample.Ring("canary", 1, 2)), "2026-10-20 12:00");
        r.Do(new Start(Sample.Anna, Now: false));
        Clock(r, "2026-10-20 19:59");
        Assert.Equal(RolloutPhase.Scheduled, r.State.Phase);
        RolloutView view = RolloutViews.Of(r.State, false, r.Now, r.Fleet);
        Assert.Equal(W.Utc("2026-10-20 20:00"), view.WaitingFor[0].Until);
        Assert.Equal(W.Utc("2026-10-20 20:00"), view.OpensAt);
        Assert.Equal(W.Utc("2026-10-20 20:00"), Assert.IsType<Accepted>(r.Try(new Tick())).LookAgainAt);
        Clock(r, "2026-10-20 20:00");
        Assert.Equal((RolloutPhase.Running, HostPhase.Preflight), (r.State.Phase, r.Host(1).Phase));
        view = RolloutViews.Of(r.State, false, r.Now, r.Fleet);
        Assert.Equal(W.Utc("2026-10-21 00:00"), view.WindowEndsAt);
        Assert.Equal(W.Utc("2026-10-20 23:10"), view.LastSafeStartAt);
        Assert.Equal(W.Utc("2026-10-20 21:40"), view.Forecast!.EndsAt);
    }

    [Fact]
    public void Now_outside_the_window_is_refused_with_when_it_opens()
    {
        Played r = Approved(Planned(rings: Sample.Ring("canary", 1, 1)), "2026-10-20 12:00");
        Fault fault = r.Refused(new Start(Sample.Anna, Now: true));
        Assert.Equal("WINDOW_CLOSED", fault.Code.Name);
        Assert.Contains("2026-10-20 20:00", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_freeze_refuses_a_start_by_hand_in_an_open_window_and_one_that_is_wanted_now()
    {
        Played r = Approved(Planned(rings: Sample.Ring("canary", 1, 1)), "2026-10-20 21:00");
        r.Fleet = At(r, W.Frozen("2026-10-20 00:00", "2026-10-22 00:00"));
        Assert.Equal("FROZEN", r.Refused(new Start(Sample.Anna, Now: false)).Code.Name);
        Assert.Equal("FROZEN", r.Refused(new Start(Sample.Anna, Now: true)).Code.Name);
    }

    [Fact]
    public void A_host_whose_work_does_not_fit_any_more_waits_for_the_next_opening()
    {
        Played r = Approved(Planned(rings: Sample.Ring("canary", 1, 2)), "2026-10-20 20:00");
        r.Do(new Start(Sample.Anna, false)).Do(new Tick()).Succeed(1);
        Assert.Equal(HostPhase.Preflight, r.Host(2).Phase);
        Clock(r, "2026-10-20 23:30").Ready(2);
        Assert.Contains(r.Commands, c => c is WithdrawEffect);
        r.Do(new Reported(new NotSent(r.Effect(2), null)));
        Assert.Equal((HostPhase.Waiting, "FORECAST", W.Utc("2026-10-27 21:00")), (r.Host(2).Phase, r.Host(2).Code, r.Host(2).WaitingUntil));
        Assert.Contains(RolloutViews.Of(r.State, false, r.Now, r.Fleet).WaitingFor, w => w == new WaitView("a window in which its work fits: web-02", W.Utc("2026-10-27 21:00")));
        Clock(r, "2026-10-27 21:00");
        Assert.Equal(HostPhase.Preflight, r.Host(2).Phase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reboot_that_was_not_sent_when_the_window_ended_is_owed_until_the_next_one_unless_the_policy_finishes_it(bool finishReboot)
    {
        Played r = Approved(Planned(finishReboot, Sample.Ring("canary", 1, 1)), "2026-10-20 20:00");
        r.Do(new Start(Sample.Anna, false)).Do(new Tick()).Step(1).Ready(1);
        r.Now = W.Utc("2026-10-21 00:30");
        r.Fleet = At(r);
        r.Ended(1, null, rebootRequired: true);
        if (finishReboot)
        {
            Assert.Equal(HostPhase.Rebooting, r.Host(1).Phase);
            return;
        }
        Assert.Equal((HostPhase.Waiting, StepErrors.RebootOwed.Name, W.Utc("2026-10-27 21:00")), (r.Host(1).Phase, r.Host(1).Code, r.Host(1).WaitingUntil));
        Clock(r, "2026-10-27 21:00");
        Assert.Equal(HostPhase.Rebooting, r.Host(1).Phase);
    }

    [Fact]
    public void What_was_patched_is_verified_after_the_window_and_under_a_freeze()
    {
        Played r = Approved(Planned(rings: Sample.Ring("canary", 1, 1)), "2026-10-20 20:00");
        r.Do(new Start(Sample.Anna, false)).Do(new Tick()).Step(1).Ready(1);
        r.Now = W.Utc("2026-10-21 00:30");
        r.Fleet = At(r, W.Frozen("2026-10-21 00:00", "2026-10-22 00:00"));
        r.Ended(1).Step(1);
        Assert.Equal((HostPhase.Succeeded, RolloutPhase.Completed), (r.Host(1).Phase, r.State.Phase));
    }

    [Fact]
    public void A_ring_that_wants_a_sign_off_waits_for_a_person()
    {
        Played r = Approved(Planned(rings: [Sample.Ring("canary", 1, 1) with { SignOff = true }, Sample.Ring("main", 2, 1)]), "2026-10-20 20:00");
        r.Do(new Start(Sample.Anna, false)).Do(new Tick()).Succeed(1);
        Assert.Equal(HostPhase.Pending, r.Host(2).Phase);
        Assert.Contains("sign ring canary off", RolloutViews.Of(r.State, false, r.Now, r.Fleet).WaitingFor[0].What, StringComparison.Ordinal);
        r.Do(new Promote(Sample.Anna, "canary", "looks well")).Do(new Tick());
        Assert.Equal(HostPhase.Preflight, r.Host(2).Phase);
    }
}
