using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Risk;

public sealed class DueDateTests
{
    private static readonly Instant Seen = Instant.FromUtc(2026, 10, 1, 12, 0);
    private static readonly DueRules Rules = DueRules.Standard;
    private static readonly DueRules WithDirective = Rules with { Bod2604 = Rules.Bod2604 with { On = true } };

    private static DueFacts Facts(RiskLevel level = RiskLevel.High, bool? kev = false, IntelFacts? intel = null, Exposure? exposure = Exposure.Internal) => new(level, Seen, kev, intel ?? IntelFacts.None, exposure);

    private static IntelFacts Told(bool? automatable, bool? total) => IntelFacts.None with { Automatable = automatable, TotalImpact = total };

    [Theory]
    [InlineData(RiskLevel.VeryHigh, 7), InlineData(RiskLevel.High, 30), InlineData(RiskLevel.Moderate, 90), InlineData(RiskLevel.Low, 180)]
    public void The_SLA_runs_from_the_first_sight(RiskLevel level, int days) =>
        Assert.Equal(new DueDate(Seen + Duration.FromDays(days), DueBy.Sla), DueDates.Of(Facts(level), Rules));

    [Fact]
    public void Very_low_risk_is_due_never() => Assert.Equal(DueDate.None, DueDates.Of(Facts(RiskLevel.VeryLow), Rules));

    [Fact]
    public void A_date_of_the_catalogue_lasts_until_the_end_of_its_day_and_counts_where_it_is_earlier()
    {
        IntelFacts kev = IntelFacts.None with { Flags = FindingFlags.KnownExploited, KevDueOn = new LocalDate(2026, 10, 19) };
        Assert.Equal(new DueDate(Instant.FromUtc(2026, 10, 19, 23, 59, 59), DueBy.KnownExploited), DueDates.Of(Facts(kev: true, intel: kev), Rules));
        Assert.Equal(DueBy.Sla, DueDates.Of(Facts(RiskLevel.VeryHigh, true, kev), Rules).By);
        Assert.Equal(DueBy.Sla, DueDates.Of(Facts(kev: true, intel: kev), Rules with { KnownExploitedDate = false }).By);
        Assert.Equal([DueBy.KnownExploited, DueBy.Sla], DueDates.Candidates(Facts(kev: true, intel: kev), Rules).Select(c => c.By));
    }

