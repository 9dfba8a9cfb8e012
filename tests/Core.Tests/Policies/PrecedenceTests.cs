using Cockpit.Core.Hosts;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Core.Scopes;
using Xunit;

namespace Cockpit.Core.Tests.Policies;

public sealed class PrecedenceTests
{
    private const int Fleets = 1_000;

    /// <summary>The rule written down a second time, as plainly as it can be.</summary>
    private static (PolicyStatus Status, string? Winner) Oracle(RandomFleet fleet, Host host)
    {
        var direct = fleet.Policies.Where(p => p.Hosts.Contains(host.Name)).ToList();
        var matching = direct.Count > 0 ? direct : fleet.Policies.Where(p => fleet.Terms[p.Name]?.Of(host) == true).ToList();
        if (matching.Count == 0) return (PolicyStatus.Unmanaged, null);
        int top = matching.Max(p => p.Priority);
        var best = matching.Where(p => p.Priority == top).ToList();
        return best.Count == 1 ? (PolicyStatus.Managed, best[0].Name) : (PolicyStatus.Conflict, null);
    }

    [Fact]
    public void It_says_what_the_rule_says_on_every_host_of_a_thousand_fleets()
    {
        var seen = new HashSet<PolicyStatus>();
        for (int seed = 0; seed < Fleets; seed++)
        {
            var fleet = new RandomFleet(seed);
            PolicyBook book = fleet.Book();
            foreach (ScopeSubject host in fleet.Hosts)
            {
                PolicyStanding standing = Precedence.Of(book, host);
                (PolicyStatus Status, string? Winner) expected = Oracle(fleet, host.Host);
                Assert.True(expected == (standing.Status, standing.Winner?.Name), $"seed {seed}, {host.Host.Name}: {standing.Rule}");
                (PolicyStatus status, Policy? winner) = Precedence.Quick(book, host);
                Assert.True(expected == (status, winner?.Name), $"seed {seed}, {host.Host.Name}: quick");
                seen.Add(standing.Status);
            }
        }
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void The_order_of_policies_does_not_matter()
    {
        for (int seed = 0; seed < Fleets; seed++)
        {
            var fleet = new RandomFleet(seed);
            PolicyBook one = fleet.Book(), other = fleet.Book(fleet.Policies.Reverse());
            foreach (ScopeSubject host in fleet.Hosts) Assert.Equal(Text(Precedence.Of(one, host)), Text(Precedence.Of(other, host)));
        }

        static string Text(PolicyStanding s) => $"{s.Status} {s.Winner?.Name} {s.Rule} {string.Join(";", s.Candidates.Select(c => $"{c.Policy.Name} {c.Matched} {c.LostBecause}"))}";
    }

    [Fact]
    public void A_conflict_names_all_that_tie_and_leaves_no_winner_and_every_loser_has_a_reason()
    {
        for (int seed = 0; seed < Fleets; seed++)
        {
            var fleet = new RandomFleet(seed);
            PolicyBook book = fleet.Book();
            foreach (ScopeSubject host in fleet.Hosts)
            {
                PolicyStanding s = Precedence.Of(book, host);
                Assert.Equal(fleet.Policies.Count, s.Candidates.Length);
                Assert.Equal(s.Status == PolicyStatus.Managed, s.Winner is not null);
                Assert.All(s.Candidates, c => Assert.Equal(c.Policy == s.Winner, c.LostBecause is null));
                if (s.Status != PolicyStatus.Conflict) continue;
                Assert.True(s.Tied.Length >= 2);
                Assert.All(s.Tied, p => Assert.Contains(p.Name, s.Rule, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void What_if_a_tag_went_or_came_is_what_counts_after_it_went_or_came()
    {
        for (int seed = 0; seed < Fleets; seed++)
        {
            var random = new Random(seed);
            var fleet = new RandomFleet(seed);
            PolicyBook book = fleet.Book();
            ScopeSubject host = fleet.Hosts[random.Next(fleet.Hosts.Count)];
            var edit = new TagEdit(random.Next(2) == 0, ((string[])["legacy", "ring", "rack"])[random.Next(3)], random.Next(2) == 0 ? "a" : "b");

            HostExplanation supposed = Explain.Of(book, fleet.Hosts, host, [edit], [], [], host.Now);

            var tags = host.Host.Tags.Where(t => t.Key != edit.Key).ToDictionary();
            if (edit.Adds) tags[edit.Key] = edit.Value;
            ScopeSubject changed = host with { Host = host.Host with { Tags = tags } };
            HostExplanation real = Explain.Of(book, [.. fleet.Hosts.Select(h => h.Host.Id == host.Host.Id ? changed : h)], changed, [], [], [], host.Now);
            (PolicyStatus Status, string? Winner) expected = Oracle(fleet, changed.Host);

            Assert.True(expected == (supposed.Status, supposed.Policy), $"seed {seed}");
            Assert.Equal(Text(real), Text(supposed));
        }

        static string Text(HostExplanation e) => $"{e.Status} {e.Policy} {e.Rule} {e.Ring} {string.Join(";", e.Candidates.Select(c => $"{c.Policy}{c.Matched}{c.LostBecause}"))} {string.Join(";", e.Nearly)} {string.Join(";", e.Settings)}";
    }

    [Fact]
    public void What_one_tag_would_change_is_what_it_changes()
    {
        int told = 0;
        for (int seed = 0; seed < Fleets; seed++)
        {
            var fleet = new RandomFleet(seed);
            PolicyBook book = fleet.Book();
            foreach (ScopeSubject host in fleet.Hosts)
            {
                foreach (TagChange change in Explain.Of(book, fleet.Hosts, host, [], [], [], host.Now).Nearly)
                {
                    TagEdit edit = TagEdit.Parse(change.Change[0] == '+', change.Change[1..])!;
                    Assert.True(Oracle(fleet, edit.Apply(host.Host)) == (change.Status, change.Policy), $"seed {seed}, {host.Host.Name} {change.Change}");
                    told++;
                }
            }
        }
        Assert.True(told > Fleets);
    }

    [Fact]
    public void A_host_that_lacks_a_fact_is_no_member_and_the_fact_is_named()
    {
        PolicyParts parts = PolicyParts.Empty;
        parts = parts with { Policies = parts.Policies.SetItem("all-but-prod", new Policy("all-but-prod", 1, null, "env != prod", [], 10, Core.Policies.Settings.SettingValues.Nothing)) };
        PolicyStanding s = Precedence.Of(RandomFleet.Sound(parts), RandomFleet.Subject(RandomFleet.Named(1, "new-01", null)));
        Assert.Equal(PolicyStatus.Unmanaged, s.Status);
        Assert.Equal("cannot tell: env is not set", s.Candidates[0].LostBecause);
    }
}
