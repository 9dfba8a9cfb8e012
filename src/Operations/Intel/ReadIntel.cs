using Cockpit.Core.Intel;
using Cockpit.Operations.Risk;
using Cockpit.Store;
using Cockpit.Store.Intel;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Operations.Intel;

/// <summary>How a feed stands. What is null was never imported.</summary>
/// <param name="AsOf">From when it is, by itself.</param>
/// <param name="LimitDays">Older than this it is stale.</param>
/// <param name="Stale">It still counts, and is marked wherever it does. What was never imported is not stale: it is missing.</param>
public sealed record FeedStanding(
    string Feed, IntelKind Kind, Instant? AsOf, long? AgeSeconds, int LimitDays, bool Stale, Instant? ImportedAt, long? Entries, string? FileName, string? Sha256, string? Detail);

/// <param name="Scoring">Whether the stored scores are those that rules and feeds make now.</param>
public sealed record IntelStatus(IReadOnlyList<FeedStanding> Feeds, RescoreResult Scoring);

/// <summary>Says of each feed from when it is.</summary>
public static class ReadIntel
{
    public static IntelStatus Run(Session session) => session.Read(t => Of(t, session.Now));

    internal static IntelStatus Of(ReadTransaction t, Instant now)
    {
        List<IntelFeed> feeds = t.Feeds();
        FeedLimits limits = t.RulesInForce().Rules.Feeds;
        IEnumerable<FeedStanding> missing = Enum.GetValues<IntelKind>().Where(k => feeds.TrueForAll(f => f.Kind != k))
            .Select(k => new FeedStanding(IntelKinds.Word(k), k, null, null, limits.DaysOf(k), false, null, null, null, null, null));
        return new IntelStatus([.. feeds.Select(f => new FeedStanding(
            f.Name, f.Kind, f.AsOf, (long)(now - f.AsOf).TotalSeconds, limits.DaysOf(f.Kind), limits.IsStale(f.Kind, f.AsOf, now), f.ImportedAt, f.Entries, f.FileName, f.FileHash, f.Detail))
            .Concat(missing).OrderBy(f => f.Kind).ThenBy(f => f.Feed, StringComparer.Ordinal)], Rescore.Progress(t));
    }
}
