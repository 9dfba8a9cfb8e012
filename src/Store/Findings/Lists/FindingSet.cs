using Cockpit.Core.Findings;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;

namespace Cockpit.Store.Findings;

/// <summary>Ranks from the first up to, and without, the second, and who has findings there.</summary>
/// <param name="Machines">Only these have any; null where that is not known or all of them may.</param>
/// <param name="AtMost">How many findings it holds at most.</param>
/// <param name="Among">How many findings of anybody it holds.</param>
internal readonly record struct RankRange(long From, long Until, long[]? Machines, long AtMost, long Among);

/// <summary>A filter with its names looked up, taken apart into what an index can follow and what each row is asked.</summary>
internal sealed class FindingSet
{
    private readonly List<(string Clause, long? Value)> asked = [];

    private FindingSet(FindingFilter filter, long[]? plugins, IReadOnlyList<int> statuses, IReadOnlyList<RankRange> ranges)
    {
        Filter = filter;
        Plugins = plugins;
        Statuses = statuses;
        Ranges = ranges;
        if (plugins is not null) PluginSet = [.. plugins];
    }

    public FindingFilter Filter { get; }

    /// <summary>Only findings of these tests.</summary>
    public long[]? Plugins { get; }

    public HashSet<long>? PluginSet { get; }

    /// <summary>Only findings of these machines; null where the hosts do not restrict.</summary>
    public long[]? Machines { get; private init; }

    public HashSet<long>? MachineSet { get; private init; }

    /// <summary>As they are stored.</summary>
    public IReadOnlyList<int> Statuses { get; }

    /// <summary>The worst first, without gaps in what can match.</summary>
    public IReadOnlyList<RankRange> Ranges { get; }

    /// <summary>Everything that counts as risk, and nothing else is asked of a row than its place, machine, tool and test.</summary>
    public bool CountsAll => Filter is { Status: null, Severity: null, DueBefore: null, DueFrom: null, Fixable: null };

    /// <summary>Stored statuses that count as risk, along the indexes that hold those alone.</summary>
    public bool Counts => Statuses[0] <= (int)FindingStatus.NotSeen;

    /// <summary>Dates are asked for of what counts as risk: an index holds those.</summary>
    public bool IsDueAsked => Counts && Filter.Status != FindingStatus.NotSeen && (Filter.DueBefore is not null || Filter.DueFrom is not null);

    /// <summary>What is asked of each row, with "?" for the value.</summary>
    public IReadOnlyList<(string Clause, long? Value)> Asked => asked;

    /// <summary>How many of these no index answers. Every index holds the rank, and the rank holds the severity.</summary>
    public int AskedOfRows => asked.Count - (Filter.Severity is null ? 0 : 1);

    public bool IsEmpty => Plugins is { Length: 0 } || Machines is { Length: 0 } || Ranges.Count == 0;

    public static FindingSet Of(ReadTransaction t, FindingFilter filter)
    {
        long[]? machines = MachinesOf(t, filter);
        long[]? plugins = machines is { Length: 0 } ? [] : PluginSearch.Of(t, filter);
        int[] statuses = filter.Status switch
        {
            FindingStatus.Open or FindingStatus.Stale => [(int)FindingStatus.Open],
            FindingStatus.NotSeen => [(int)FindingStatus.NotSeen],
            FindingStatus.Accepted => [(int)FindingStatus.Accepted],
            FindingStatus.Closed => [(int)FindingStatus.Closed],
            _ => AnyNotSeen(t) ? [(int)FindingStatus.Open, (int)FindingStatus.NotSeen] : [(int)FindingStatus.Open],
        };
        var set = new FindingSet(filter, plugins, statuses, plugins is { Length: 0 } ? [] : RangesOf(t, filter, machines, statuses[0] <= (int)FindingStatus.NotSeen))
        {
            Machines = machines, MachineSet = machines is null ? null : [.. machines],
        };
        set.Ask();
        return set;
    }

    /// <summary>The machines of the hosts; for stale findings those that a newer scan did not reach.</summary>
    public static long[]? MachinesOf(ReadTransaction t, FindingFilter filter)
    {
        long[]? machines = filter.Hosts is { } hosts
            ? [.. t.Connection.ReadAll("SELECT id FROM asset WHERE host_id IN (SELECT value FROM json_each($hosts))", r => r.GetInt64(0), ("$hosts", $"[{string.Join(',', hosts.Select(h => h.Value))}]")).Order()]
            : null;
        if (filter.Status != FindingStatus.Stale) return machines;
        List<long> stale = t.Connection.ReadAll("SELECT DISTINCT asset_id FROM asset_source INDEXED BY asset_source_stale WHERE stale = 1", r => r.GetInt64(0));
        return machines is null ? [.. stale.Order()] : [.. machines.Intersect(stale).Order()];
    }

