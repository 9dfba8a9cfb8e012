using Cockpit.Core.Findings;
using Cockpit.Core.Risk;

namespace Cockpit.Store.Findings;

/// <summary>Where a finding stands in every list.</summary>
internal readonly record struct FindingKey(long Rank, long Id, long Machine) : IComparable<FindingKey>
{
    /// <summary>The worst first; of equals the older id.</summary>
    public int CompareTo(FindingKey other) => Rank != other.Rank ? other.Rank.CompareTo(Rank) : Id.CompareTo(other.Id);
}

/// <summary>A piece of a list's order: ranks from the first up to, and without, the second; or the findings of one rank after an id.</summary>
internal readonly record struct RankSegment(RankRange Range, long? AfterId)
{
    /// <summary>What of the ranges lies behind the last finding of the page before.</summary>
    public static IEnumerable<RankSegment> After(IReadOnlyList<RankRange> ranges, FindingSummary? after)
    {
        foreach (RankRange range in ranges)
        {
            if (after is null || range.Until <= after.Rank) yield return new RankSegment(range, null);
            else if (range.From <= after.Rank)
            {
                yield return new RankSegment(range with { From = after.Rank, Until = after.Rank + 1 }, after.Id.Value);
                if (range.From < after.Rank) yield return new RankSegment(range with { Until = after.Rank }, null);
            }
        }
    }
}

/// <summary>
/// Reads the rows of a set along one index. Every statement that lists findings is made here: from fixed words, with all values bound.
/// </summary>
/// <param name="machines">Each finding's machine is wanted with it; else it is there only where the set restricts machines.</param>
internal sealed class FindingRows(ReadTransaction t, FindingSet set, bool machines = false)
{
    /// <summary>When set, no more rows than this are looked at, whether they match or not; then <see cref="Ended"/>.</summary>
    public int? Effort { get; set; }

    /// <summary>Rows were left because <see cref="Effort"/> was spent.</summary>
    public bool Ended { get; private set; }

    private const string InOrder = " ORDER BY f.rank DESC, f.id";

    /// <summary>Along the order of everything (or of a status, the disputed), those of the set.</summary>
    /// <param name="examine">So many rows at most are looked at, whether they match or not.</param>
    public IEnumerable<FindingKey> Walk(RankSegment at, int? examine) => set.Filter.Severity is { } severity ? WalkSeverity(at, severity, examine) : WalkAll(at, examine);

    /// <summary>One severity's findings stand in many pieces, which share what may be looked at.</summary>
    private IEnumerable<FindingKey> WalkSeverity(RankSegment at, Severity severity, int? examine)
    {
        (int? effort, bool ended) = (Effort, Ended);
        if (examine is not null) Effort = examine;
        try
        {
            foreach (RankSegment piece in OfSeverity(at, severity).TakeWhile(_ => !Ended))
            {
                foreach (FindingKey key in WalkAll(piece, null)) yield return key;
            }
        }
        finally
        {
            if (examine is not null) (Effort, Ended) = (effort, ended);
        }
    }

    private IEnumerable<FindingKey> WalkAll(RankSegment at, int? examine)
    {
        List<(string, long?)> where = [.. WalkConditions(at)];
        string index = WalkIndex;
        bool plugin = set.PluginSet is not null, machine = machines || set.MachineSet is not null;
        HashSet<long>? among = set.MachineSet is not null && at.Range.Machines is { } only && only.Length < set.Machines!.Length ? [.. only] : set.MachineSet;
        if (set.Asked.Count == 0 || examine is null)
        {
            return Limited(Read($"finding f INDEXED BY {index}", where, InOrder, machine, plugin), examine).Where(r => IsIn(r, among)).Select(r => r.Key);
        }
        // The limit is set inside, so that rows that do not match are counted as well.
        string inner = $"SELECT f.rank, f.id, f.asset_id, f.plugin_id, f.source, f.status, f.disputed, f.due_at_us FROM finding f INDEXED BY {index} WHERE {Text(where)}{InOrder} LIMIT {examine}";
        where.AddRange(set.Asked);
        return Rows($"SELECT {Columns(machine, plugin)}, 1 FROM ({inner}) f WHERE {Text(set.Asked)}", where, machine, plugin).Where(r => IsIn(r, among)).Select(r => r.Key);
    }

