using Cockpit.Core.Findings;

namespace Cockpit.Store.Findings;

/// <summary>Counts what a filter selects: from the kept figures where they hold the answer, else row by row up to a limit.</summary>
public static class FindingCounts
{
    /// <summary>Counted one by one no further than this; nobody reads so long a list.</summary>
    public const int Most = 20_000;

    /// <summary>How many findings the filter selects, whatever its page.</summary>
    public static FindingCount CountFindings(this ReadTransaction t, FindingFilter filter)
    {
        FindingSet set = FindingSet.Of(t, filter);
        if (set.IsEmpty) return new FindingCount(0, true);
        if (set.CountsAll && FromFigures(t, set) is { } exact) return new FindingCount(exact, true);
        (List<FindingKey> found, bool all) = new FindingSample(t, set).Take(Most);
        return new FindingCount(found.Count, all);
    }

    /// <summary>Findings of these tests that count as risk.</summary>
    internal static long OfPlugins(ReadTransaction t, long[] plugins) => t.Connection.Scalar<long>(
        "SELECT coalesce(sum(g.open_count), 0) FROM json_each($plugins) k CROSS JOIN plugin_figure g ON g.plugin_id = k.value", ("$plugins", $"[{string.Join(',', plugins)}]"));

    private static long? FromFigures(ReadTransaction t, FindingSet set)
    {
        if (set.Plugins is { } plugins)
        {
            if (set.Machines is not null || set.Filter.Cell is not null || set.Filter.KnownExploited) return null;
            return OfPlugins(t, plugins);
        }
        if (set.Machines is not null || set.Filter.Source is not null || set.Filter.KnownExploited) return set.Ranges.Sum(r => r.AtMost);
        return RiskCells.All(t).Where(c => set.Filter.Cell is not { } only || only == c.Key).Sum(c => c.Value.Open);
    }
}

/// <summary>Takes findings of a set in no order, along the shortest way, up to a limit.</summary>
internal sealed class FindingSample(ReadTransaction t, FindingSet set)
{
    /// <summary>So many rows are looked at, whether they match or not, where an index says all that is asked of them.</summary>
    private const int Examined = FindingCounts.Most + 1;

    /// <summary>Fewer where each row has to be looked up, and fewer still where other tables are asked about it.</summary>
    private const int ExaminedRows = 8_000, ExaminedWithOthers = 4_000;

    private readonly FindingRows rows = new(t, set);

    /// <summary>All says that there are no others.</summary>
    public (List<FindingKey> Found, bool All) Take(int most)
    {
        var found = new List<FindingKey>();
        rows.Effort = Effort;
        foreach (RankRange range in set.Ranges)
        {
            var at = new RankSegment(range, null);
            SetKey? by = set.Plugins is not null ? SetKey.Plugin : range.Machines is not null ? SetKey.Machine : null;
            long[] keys = by is null ? [] : set.Plugins ?? range.Machines!;
            if (by == SetKey.Plugin && range.Machines is { } few && few.Length < keys.Length) (by, keys) = (SetKey.Machine, few);
            IEnumerable<FindingKey> all = by is { } key ? set.Statuses.SelectMany(s => keys.TakeWhile(_ => !rows.Ended).SelectMany(k => rows.Of(key, k, s, at)))
                : set.IsDueAsked ? rows.Due(at)
                : set.Filter.Fixable == true ? rows.Fixed(at)
                : rows.Walk(at, null);
            found.AddRange(all.Take(most + 1 - found.Count));
            if (found.Count > most) return ([.. found.Take(most)], false);
            if (rows.Ended) return (found, false);
        }
        return (found, true);
    }

    private int Effort => set.Filter is { Fixable: not null } or { Status: FindingStatus.Open or FindingStatus.Stale } ? ExaminedWithOthers
        : set.AskedOfRows == 0 && (set.Plugins is null || set.Machines is null) || set is { AskedOfRows: 1, Plugins: null, Machines: null, IsDueAsked: true } ? Examined
        : ExaminedRows;
}
