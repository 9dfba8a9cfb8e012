using Cockpit.Core.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class RolloutViewTests
{
    private static Plan TwoRings => Sample.Plan(RebootSetting.IfRequired, 1, Sample.Ring("canary", 1, 1), Sample.Ring("1", 2, 4, maxParallel: 3, maxFailures: 1));

    private static RolloutView View(Played r, bool haltAll = false) => RolloutViews.Of(r.State, haltAll, r.Now);

    [Fact]
    public void Every_host_counts_once_and_losses_stand_against_the_budget()
    {
        var r = Played.Running(TwoRings).Succeed(1).Step(2);
        r.Ready(2).Do(new Reported(new Unclear(r.Effect(2), Sample.NoAnswer)));
        r.Do(new Reported(new NotSent(r.Effect(3), Sample.NoAnswer)));
        RolloutView v = View(r);
        Assert.Equal(5, v.Counts.Total);
        RingView ring = v.Rings[1];
        Assert.Equal((1, 1, 0, 2), (ring.InDoubt, ring.Unreachable, ring.Failed, ring.Budget.Lost));
        Assert.Equal(GateState.Failed, ring.Gate.State);
        Assert.Equal(RolloutPhase.Halted, v.State);
        Assert.Equal("BUDGET", Assert.Single(v.Reasons).Cause);
        Assert.Equal("a person: ring 1 lost more than its budget", v.WaitingFor[0].What);
        Assert.Contains(v.WaitingFor, w => w.What.StartsWith("an answer of web-02", StringComparison.Ordinal));
    }

    [Fact]
    public void A_waiting_thing_says_what_it_waits_for_and_until_when()
    {
        var r = new Played(Sample.Draft(TwoRings));
        Assert.Equal("an approval of exactly this plan", Assert.Single(View(r).WaitingFor).What);
        r.Do(new Approve(Sample.Ben, r.State.Hash.Hex, null));
        Assert.Equal(new WaitView("a start", Sample.Noon + Duration.FromDays(7)), Assert.Single(View(r).WaitingFor));
        r.Do(new Start(Sample.Anna, true));
        Assert.Equal("the worker", Assert.Single(View(r).WaitingFor).What);
        r.Do(new Tick()).Do(new Pause(Sample.Anna, "vendor call"));
        Assert.Equal(["a person to resume: vendor call", "1 host at work"], View(r).WaitingFor.Select(w => w.What));
        r.Do(new Resume(Sample.Anna, null)).Succeed(1);
        r.Now += Duration.FromDays(8);
        r.Succeed(2).Succeed(3);
        Assert.Contains(View(r).WaitingFor, w => w.What == "2 hosts at work");
    }

    [Fact]
    public void An_approval_that_ran_out_is_named_before_the_ring_that_needs_it()
    {
        var r = Played.Running(TwoRings);
        r.Now += Duration.FromDays(8);
        r.Succeed(1);
        Assert.StartsWith("a new approval before ring 1 can start", Assert.Single(View(r).WaitingFor).What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_latch_shows_as_a_pause_with_its_own_reason()
    {
        var r = Played.Running(TwoRings);
        RolloutView v = View(r, haltAll: true);
        Assert.Equal(RolloutPhase.Paused, v.State);
        Assert.Equal(RolloutViews.HaltAllCause, Assert.Single(v.Reasons).Cause);
        Assert.Equal("halt-all to be cleared", v.WaitingFor[0].What);
    }

    [Fact]
    public void A_parked_host_says_what_it_waits_for()
    {
        var r = Played.Running(TwoRings).Step(1).Ready(1);
        r.Fleet = FleetState.Quiet with { HaltAll = true };
        r.Ended(1, rebootRequired: true);
        RolloutView v = View(r, haltAll: true);
        Assert.Equal("It waits for its reboot, which may not start now.", v.Rings[0].Hosts[0].Message);
        Assert.Contains(v.WaitingFor, w => w.What == "its reboot, which may not start now: web-01");
        Assert.Equal(1, v.Rings[0].Waiting);
    }

    [Fact]
    public void At_its_end_it_waits_for_nothing()
    {
        var r = Played.Running(Sample.Plan(RebootSetting.Never, 0, Sample.Ring("1", 1, 1))).Succeed(1);
        Assert.Equal(RolloutPhase.Completed, View(r).State);
        Assert.Empty(View(r).WaitingFor);
        Assert.Equal(GateState.Passed, View(r).Rings[0].Gate.State);
    }
}
