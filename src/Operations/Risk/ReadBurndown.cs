using Cockpit.Core.Errors;
using Cockpit.Operations.Findings;
using Cockpit.Store.Findings;
using NodaTime;

namespace Cockpit.Operations.Risk;

/// <summary>What counted as risk at the end of a day in UTC; of today, until now.</summary>
/// <param name="Points">By what the rules in force say that each level is worth.</param>
/// <param name="Change">By how many the open findings grew (or shrank) that day; null on the first.</param>
/// <param name="KnownExploited">Findings that are known to be exploited; null for some hosts or one tool, where it is not kept.</param>
/// <param name="Moved">What moved scores that day beside imports: "intelligence", "rules"; empty on other days.</param>
public sealed record BurndownPoint(
    LocalDate Day, long Points, long Open, long VeryHigh, long High, long Moderate, long Low, long VeryLow, long? Change, long? KnownExploited, IReadOnlyList<string> Moved);

/// <param name="Days">Every day since the first import, the oldest first; empty before there was any.</param>
public sealed record Burndown(IReadOnlyList<BurndownPoint> Days);

/// <summary>Tells how the risk grew and shrank, day by day.</summary>
public static class ReadBurndown
{
    /// <param name="days">Only so many of the newest days; null is all.</param>
    /// <exception cref="CockpitException">USAGE where no host has the environment.</exception>
    public static Burndown Run(Session session, RiskWish wish, int? days = null) => session.Read(t =>
    {
        List<BurndownDay> all = t.BurndownOf(session.Now, ChosenHosts.Of(t, session, wish.Scope, wish.Environment), wish.Source);
        ILookup<LocalDate, string> moved = t.ScoreMoves().ToLookup(m => m.At.InUtc().Date, m => m.What);
        int first = days is { } most ? Math.Max(0, all.Count - most) : 0;
        return new Burndown([.. all.Select((d, i) => new BurndownPoint(
            d.Day, d.Points, d.Open, d.Levels[4], d.Levels[3], d.Levels[2], d.Levels[1], d.Levels[0], i == 0 ? null : d.Open - all[i - 1].Open, d.KnownExploited,
            [.. moved[d.Day].Distinct().Order(StringComparer.Ordinal)])).Skip(first)]);
    });
}