    /// <summary>Those of one test or one machine, in order.</summary>
    public IEnumerable<FindingKey> Of(SetKey by, long key, int status, RankSegment at)
    {
        bool plugin = set.PluginSet is not null && by.Index != SetKey.Plugin.Index, machine = machines || set.MachineSet is not null && by.Index != SetKey.Machine.Index;
        List<(string, long?)> where = [.. KeyConditions(by, status, at)];
        where[0] = (where[0].Item1, key);
        return Read($"finding f INDEXED BY {by.Index}", where, InOrder, machine, plugin).Where(r => IsIn(r, set.MachineSet)).Select(r => r.Key);
    }

    /// <summary>The worst finding of each key, before anything else is asked of it.</summary>
    public List<(long Key, int Status, FindingKey Worst)> Best(SetKey by, IReadOnlyList<long> keys, int status, RankSegment at)
    {
        List<(string, long?)> where = [.. KeyConditions(by, status, at)];
        string conditions = Text(where[1..]);
        RawStatement rows = t.File.Prepared(
            $"SELECT k.value, b.rank, b.id FROM json_each(?) k CROSS JOIN finding b ON b.id = (SELECT f.id FROM finding f INDEXED BY {by.Index} WHERE {by.Column} = k.value AND {conditions}{InOrder} LIMIT 1)");
        rows.Bind(1, $"[{string.Join(',', keys)}]");
        Bind(rows, 2, where[1..]);
        var best = new List<(long, int, FindingKey)>();
        while (rows.Next()) best.Add((rows.Number(0), status, new FindingKey(rows.Number(1), rows.Number(2), 0)));
        return best;
    }

    /// <summary>Those that are due in the time that is asked for, in no order.</summary>
    public IEnumerable<FindingKey> Due(RankSegment at)
    {
        bool plugin = set.PluginSet is not null, machine = machines || set.MachineSet is not null;
        List<(string, long?)> where = [("f.status <= 2", null), ("f.due_at_us IS NOT NULL", null), .. DueConditions, .. Place(at)];
        if (!AnyStatus) where.Add(("f.status = ?", set.Statuses[0]));
        return Read("finding f INDEXED BY finding_by_due", where, "", machine, plugin).Where(r => IsIn(r, set.MachineSet)).Select(r => r.Key);
    }

    /// <summary>Those that a pending update fixes, in no order.</summary>
    public IEnumerable<FindingKey> Fixed(RankSegment at)
    {
        List<(string, long?)> where = [AnyStatus ? ("f.status <= 2", null) : ("f.status = ?", set.Statuses[0]), .. Place(at)];
        return Read("finding_alignment x CROSS JOIN finding f ON f.id = x.finding_id", [("x.state = 2", null), .. where], "", true, true)
            .Where(r => IsIn(r, set.MachineSet)).Select(r => r.Key);
    }

    /// <summary>Every status that counts as risk will do.</summary>
    private bool AnyStatus => set.Filter.Status is null or FindingStatus.Disputed;

    private string WalkIndex => set.Filter.Status switch
    {
        FindingStatus.NotSeen or FindingStatus.Accepted or FindingStatus.Closed => "finding_not_open",
        FindingStatus.Disputed => "finding_disputed",
        _ => "finding_by_rank",
    };

    private IEnumerable<(string, long?)> WalkConditions(RankSegment at)
    {
        // Written so that the partial indexes serve it: SQLite takes one only where a clause repeats its condition.
        if (WalkIndex == "finding_not_open")
        {
            yield return ("f.status > 0", null);
            yield return ("f.status = ?", set.Statuses[0]);
        }
        else
        {
            yield return ("f.status <= 2", null);
            if (set.Filter.Status == FindingStatus.Disputed) yield return ("f.disputed = 1", null);
            if (set.Filter.Status is FindingStatus.Open or FindingStatus.Stale) yield return ("f.status = 0", null);
        }
        foreach (var place in Place(at)) yield return place;
    }