    private static bool AnyNotSeen(ReadTransaction t) => t.Connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM finding INDEXED BY finding_not_open WHERE status > 0 AND status = 2)") == 1;

    private static List<RankRange> RangesOf(ReadTransaction t, FindingFilter filter, long[]? machines, bool counts)
    {
        Dictionary<RiskScore, (long Open, long Known)> all = RiskCells.All(t);
        if (!counts || filter.Status == FindingStatus.NotSeen || machines is null && filter is { Source: null, KnownExploited: false })
        {
            // Without a machine, tool or known exploitation the cells' own numbers say nothing of what matches.
            long among = counts && filter.Status != FindingStatus.NotSeen ? all.Values.Sum(c => c.Open) : NotOpen(t, filter.Status!.Value);
            if (filter.Cell is null && !filter.KnownExploited) return [new RankRange(0, long.MaxValue, machines, long.MaxValue, among)];
            return [.. RiskCells.WorstFirst.Where(c => filter.Cell is not { } only || only == c).Select(c => Range(c, filter.KnownExploited, machines, long.MaxValue, among))];
        }
        if (machines is null && filter.Source is null)
        {
            return [.. RiskCells.WorstFirst.Where(c => (filter.Cell is not { } only || only == c) && all.GetValueOrDefault(c).Known > 0).Select(c => Range(c, true, null, all[c].Known, all[c].Known))];
        }
        MachineCells cells = MachineCells.Read(t, machines, filter.Source);
        var ranges = new List<RankRange>();
        foreach (RiskScore cell in RiskCells.WorstFirst)
        {
            if (filter.Cell is { } only && only != cell) continue;
            (long[] having, long findings) = cells.Having(cell, filter.KnownExploited);
            (long open, long known) = all.GetValueOrDefault(cell);
            if (findings > 0) ranges.Add(Range(cell, filter.KnownExploited, having, findings, filter.KnownExploited ? known : open));
        }
        return ranges;
    }

    /// <summary>How many have this status; of very many, more than anybody looks through.</summary>
    private static long NotOpen(ReadTransaction t, FindingStatus status) => t.Connection.Scalar<long>(
        "SELECT count(*) FROM (SELECT 1 FROM finding INDEXED BY finding_not_open WHERE status > 0 AND status = $status LIMIT $most)", ("$status", (int)status), ("$most", FindingCounts.Most * 2));

    private static RankRange Range(RiskScore cell, bool knownExploited, long[]? machines, long atMost, long among)
    {
        (long from, long until) = knownExploited ? RiskRank.KnownExploitedRangeOf(cell.Likelihood, cell.Impact) : RiskRank.RangeOf(cell.Likelihood, cell.Impact);
        return new RankRange(from, until, machines, atMost, among);
    }

    private void Ask()
    {
        const string stale = "EXISTS (SELECT 1 FROM asset_source s WHERE s.asset_id = f.asset_id AND s.source = f.source AND s.stale = 1)";
        if (Filter.Severity is { } severity) asked.Add(($"f.rank >> {RiskRank.SeverityBit} & 7 = ?", (long)severity));
        if (Filter.Source is { } source && Plugins is null) asked.Add(("f.source = ?", (long)source));
        if (Filter.DueBefore is { } before) asked.Add(("f.due_at_us < ?", JournalHash.Microseconds(before)));
        if (Filter.DueFrom is { } from) asked.Add(("f.due_at_us >= ?", JournalHash.Microseconds(from)));
        if (Filter.Fixable is { } fixable) asked.Add(($"{(fixable ? "" : "NOT ")}EXISTS (SELECT 1 FROM finding_alignment x WHERE x.finding_id = f.id AND x.state = 2)", null));
        switch (Filter.Status)
        {
            case FindingStatus.Open: asked.Add(($"f.disputed = 0 AND NOT {stale}", null)); break;
            case FindingStatus.Stale: asked.Add(($"f.disputed = 0 AND {stale}", null)); break;
            case FindingStatus.NotSeen: asked.Add(("f.disputed = 0", null)); break;
            case FindingStatus.Disputed: asked.Add(("f.disputed = 1", null)); break;
            default: break;
        }
    }
}
