using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk.Chances;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Operations.Tests.Risk;

public sealed class NextChanceTests
{
    private static FindingPage Page(DemoFile demo, FindingLine line) => ShowFinding.Run(demo.Session, FindingId.TryParse(line.Id, out FindingId id) ? id : default);

    private static List<FindingLine> Fixable(DemoFile demo) => [.. ListFindings.Run(demo.Session, new FindingWish(Limit: 10_000)).Findings.Where(f => f.FixState is FixState.Whole)];

    [Fact]
    public void The_rollout_that_has_the_update_is_named_and_without_it_the_window_of_the_policy_or_why_there_is_none()
    {
        using var demo = new DemoFile();
        PlannedRollout plan = ShowRollout.Plan(demo.Session, demo.Id);
        var planned = plan.Rings.SelectMany(r => r.Hosts).ToDictionary(h => h.Name, h => h.Updates.Select(u => (u.Name, u.To)).ToHashSet());
        FindingLine line = Fixable(demo).First(f => planned.TryGetValue(f.Host, out var brings) && f.Fixes.All(x => brings.Contains((x.Package, x.To))));
        FixChance chance = Page(demo, line).NextChance!;
        Assert.Equal((demo.Id.ToString(), RolloutPhase.Approved), (chance.Rollout, chance.RolloutState));
        Assert.NotNull(chance.OpensAt);

        RejectRollout.Run(demo.Session, demo.Id, "not this one", null);
        chance = Page(demo, line).NextChance!;
        Assert.Equal((null, OpeningState.Always), (chance.Rollout, chance.Opening.State));

        ApplyPolicies.Run(demo.Session, $$"""
            windows:
              night: {zone: UTC, rule: FREQ=MONTHLY;BYMONTHDAY=1, start: "02:00", duration: 4h}
            policies:
              all: {hosts: ["{{line.Host}}"], priority: 60, windows: [night]}
            """, dryRun: false, prune: false);
        chance = Page(demo, line).NextChance!;
        Assert.Equal((OpeningState.Window, "night", "all"), (chance.Opening.State, chance.Opening.Window, chance.Opening.Policy));
        Assert.Equal(1, chance.OpensAt!.Value.InUtc().Day);

        FindingLine other = Fixable(demo).First(f => f.Host != line.Host);
        Assert.Equal(OpeningState.NoPolicy, Page(demo, other).NextChance!.Opening.State);
        Assert.Null(Page(demo, other).NextChance!.OpensAt);
    }

    [Fact]
    public void A_finding_that_no_update_fixes_has_no_next_chance()
    {
        using var demo = new DemoFile();
        FindingLine line = ListFindings.Run(demo.Session, new FindingWish(Limit: 10_000)).Findings.First(f => f.Fixes.Count == 0);
        Assert.Null(Page(demo, line).NextChance);
    }
}
