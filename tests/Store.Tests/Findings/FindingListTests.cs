using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Xunit;

namespace Cockpit.Store.Tests.Findings;

/// <summary>Lists, counts and figures under random filters, against the same told finding by finding.</summary>
public sealed class FindingListTests : IDisposable
{
    private readonly TempFile folder = new();

    /// <summary>0 never follows the order of everything first, so that the merge of machines and tests answers.</summary>
    [Theory]
    [InlineData(4_000)]
    [InlineData(0)]
    [InlineData(50)]
    public void Any_filter_lists_page_by_page_what_it_selects(int firstLook)
    {
        using CockpitFile file = folder.Make();
        RandomFindings known = RandomFindings.Fill(file, 1_500, seed: 5);
        var random = new Random(firstLook);
        int several = 0;
        for (int i = 0; i < 400; i++)
        {
            FindingFilter filter = known.Filter(random);
            List<long> expected = known.Selected(filter).ConvertAll(k => k.Id);
            var listed = new List<long>();
            FindingSummary? after = null;
            for (int page = 0; page < 4; page++)
            {
                List<FindingKey> keys = file.Read(t => new FindingLists(t, FindingSet.Of(t, filter), firstLook).Worst(after, filter.Limit));
                listed.AddRange(keys.Select(k => k.Id));
                if (keys.Count < filter.Limit) break;
                List<FindingSummary> shown = file.Read(t => t.Findings(filter with { After = after }));
                Assert.Equal(keys.Select(k => k.Id), shown.Select(f => f.Id.Value));
                after = shown[^1];
            }
            if (listed.Count > filter.Limit) several++;
            Assert.True(expected.Take(filter.Limit * 4).SequenceEqual(listed), $"{i}: {filter}: expected {string.Join(' ', expected.Take(filter.Limit * 4))}, listed {string.Join(' ', listed)}");
        }
        Assert.True(several > 40, $"only {several} filters had a second page");
    }

    [Fact]
    public void Any_filter_counts_what_it_selects()
    {
        using CockpitFile file = folder.Make();
        RandomFindings known = RandomFindings.Fill(file, 1_500, seed: 6);
        var random = new Random(1);
        for (int i = 0; i < 400; i++)
        {
            FindingFilter filter = known.Filter(random);
            Assert.True(new FindingCount(known.Selected(filter).Count, true) == file.Read(t => t.CountFindings(filter)), $"{i}: {filter}");
        }
    }

    [Fact]
    public void Any_filter_adds_up_the_machines_that_it_selects()
    {
        using CockpitFile file = folder.Make();
        RandomFindings known = RandomFindings.Fill(file, 1_500, seed: 7);
        var random = new Random(2);
        for (int i = 0; i < 200; i++)
        {
            FindingFilter filter = known.Filter(random);
            var expected = known.Selected(filter).GroupBy(k => k.Machine)
                .Select(g => (Machine: g.Key, Points: g.Sum(k => (long)LevelPoints.Standard.Of(k.Cell.Level)), Open: g.LongCount(), Worst: g.LongCount(k => k.Cell.Level == RiskLevel.VeryHigh), Known: g.LongCount(k => RiskRank.IsKnownExploited(k.Rank))))
                .OrderByDescending(m => m.Points).ThenByDescending(m => m.Open).ThenBy(m => m.Machine).Take(6).Select(m => (m.Points, m.Open, m.Worst, m.Known)).ToList();
            TopMachines top = file.Read(t => t.TopHosts(filter, 6));
            Assert.True(top.Complete);
            Assert.True(expected.SequenceEqual(top.Machines.Select(m => (m.Points, m.Open, m.Worst, m.KnownExploited))), $"{i}: {filter}");
        }
    }

    [Fact]
    public void Figures_of_hosts_and_tools_are_those_of_their_findings()
    {
        using CockpitFile file = folder.Make();
        RandomFindings known = RandomFindings.Fill(file, 1_500, seed: 8);
        var random = new Random(3);
        for (int i = 0; i < 60; i++)
        {
            FindingFilter filter = known.Filter(random);
            filter = new FindingFilter(Hosts: filter.Hosts) { Source = filter.Source };
            List<KnownFinding> selected = known.Selected(filter);
            Matrix matrix = file.Read(t => t.RiskMatrixOf(TempFile.Now, filter.Hosts, filter.Source));
            Assert.All(matrix.Cells, c =>
            {
                var there = selected.Where(k => k.Cell == new RiskScore(c.Likelihood, c.Impact)).ToList();
                Assert.Equal(((long)there.Count, there.Count(k => RiskRank.IsKnownExploited(k.Rank))), (c.Count, c.KnownExploited));
                Assert.Equal(c.Count, c.Change7d);
                Assert.Equal(c.Count, c.Trend[^1]);
                Assert.Equal(0, c.Trend[^2]);
            });
            List<BurndownDay> days = file.Read(t => t.BurndownOf(TempFile.Now, filter.Hosts, filter.Source));
            if (selected.Count == 0) Assert.Empty(days);
            else Assert.Equal((selected.Count, selected.Sum(k => (long)LevelPoints.Standard.Of(k.Cell.Level))), (Assert.Single(days).Open, days[0].Points));
        }
    }

    /// <summary>Of more than are looked at, a count says that there are at least so many.</summary>
    [Fact]
    public void A_count_that_ended_early_says_so()
    {
        using CockpitFile file = folder.Make();
        RandomFindings known = RandomFindings.Fill(file, 9_000, seed: 9);
        FindingCount open = file.Read(t => t.CountFindings(new FindingFilter(Status: FindingStatus.Open)));
        Assert.False(open.Exact);
        Assert.InRange(open.Value, 1, known.All.Count(k => k.Shown == FindingStatus.Open));
        Assert.Equal(new FindingCount(known.All.Count(k => k.Counts), true), file.Read(t => t.CountFindings(new FindingFilter())));
    }

    public void Dispose() => folder.Dispose();
}