    /// <summary>The directive's table, row by row: known exploited, exposed, automatable, total or partial impact.</summary>
    [Theory]
    [InlineData("YYYt", 3, true), InlineData("YYYp", 3, false), InlineData("YYNt", 3, true), InlineData("YYNp", 14, false)]
    [InlineData("YNYt", 3, true), InlineData("YNYp", 14, false), InlineData("YNNt", 14, false), InlineData("YNNp", 14, false)]
    [InlineData("NYYt", 3, false), InlineData("NYYp", 14, false), InlineData("NYNt", 14, false), InlineData("NYNp", 60, false)]
    [InlineData("NNYt", 60, false), InlineData("NNYp", 60, false), InlineData("NNNt", 0, false), InlineData("NNNp", 0, false)]
    public void The_directive_has_16_rows(string row, int days, bool forensics)
    {
        DueFacts facts = Facts(RiskLevel.VeryLow, row[0] == 'Y', Told(row[2] == 'Y', row[3] == 't'), row[1] == 'Y' ? Exposure.Internet : Exposure.Internal);
        Assert.Equal(days == 0 ? DueDate.None : new DueDate(Seen + Duration.FromDays(days), DueBy.Bod2604), DueDates.Of(facts, WithDirective));
        DueCandidate bod = Assert.Single(DueDates.Candidates(facts, WithDirective), c => c.By == DueBy.Bod2604);
        Assert.Equal(forensics, bod.Text.Contains("look for a compromise first", StringComparison.Ordinal));
        Assert.EndsWith(days == 0 ? "with the next upgrade" : $"{days} days", bod.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_directive_is_off_unless_it_is_turned_on()
    {
        DueFacts facts = Facts(RiskLevel.VeryLow, true, Told(true, true), Exposure.Internet);
        Assert.Equal(DueDate.None, DueDates.Of(facts, Rules));
        Assert.DoesNotContain(DueDates.Candidates(facts, Rules), c => c.By == DueBy.Bod2604);
    }

    [Theory]
    [InlineData(null, true, true, true, "no catalogue of known exploitation is in")]
    [InlineData(true, null, false, false, null)]
    [InlineData(true, true, null, false, "nobody says whether it can be automated")]
    [InlineData(false, true, true, null, "nobody says how much it gives")]
    [InlineData(false, null, false, true, "the host's exposure is not set")]
    public void What_is_not_known_stays_unknown_and_is_said_unless_every_answer_leads_to_the_same_days(bool? kev, bool? exposed, bool? automatable, bool? total, string? missing)
    {
        Exposure? exposure = exposed is { } e ? e ? Exposure.Internet : Exposure.Internal : null;
        DueFacts facts = Facts(RiskLevel.VeryLow, kev, Told(automatable, total), exposure);
        DueCandidate bod = Assert.Single(DueDates.Candidates(facts, WithDirective), c => c.By == DueBy.Bod2604);
        // Without a catalogue, exposed, automatable and total: three days either way.
        if (missing is null || kev is null) Assert.Equal(kev is null ? 3 : 14, (bod.At!.Value - Seen).Days);
        else Assert.Equal((null, $"unknown: {missing}"), (bod.At, bod.Text));
    }

    [Fact]
    public void Nothing_known_is_unknown()
    {
        DueCandidate bod = Assert.Single(DueDates.Candidates(Facts(RiskLevel.VeryLow, null, IntelFacts.None, null), WithDirective), c => c.By == DueBy.Bod2604);
        Assert.Null(bod.At);
        Assert.StartsWith("unknown: no catalogue", bod.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_catalogue_added_later_is_due_from_then()
    {
        IntelFacts kev = Told(true, true) with { Flags = FindingFlags.KnownExploited, KevAddedOn = new LocalDate(2026, 10, 10) };
        Assert.Equal(Instant.FromUtc(2026, 10, 13, 0, 0), DueDates.Of(Facts(RiskLevel.VeryLow, true, kev, Exposure.Internet), WithDirective).At);
    }

    [Fact]
    public void A_demilitarized_zone_counts_as_exposed() =>
        Assert.Equal(Seen + Duration.FromDays(3), DueDates.Of(Facts(RiskLevel.VeryLow, true, Told(true, true), Exposure.Dmz), WithDirective).At);

    [Fact]
    public void The_date_is_the_earliest_candidate() => Gen.Select(Gen.Enum<RiskLevel>(), Gen.Bool, Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[-60, 60], Gen.Enum<Exposure>()).Sample((level, kev, auto, total, day, exposure) =>
    {
        IntelFacts intel = Told(auto == 2 ? null : auto == 1, total == 2 ? null : total == 1) with { KevDueOn = kev ? new LocalDate(2026, 10, 19).PlusDays(day) : null };
        DueFacts facts = Facts(level, kev, intel, exposure);
        IReadOnlyList<DueCandidate> all = DueDates.Candidates(facts, WithDirective);
        DueDate due = DueDates.Of(facts, WithDirective);
        Assert.Equal(all.Min(c => c.At), due.At);
        Assert.True(due.At is null ? due.By == DueBy.Nothing : all.Any(c => c.By == due.By && c.At == due.At));
    });

    [Theory]
    [InlineData(FindingStatus.Open, -1, SlaStatus.Breached), InlineData(FindingStatus.Open, 7, SlaStatus.DueSoon), InlineData(FindingStatus.Open, 8, SlaStatus.OnTime)]
    [InlineData(FindingStatus.NotSeen, -1, SlaStatus.Breached), InlineData(FindingStatus.Accepted, -1, SlaStatus.Accepted), InlineData(FindingStatus.Disputed, -1, SlaStatus.Breached)]
    public void Where_it_stands_against_the_date(FindingStatus status, int days, SlaStatus expected) =>
        Assert.Equal(expected, SlaStatuses.Of(new DueDate(Seen + Duration.FromDays(days), DueBy.Sla), status, null, Rules, Seen));

    [Fact]
    public void What_is_closed_met_or_missed_it()
    {
        var due = new DueDate(Seen, DueBy.Sla);
        Assert.Equal(SlaStatus.Met, SlaStatuses.Of(due, FindingStatus.Closed, Seen, Rules, Seen + Duration.FromDays(90)));
        Assert.Equal(SlaStatus.Missed, SlaStatuses.Of(due, FindingStatus.Closed, Seen + Duration.FromSeconds(1), Rules, Seen + Duration.FromDays(90)));
        Assert.Equal(SlaStatus.None, SlaStatuses.Of(DueDate.None, FindingStatus.Open, null, Rules, Seen));
    }
}
