using System.Text;
using Cockpit.Core.Advisories;
using Cockpit.Core.Findings;

namespace Cockpit.Store.Advisories;

/// <summary>What a newer form of a feed changes, written package by package.</summary>
internal sealed class AdvisoryChanges
{
    private sealed record OfPackage(AdvisoryPackage Package, List<AdvisoryRow> Put, List<long> Drop);

    private const int AskEvery = 128;

    private readonly List<OfPackage> packages = [];
    private int package, at;

    /// <summary>Statements that were added, changed or went.</summary>
    public long Count { get; private set; }

    /// <param name="feed">Null where nothing is known of it.</param>
    public static AdvisoryChanges Between(ReadTransaction t, long? feed, AdvisorySet set)
    {
        var changes = new AdvisoryChanges();
        var unseen = set.Packages.Keys.ToHashSet();
        if (feed is { } id)
        {
            foreach ((AdvisoryPackage known, List<AdvisoryRow> before) in Stored(t, id))
            {
                unseen.Remove(known);
                changes.Compare(known, before, set.Packages.GetValueOrDefault(known) ?? []);
            }
        }

        // In the order of the index, so that it grows page by page.
        foreach (AdvisoryPackage added in unseen) changes.Compare(added, [], set.Packages[added]);
        changes.packages.Sort((a, b) => (a.Package.Release, a.Package.Package).CompareTo((b.Package.Release, b.Package.Package)));
        return changes;
    }

    /// <summary>Writes on where the last call ended; true when all is written.</summary>
    /// <param name="stop">Asked now and then.</param>
    public bool Write(WriteTransaction t, long feed, Func<bool> stop)
    {
        RawStatement put = t.File.Prepared(
            "INSERT INTO advisory_statement (package_id, cve, feed_id, state, fixed_version, severity, advisory, partial) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) " +
            "ON CONFLICT DO UPDATE SET state = excluded.state, fixed_version = excluded.fixed_version, severity = excluded.severity, advisory = excluded.advisory, partial = excluded.partial");
        RawStatement drop = t.File.Prepared("DELETE FROM advisory_statement WHERE package_id = ?1 AND cve = ?2 AND feed_id = ?3");
        int written = 0;
        for (; package < packages.Count; package++, at = 0)
        {
            OfPackage change = packages[package];
            long id = IdOf(t, change.Package);
            for (; at < change.Put.Count + change.Drop.Count; at++)
            {
                if (++written % AskEvery == 0 && stop()) return false;
                Put(put, drop, change, id, feed, at);
            }
        }

        return true;
    }

    private static void Put(RawStatement put, RawStatement drop, OfPackage change, long package, long feed, int at)
    {
        if (at >= change.Put.Count)
        {
            drop.Bind(1, package).Bind(2, change.Drop[at - change.Put.Count]).Bind(3, feed).Run();
            return;
        }

        AdvisoryRow row = change.Put[at];
        put.Bind(1, package).Bind(2, row.Cve).Bind(3, feed).Bind(4, (long)row.State).Bind(5, row.FixedVersion).Bind(6, row.Severity is { } s ? (long)s : null)
            .Bind(7, row.Advisory).Bind(8, row.Partial ? 1L : 0).Run();
    }

    private static long IdOf(WriteTransaction t, in AdvisoryPackage p)
    {
        long? known = t.File.Prepared("SELECT id FROM advisory_package WHERE release = ?1 AND package = ?2 AND binary = ?3").Bind(1, p.Release).Bind(2, p.Package).Bind(3, p.Binary ? 1L : 0).One();
        return known ?? t.File.Prepared("INSERT INTO advisory_package (release, package, binary) VALUES (?1, ?2, ?3)").Bind(1, p.Release).Bind(2, p.Package).Bind(3, p.Binary ? 1L : 0).Insert();
    }

    /// <summary>Both are sorted by CVE.</summary>
    private void Compare(AdvisoryPackage package, List<AdvisoryRow> before, List<AdvisoryRow> now)
    {
        var change = new OfPackage(package, [], []);
        int i = 0, j = 0;
        while (i < before.Count || j < now.Count)
        {
            int order = i == before.Count ? 1 : j == now.Count ? -1 : before[i].Cve.CompareTo(now[j].Cve);
            if (order < 0) change.Drop.Add(before[i].Cve);
            else if (order > 0 || before[i] != now[j]) change.Put.Add(now[j]);
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        if (change.Put.Count + change.Drop.Count == 0) return;
        Count += change.Put.Count + change.Drop.Count;
        packages.Add(change);
    }

    private static IEnumerable<(AdvisoryPackage, List<AdvisoryRow>)> Stored(ReadTransaction t, long feed)
    {
        Dictionary<long, AdvisoryPackage> names = t.Connection.ReadAll(
            "SELECT id, release, package, binary FROM advisory_package", r => (Id: r.GetInt64(0), Package: new AdvisoryPackage(r.GetString(1), r.GetString(2), r.GetBoolean(3)))).ToDictionary(p => p.Id, p => p.Package);
        using var read = new RawStatement(t.Connection, "SELECT package_id, cve, state, fixed_version, severity, advisory, partial FROM advisory_statement WHERE feed_id = ?1 ORDER BY package_id, cve");
        read.Bind(1, feed);
        long current = -1;
        List<AdvisoryRow> rows = [];
        while (read.Next())
        {
            if (read.Number(0) != current)
            {
                if (current >= 0) yield return (names[current], rows);
                (current, rows) = (read.Number(0), []);
            }

            rows.Add(new AdvisoryRow(read.Number(1), (FixState)read.Number(2), Text(read, 3), read.IsNull(4) ? null : (Severity)read.Number(4), Text(read, 5), read.Number(6) == 1));
        }

        if (current >= 0) yield return (names[current], rows);
    }

    private static string? Text(RawStatement r, int column) => r.IsNull(column) ? null : Encoding.UTF8.GetString(r.Text(column));
}
