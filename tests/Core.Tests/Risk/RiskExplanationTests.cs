using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Risk;

public sealed class RiskExplanationTests
{
    private static readonly Instant Scan = Instant.FromUtc(2026, 10, 18, 2, 0), Kev = Instant.FromUtc(2026, 10, 19, 0, 0), Epss = Instant.FromUtc(2026, 10, 10, 0, 0), Ssvc = Instant.FromUtc(2026, 10, 1, 0, 0);

    private static readonly FactSources Sources = new("Nessus", Scan, new FeedDate(Kev, false), new FeedDate(Epss, true), new FeedDate(Ssvc, false));

    private static RiskExplanation Why(RiskFacts told, IntelFacts intel) => RiskExplanation.Of(told, intel, RiskRules.Standard, Sources);

    [Fact]
    public void Each_fact_has_its_own_source_and_its_own_date()
    {
        var told = new RiskFacts(Severity.High, FindingScores.None with { Cvss3 = 98, Vpr = 74 }, FindingFlags.Malware, 4, Exposure.Internet);
        RiskExplanation why = Why(told, new IntelFacts(FindingFlags.KnownExploited | FindingFlags.PublicExploit, 910_000, null, null, null));
        Assert.Equal(("CISA KEV", Kev, false), Of("known-exploited"));
        Assert.Equal(("CISA SSVC", Ssvc, false), Of("public-exploit"));
        Assert.Equal(("EPSS", Epss, true), Of("epss-5"));
        Assert.Equal(("Nessus", Scan, false), Of("malware"));
        Assert.Equal(("Tenable VPR, by Nessus", Scan, false), Of("vpr-4"));
        Assert.Equal("7.4, high", Assert.Single(why.Factors, f => f.Name == "vpr-4").Value);

        (string, Instant?, bool) Of(string name) => Assert.Single(why.Factors, f => f.Name == name) is var f ? (f.Source, f.AsOf, f.Stale) : default;
    }

    [Fact]
    public void Where_feed_and_scanner_differ_both_are_told_and_the_feeds_counts()
    {
        var told = new RiskFacts(Severity.High, FindingScores.None with { Epss = 20_000 }, FindingFlags.None, null, null);
        RiskExplanation why = Why(told, IntelFacts.None with { Epss = 600_000 });
        Assert.Equal(5, why.Score.Likelihood);
        RiskFactor scanner = Assert.Single(why.Factors, f => f.Name == "epss-scanner");
        Assert.Equal(("0.02", "Nessus", Scan, false), (scanner.Value, scanner.Source, scanner.AsOf, scanner.Counts));
        Assert.DoesNotContain(Why(told, IntelFacts.None with { Epss = 20_000 }).Factors, f => f.Name == "epss-scanner");
        Assert.Equal("EPSS, by Nessus", Assert.Single(Why(told, IntelFacts.None).Factors, f => f.Name == "epss-3").Source);
    }

    [Fact]
    public void A_forecast_below_every_threshold_is_told_too()
    {
        RiskFactor epss = Assert.Single(Why(new RiskFacts(Severity.Low, FindingScores.None, FindingFlags.None, null, null), IntelFacts.None with { Epss = 430 }).Factors, f => f.Name == "epss");
        Assert.Equal(("0.00043", Epss, true), (epss.Value, epss.AsOf, epss.Stale));
    }

    [Fact]
    public void Isolation_lowers_it_and_the_floor_says_when_it_holds()
    {
        RiskExplanation plain = Why(new RiskFacts(Severity.High, FindingScores.None, FindingFlags.None, 3, Exposure.Isolated), IntelFacts.None);
        Assert.Equal(2, plain.Score.Likelihood);
        Assert.Equal("likelihood -1, at least 1", Assert.Single(plain.Factors, f => f.Name == "exposure").Effect);
        RiskFacts kev = new(Severity.High, FindingScores.None, FindingFlags.KnownExploited | FindingFlags.Potential, 3, Exposure.Isolated);
        Assert.Contains(Why(kev, IntelFacts.None).Factors, f => f.Name == "known-exploited-floor" && f.Effect == "likelihood 4");
        Assert.DoesNotContain(Why(kev with { Exposure = null }, IntelFacts.None).Factors, f => f.Name == "known-exploited-floor");
    }
}
