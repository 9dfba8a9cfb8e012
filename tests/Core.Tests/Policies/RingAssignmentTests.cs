using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Policies;

public sealed class RingAssignmentTests
{
    private static RingRule Ring(string name, string? scope = null, Share? hosts = null) => new(name, scope, hosts, null, null, Duration.Zero, false);

    private static Dictionary<string, string> Rings(IReadOnlyList<RingRule> rings, IEnumerable<ScopeSubject> members)
    {
        List<ScopeSubject> all = [.. members];
        var settings = new EffectiveSettings([new SettingsLevel("policy p", SettingValues.Nothing.With(PolicySettings.Rings, rings))]);
        return RingAssignment.Of(PolicyBook.Empty, settings, all).ToDictionary(r => all.First(m => m.Host.Id == r.Key).Host.Name, r => r.Value);
    }

    private static ScopeSubject Host(int i, params (string, string)[] tags) => RandomFleet.Subject(RandomFleet.Named(i, $"h{i}", "prod", tags));

    [Fact]
    public void A_tag_that_names_a_ring_comes_first_then_scopes_and_numbers_in_order_then_the_rest()
    {
        var rings = Rings([Ring("canary", hosts: Share.Hosts(1)), Ring("old", "tag = legacy"), Ring("main")],
            [Host(1), Host(2, ("ring", "main")), Host(3, ("legacy", "")), Host(4), Host(5, ("ring", "elsewhere"))]);
        Assert.Equal(new() { ["h1"] = "canary", ["h2"] = "main", ["h3"] = "old", ["h4"] = "main", ["h5"] = "main" }, rings);
    }

    [Fact]
    public void A_percentage_is_of_all_members_and_takes_one_at_least()
    {
        var rings = Rings([Ring("canary", hosts: Share.Percent(10)), Ring("main")], Enumerable.Range(1, 5).Select(i => Host(i)));
        Assert.Equal(["h1"], rings.Where(r => r.Value == "canary").Select(r => r.Key));
        rings = Rings([Ring("canary", hosts: Share.Percent(10)), Ring("main")], Enumerable.Range(1, 9).Concat(Enumerable.Range(10, 20)).Select(i => Host(i)));
        Assert.Equal(2, rings.Count(r => r.Value == "canary"));
    }

    [Fact]
    public void Without_rings_the_tag_decides()
    {
        var rings = Rings([], [Host(1, ("ring", "canary")), Host(2), Host(3, ("ring", ""))]);
        Assert.Equal(new() { ["h1"] = "canary", ["h2"] = PlanBuilder.RestRing, ["h3"] = PlanBuilder.RestRing }, rings);
    }

    [Fact]
    public void Every_member_is_in_one_ring_whatever_order_they_come_in()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var fleet = new RandomFleet(seed);
            RingRule[] rings = [Ring("canary", hosts: Share.Hosts(2)), Ring("odd", "tag = rack"), Ring("main")];
            var one = Rings(rings, fleet.Hosts);
            Assert.Equal(fleet.Hosts.Count, one.Count);
            Assert.Equal(one.OrderBy(r => r.Key), Rings(rings, Enumerable.Reverse(fleet.Hosts)).OrderBy(r => r.Key));
        }
    }
}
