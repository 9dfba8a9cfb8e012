using Cockpit.Core.Ids;
using Cockpit.Core.Risk.Chances;
using Cockpit.Core.Rollouts;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Risk;

public sealed class FixChanceTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);
    private static readonly Instant Night = Instant.FromUtc(2026, 10, 27, 21, 0);

    private static string Text(FixChance chance) => chance.Text(Now, at => at.ToString("uuuu-MM-dd HH:mm", null));

    [Theory]
    [InlineData(OpeningState.Window, "night 2026-10-27 21:00, by prod; in no plan")]
    [InlineData(OpeningState.Always, "any time from 2026-10-27 21:00, by prod; in no plan")]
    [InlineData(OpeningState.NoPolicy, "never: no policy counts on the host")]
    [InlineData(OpeningState.Conflict, "never: policies tie on the host, so none counts")]
    [InlineData(OpeningState.NoWindow, "never: prod gives the host no window")]
    [InlineData(OpeningState.NeverOpens, "never: no window of prod opens again")]
    [InlineData(OpeningState.NeverFits, "never: every window of prod is too short for the work")]
    [InlineData(OpeningState.Frozen, "never: every opening of prod is frozen, until 2026-10-27 21:00Z")]
    public void Without_a_rollout_the_hosts_next_window_counts_or_why_there_is_none(OpeningState state, string text)
    {
        bool opens = state is OpeningState.Window or OpeningState.Always;
        FixChance chance = FixChance.Of(new HostOpening(state, "prod", "night", opens ? Night : null, Night), []);
        Assert.Equal(text, Text(chance));
        Assert.Equal(opens, chance.OpensAt is not null);
        Assert.Equal(opens, chance.Reason.Length == 0);
    }

    [Theory]
    [InlineData(RolloutPhase.AwaitingApproval, "R18 2026-10-27 21:00, awaits approval")]
    [InlineData(RolloutPhase.Draft, "R18 2026-10-27 21:00, a draft")]
    [InlineData(RolloutPhase.Scheduled, "R18 2026-10-27 21:00, scheduled")]
    public void A_rollout_that_has_the_update_counts_before_the_window(RolloutPhase phase, string text) =>
        Assert.Equal(text, Text(FixChance.Of(new HostOpening(OpeningState.Window, "prod", "night", Now, null), [new PlannedFix(new RolloutId(18), phase, Night)])));

    [Fact]
    public void A_rollout_that_may_begin_says_now_and_one_that_never_may_says_so()
    {
        var opening = new HostOpening(OpeningState.Window, "prod", "night", Night, null);
        Assert.Equal("R18 now, running", Text(FixChance.Of(opening, [new PlannedFix(new RolloutId(18), RolloutPhase.Running, Now)])));
        Assert.Equal("R18, approved: no window of it opens again for long enough", Text(FixChance.Of(opening, [new PlannedFix(new RolloutId(18), RolloutPhase.Approved, null)])));
    }

    [Fact]
    public void Of_several_rollouts_one_that_was_approved_counts_then_the_first_to_open_in_whatever_order_they_come()
    {
        RolloutPhase[] phases = [RolloutPhase.Draft, RolloutPhase.AwaitingApproval, RolloutPhase.Approved, RolloutPhase.Scheduled, RolloutPhase.Running, RolloutPhase.Paused];
        Gen<PlannedFix> one = Gen.Select(Gen.Long[1, 9], Gen.Int[0, phases.Length - 1], Gen.Int[-1, 5],
            (id, phase, hours) => new PlannedFix(new RolloutId(id), phases[phase], hours < 0 ? null : Now + Duration.FromHours(hours)));
        var opening = new HostOpening(OpeningState.NoPolicy, null, null, null, null);
        one.List[1, 6].Select(l => l.DistinctBy(r => r.Rollout).ToList()).Sample(rollouts =>
        {
            FixChance chance = FixChance.Of(opening, rollouts);
            Assert.Equal(chance, FixChance.Of(opening, rollouts.AsEnumerable().Reverse()));
            PlannedFix taken = rollouts.Single(r => r.Rollout.ToString() == chance.Rollout);
            Assert.All(rollouts, r => Assert.True(taken.IsApproved || !r.IsApproved));
            Assert.All(rollouts.Where(r => r.IsApproved == taken.IsApproved), r => Assert.True((taken.OpensAt ?? Instant.MaxValue) <= (r.OpensAt ?? Instant.MaxValue)));
        });
    }
}
