namespace Cockpit.Store.Findings;

/// <summary>
/// Takes the worst findings of a set without sorting it. First the order of everything is followed for a while: most filters let enough
/// through there. A filter that lets little through is answered from what it names: the tests or machines in the order of the worst
/// finding of each, and of those only until no other can hold a worse one than the last that was taken.
/// </summary>
/// <param name="firstLook">Rows along the order of everything before another way is taken.</param>
/// <param name="machines">Each finding's machine is wanted with it.</param>
internal sealed class FindingLists(ReadTransaction t, FindingSet set, int firstLook = FindingLists.FirstLook, bool machines = false)
{
    private const int FirstLook = 4_000;

    /// <summary>Of so many that are due, or fixed, the worst are picked in memory.</summary>
    private const int FewInMemory = 10_000;

    /// <summary>So many pieces of the order are looked through before only the other way is taken.</summary>
    private const int Looks = 3;

    private readonly FindingRows rows = new(t, set, machines);
    private int looks = Looks;

    public List<FindingKey> Worst(FindingSummary? after, int limit)
    {
        var found = new List<FindingKey>();
        if (set.IsEmpty || limit == 0) return found;
        foreach (RankSegment at in RankSegment.After(set.Ranges, after))
        {
            found.AddRange(In(at, limit - found.Count));
            if (found.Count >= limit) break;
        }
        return found;
    }

    private List<FindingKey> In(RankSegment at, int limit)
    {
        if (set is { PluginSet: null, MachineSet: null, AskedOfRows: 0 }) return [.. rows.Walk(at, null).Take(limit)];
        SetKey? by = set.Plugins is not null ? SetKey.Plugin : at.Range.Machines is not null ? SetKey.Machine : null;
        long[] keys = by is null ? [] : set.Plugins ?? at.Range.Machines!;
        if (by == SetKey.Plugin && at.Range.Machines is { } few && few.Length < keys.Length) (by, keys) = (SetKey.Machine, few);

        // Where they are thinly spread, following the order of all would pass over too many of others.
        if (looks > 0 && IsDense(at.Range, limit))
        {
            looks--;
            List<FindingKey> first = [.. rows.Walk(at, firstLook).Take(limit)];
            if (first.Count == limit || at.Range.Among < firstLook) return first;
        }
        if (by is { } key) return Merged(key, keys, at, limit);
        if (set.IsDueAsked && Few(rows.Due(at), limit) is { } due) return due;
        if (set.Filter.Fixable == true && Few(rows.Fixed(at), limit) is { } fixes) return fixes;
        return [.. rows.Walk(at, null).Take(limit)];
    }

    /// <summary>The worst of them, picked in memory; null where they are too many for that.</summary>
    private static List<FindingKey>? Few(IEnumerable<FindingKey> all, int limit)
    {
        List<FindingKey> few = [.. all.Take(FewInMemory + 1)];
        if (few.Count > FewInMemory) return null;
        few.Sort();
        return few.Count <= limit ? few : few[..limit];
    }

    private bool IsDense(RankRange range, int limit)
    {
        double share = range.AtMost == long.MaxValue ? 1 : (double)range.AtMost / Math.Max(1, range.Among);
        if (set.Plugins is not null && set.Counts) share *= (double)FindingCounts.OfPlugins(t, set.Plugins) / Math.Max(1, RiskCells.All(t).Values.Sum(c => c.Open));
        return range.Among < firstLook || limit < share * firstLook / 2;
    }

    /// <summary>The threshold merge.</summary>
    private List<FindingKey> Merged(SetKey by, long[] keys, RankSegment at, int limit)
    {
        List<(long Key, int Status, FindingKey Worst)> streams = [.. set.Statuses.SelectMany(status => rows.Best(by, keys, status, at))];
        streams.Sort((a, b) => a.Worst.CompareTo(b.Worst));
        var worst = new SortedSet<FindingKey>();
        foreach ((long key, int status, FindingKey first) in streams)
        {
            if (worst.Count == limit && first.CompareTo(worst.Max) > 0) break;
            foreach (FindingKey next in rows.Of(by, key, status, at))
            {
                if (worst.Count == limit)
                {
                    if (next.CompareTo(worst.Max) > 0) break;
                    worst.Remove(worst.Max);
                }
                worst.Add(next);
            }
        }
        return [.. worst];
    }
}
