using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Risk;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Risk;

public sealed class RiskScoreTests
{
    private static readonly RiskRules Rules = RiskRules.Standard;

    private static readonly Gen<RiskFacts> AnyFacts =
        from severity in Gen.Enum<Severity>()
        from cvss in Gen.Short[-1, 100]
        from vpr in Gen.Short[-1, 100]
        from epss in Gen.Int[-1, 1_000_000]
        from qds in Gen.Short[-1, 100]
        from flags in Gen.Int[0, 63]
        from criticality in Gen.Int[0, 5]
        from exposure in Gen.Int[-1, 2]
        select new RiskFacts(severity, FindingScores.None with { Cvss3 = cvss, Vpr = vpr, Epss = epss, Qds = qds }, (FindingFlags)flags, criticality == 0 ? null : criticality, exposure < 0 ? null : (Exposure)exposure);

    [Fact]
    public void The_matrix_is_table_I_2_of_NIST_SP_800_30()
    {
        string[] veryHighToVeryLow = ["VL L M H VH", "VL L M H VH", "VL L M M H", "VL L L L M", "VL VL VL L L"];
        for (int likelihood = 5; likelihood >= 1; likelihood--)
        {
            string row = string.Join(' ', Enumerable.Range(1, 5).Select(impact => string.Concat(RiskMatrix.Word(RiskMatrix.Level(likelihood, impact)).Split(' ').Select(w => char.ToUpperInvariant(w[0])))));
            Assert.Equal(veryHighToVeryLow[5 - likelihood], row);
        }
    }

    [Fact]
    public void No_cell_is_lower_than_one_with_less_likelihood_or_less_impact()
    {
        for (int likelihood = 1; likelihood <= 5; likelihood++)
        {
            for (int impact = 1; impact <= 5; impact++)
            {
                if (likelihood < 5) Assert.True(RiskMatrix.Level(likelihood + 1, impact) >= RiskMatrix.Level(likelihood, impact));
                if (impact < 5) Assert.True(RiskMatrix.Level(likelihood, impact + 1) >= RiskMatrix.Level(likelihood, impact));
            }
        }
    }

    [Theory]
    [InlineData(0, 1), InlineData(6, 1), InlineData(1, 0), InlineData(1, 6)]
    public void A_cell_outside_the_matrix_is_an_error(int likelihood, int impact) => Assert.Throws<ArgumentOutOfRangeException>(() => RiskMatrix.Level(likelihood, impact));

    [Fact]
    public void Points_are_10_5_2_1_0() => Assert.Equal([0, 1, 2, 5, 10], Enum.GetValues<RiskLevel>().Select(RiskRules.Standard.Points.Of));

    [Theory]
    [InlineData(FindingFlags.KnownExploited, 5)]
    [InlineData(FindingFlags.Malware, 5)]
    [InlineData(FindingFlags.PublicExploit, 4)]
    [InlineData(FindingFlags.OpenToNetwork, 3)]
    [InlineData(FindingFlags.None, 1)]
    public void Flags_lift_the_likelihood(FindingFlags flags, int likelihood) =>
        Assert.Equal(likelihood, RiskScore.Of(new RiskFacts(Severity.Info, FindingScores.None, flags, null, null), Rules).Likelihood);

    [Theory]
    [InlineData(500_000, 5), InlineData(499_999, 4), InlineData(100_000, 4), InlineData(99_999, 3), InlineData(10_000, 3), InlineData(9_999, 2), InlineData(1_000, 2), InlineData(999, 1)]
    public void Epss_lifts_it_at_its_thresholds(int epss, int likelihood) =>
        Assert.Equal(likelihood, RiskScore.Of(new RiskFacts(Severity.Info, FindingScores.None with { Epss = epss }, FindingFlags.None, null, null), Rules).Likelihood);

    [Theory]
    [InlineData(Severity.Critical, 3), InlineData(Severity.High, 3), InlineData(Severity.Medium, 2), InlineData(Severity.Low, 2), InlineData(Severity.Info, 1)]
    public void Without_threat_data_the_severity_stands_in(Severity severity, int likelihood) =>
        Assert.Equal(likelihood, RiskScore.Of(new RiskFacts(severity, FindingScores.None, FindingFlags.None, null, null), Rules).Likelihood);