    /// <summary>The pieces of an order that hold one severity alone: it stands in the rank.</summary>
    private static IEnumerable<RankSegment> OfSeverity(RankSegment at, Severity severity) => at.AfterId is not null ? [at]
        : from cell in RiskCells.WorstFirst
          from range in RiskRank.RangesOf(cell, severity)
          let piece = at.Range with { From = Math.Max(range.From, at.Range.From), Until = Math.Min(range.Until, at.Range.Until) }
          where piece.From < piece.Until
          select new RankSegment(piece, null);

    private static IEnumerable<(string, long?)> KeyConditions(SetKey by, int status, RankSegment at) => [($"{by.Column} = ?", null), ("f.status = ?", status), .. Place(at)];

    private static IEnumerable<(string, long?)> Place(RankSegment at)
    {
        if (at.AfterId is { } id)
        {
            yield return ("f.rank = ?", at.Range.From);
            yield return ("f.id > ?", id);
            yield break;
        }
        if (at.Range.From > 0) yield return ("f.rank >= ?", at.Range.From);
        if (at.Range.Until < long.MaxValue) yield return ("f.rank < ?", at.Range.Until);
    }

    private static string Columns(bool machine, bool plugin) => $"f.rank, f.id, {(machine ? "f.asset_id" : "0")}, {(plugin ? "f.plugin_id" : "0")}";

    private static string Text(IEnumerable<(string Clause, long? Value)> where) => string.Join(" AND ", where.Select(w => w.Clause));

    private bool IsIn((FindingKey Key, long Plugin) row, HashSet<long>? among) =>
        (row.Key.Machine == 0 || among is null || among.Contains(row.Key.Machine)) && (row.Plugin == 0 || set.PluginSet is null || set.PluginSet.Contains(row.Plugin));

    private static IEnumerable<T> Limited<T>(IEnumerable<T> rows, int? limit) => limit is { } most ? rows.Take(most) : rows;

    /// <summary>What is asked of each row is a condition, or where effort counts a column: then rows that do not match are seen as well.</summary>
    private IEnumerable<(FindingKey Key, long Plugin)> Read(string from, List<(string, long?)> where, string order, bool machine, bool plugin)
    {
        if (Effort is null || set.Asked.Count == 0)
        {
            where.AddRange(set.Asked);
            return Rows($"SELECT {Columns(machine, plugin)}, 1 FROM {from} WHERE {Text(where)}{order}", where, machine, plugin);
        }
        return Rows($"SELECT {Columns(machine, plugin)}, {Text(set.Asked)} FROM {from} WHERE {Text(where)}{order}", [.. set.Asked, .. where], machine, plugin);
    }

    private IEnumerable<(FindingKey Key, long Plugin)> Rows(string sql, List<(string, long?)> where, bool machine, bool plugin)
    {
        RawStatement rows = t.File.Prepared(sql);
        Bind(rows, 1, where);
        try
        {
            while (rows.Next())
            {
                if (Effort is { } left)
                {
                    if (Ended = left == 0) yield break;
                    Effort = left - 1;
                }
                if (rows.Number(4) != 0) yield return (new FindingKey(rows.Number(0), rows.Number(1), machine ? rows.Number(2) : 0), plugin ? rows.Number(3) : 0);
            }
        }
        finally
        {
            rows.Stop();
        }
    }

    /// <summary>Written once more for the index; they are asked of each row too.</summary>
    private IEnumerable<(string, long?)> DueConditions => set.Asked.Where(a => a.Clause.Contains("due_at_us", StringComparison.Ordinal)).Select(a => (a.Clause, a.Value));

    private static void Bind(RawStatement rows, int first, IEnumerable<(string Clause, long? Value)> where)
    {
        foreach ((_, long? value) in where)
        {
            if (value is { } bound) rows.Bind(first++, bound);
        }
    }
}

/// <summary>What findings are gathered by: a column, and the index that holds each one's findings in order.</summary>
internal readonly record struct SetKey(string Index, string Column)
{
    public static SetKey Plugin { get; } = new("finding_by_plugin", "f.plugin_id");

    public static SetKey Machine { get; } = new("finding_by_asset", "f.asset_id");
}