    [Fact]
    public void Known_exploitation_stays_at_4_even_when_the_scanner_is_not_sure()
    {
        var facts = new RiskFacts(Severity.High, FindingScores.None, FindingFlags.KnownExploited | FindingFlags.Potential, 5, Exposure.Internal);
        Assert.Equal(4, RiskScore.Of(facts, Rules).Likelihood);
    }

    [Theory]
    [InlineData(98, null, 4), InlineData(98, 5, 5), InlineData(98, 4, 5), InlineData(98, 1, 3), InlineData(70, 3, 4), InlineData(69, 3, 3), InlineData(39, 1, 2), InlineData(0, 1, 1)]
    public void Impact_is_half_the_technical_band_and_half_the_criticality_rounded_up(int cvss, int? criticality, int impact) =>
        Assert.Equal(impact, RiskScore.Of(new RiskFacts(Severity.High, FindingScores.None with { Cvss3 = (short)cvss }, FindingFlags.None, criticality, null), Rules).Impact);

    [Fact]
    public void What_only_informs_has_impact_1_on_the_most_critical_host() =>
        Assert.Equal(1, RiskScore.Of(new RiskFacts(Severity.Info, FindingScores.None with { Cvss3 = 98 }, FindingFlags.None, 5, Exposure.Internet), Rules).Impact);

    [Fact]
    public void The_newest_version_of_CVSS_counts()
    {
        FindingScores scores = FindingScores.None with { Cvss2 = 100, Cvss3 = 50 };
        Assert.Equal((50, 3), (scores.Cvss, scores.CvssVersion));
    }

    [Fact]
    public void Worse_facts_never_make_a_lower_cell() => AnyFacts.Sample(facts =>
    {
        RiskScore before = RiskScore.Of(facts, Rules);
        foreach (RiskFacts worse in Worse(facts))
        {
            RiskScore after = RiskScore.Of(worse, Rules);
            Assert.True(after.Likelihood >= before.Likelihood && after.Impact >= before.Impact, $"{facts} is {before}, {worse} is {after}");
        }
    });

    [Fact]
    public void Explain_states_the_cell_that_the_score_has_and_marks_what_counts() => AnyFacts.Sample(facts =>
    {
        RiskExplanation why = RiskExplanation.Of(facts, Rules, "Nessus", null);
        Assert.Equal(RiskScore.Of(facts, Rules), why.Score);
        Assert.Contains($"likelihood {why.Score.Likelihood}, impact {why.Score.Impact}", why.Verdict, StringComparison.Ordinal);
        Assert.Contains(why.Factors, f => f.Counts && f.Effect.StartsWith("likelihood", StringComparison.Ordinal));
        Assert.All(why.Factors, f => Assert.NotEmpty(f.Source));
    });

    [Fact]
    public void Explain_says_what_is_not_known()
    {
        RiskExplanation why = RiskExplanation.Of(new RiskFacts(Severity.High, FindingScores.None, FindingFlags.None, null, null), Rules, "Nessus", Instant.FromUtc(2026, 10, 19, 0, 0));
        Assert.Contains(why.Factors, f => f.Name == "no-threat-data");
        Assert.Contains(why.Factors, f => f.Name == "criticality" && f.Value == "not set, counts as 3");
        Assert.Contains(why.Factors, f => f.Name == "exposure" && f.Value == "not set");
        Assert.Contains(why.Factors, f => f.Name == "severe-without-threat-data" && f.AsOf == Instant.FromUtc(2026, 10, 19, 0, 0));
    }

    [Fact]
    public void One_score_is_told_once_however_many_thresholds_it_reaches()
    {
        RiskExplanation why = RiskExplanation.Of(new RiskFacts(Severity.Critical, FindingScores.None with { Epss = 910_000 }, FindingFlags.None, 4, null), Rules, "Nessus", null);
        RiskFactor epss = Assert.Single(why.Factors, f => f.Name.StartsWith("epss", StringComparison.Ordinal));
        Assert.Equal(("epss-5", "0.91", "likelihood 5"), (epss.Name, epss.Value, epss.Effect));
    }

    [Fact]
    public void A_worse_cell_always_ranks_higher_and_a_cells_ranks_are_one_range()
    {
        FindingScores best = FindingScores.None, worst = FindingScores.None with { Cvss3 = 100, Epss = 1_000_000 };
        const FindingFlags all = FindingFlags.KnownExploited | FindingFlags.Ransomware;
        for (int likelihood = 1; likelihood <= 5; likelihood++)
        {
            for (int impact = 1; impact <= 5; impact++)
            {
                var score = new RiskScore(likelihood, impact);
                (long from, long until) = RiskRank.RangeOf(likelihood, impact);
                Assert.InRange(RiskRank.Of(score, Severity.Info, best, FindingFlags.None), from, until - 1);
                Assert.InRange(RiskRank.Of(score, Severity.Critical, worst, all), from, until - 1);
                Assert.All(AllScores(), other => Assert.True(other.Level <= score.Level || RiskRank.Of(other, Severity.Info, best, FindingFlags.None) > RiskRank.Of(score, Severity.Critical, worst, all)));
            }
        }
    }

    [Fact]
    public void A_severitys_ranges_hold_its_ranks_and_no_others_the_worst_first()
    {
        FindingFlags[] exploitation = [FindingFlags.None, FindingFlags.Ransomware, FindingFlags.KnownExploited, FindingFlags.KnownExploited | FindingFlags.Ransomware];
        foreach (RiskScore cell in AllScores())
        {
            foreach (Severity severity in Enum.GetValues<Severity>())
            {
                List<(long From, long Until)> ranges = [.. RiskRank.RangesOf(cell, severity)];
                Assert.Equal(ranges.OrderByDescending(r => r.From), ranges);
                foreach (Severity other in Enum.GetValues<Severity>())
                {
                    foreach (FindingFlags flags in exploitation)
                    {
                        long rank = RiskRank.Of(cell, other, FindingScores.None with { Epss = 990_000, Cvss3 = 98 }, flags);
                        Assert.Equal(other == severity, ranges.Any(r => rank >= r.From && rank < r.Until));
                        Assert.Equal(((long)other, cell), (rank >> RiskRank.SeverityBit & 7, RiskRank.ScoreOf(rank)));
                    }
                }
            }
        }
    }

    private static IEnumerable<RiskScore> AllScores() => from l in Enumerable.Range(1, 5) from i in Enumerable.Range(1, 5) select new RiskScore(l, i);

    /// <summary>Each fact made worse by itself. A first piece of threat data may lower a guess that rested on severity alone, so it is not among them.</summary>
    private static IEnumerable<RiskFacts> Worse(RiskFacts f)
    {
        if (f.Severity < Severity.Critical) yield return f with { Severity = f.Severity + 1 };
        if (f.Scores.Cvss3 is >= 0 and < 100) yield return f with { Scores = f.Scores with { Cvss3 = (short)(f.Scores.Cvss3 + 1) } };
        if (f.Scores.Epss is >= 0 and < 1_000_000) yield return f with { Scores = f.Scores with { Epss = Math.Min(1_000_000, f.Scores.Epss * 2 + 1) } };
        if (f.Scores.Vpr is >= 0 and < 100) yield return f with { Scores = f.Scores with { Vpr = (short)(f.Scores.Vpr + 1) } };
        if (f.Scores.Qds is >= 0 and < 100) yield return f with { Scores = f.Scores with { Qds = (short)(f.Scores.Qds + 1) } };
        yield return f with { Flags = f.Flags | FindingFlags.KnownExploited };
        yield return f with { Flags = f.Flags | FindingFlags.PublicExploit };
        yield return f with { Flags = f.Flags & ~FindingFlags.Potential };
        if (f.Criticality is { } c and < 5) yield return f with { Criticality = c + 1 };
        if (f.Exposure is { } e and < Exposure.Internet) yield return f with { Exposure = e + 1 };
    }
}
