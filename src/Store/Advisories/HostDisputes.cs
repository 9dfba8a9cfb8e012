using Cockpit.Core.Advisories;
using Cockpit.Core.Advisories.Judging;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Store.Advisories;

/// <summary>
/// Marks the scanners' findings on one host that its distribution contradicts, and takes the mark away where it does so no more. They stay
/// open and count: whether the scanner or the distribution is right is for a person to say.
/// </summary>
public static class HostDisputes
{
    private sealed record Open(long Id, List<CveId> Cves, bool Disputed, string? Evidence);

    /// <summary>Why the distribution calls a finding fixed where it is installed; null where it does not.</summary>
    public static (string Reason, string Evidence)? Dispute(this ReadTransaction t, FindingId id)
    {
        (string, string)? found = null;
        t.Connection.ReadOne("SELECT reason, evidence FROM finding_dispute WHERE finding_id = $id", r => found = (r.GetString(0), r.GetString(1)), ("$id", id.Value));
        return found;
    }

    /// <param name="asset">Where the host's findings hang.</param>
    /// <param name="read">Its last good scan, with packages; null where there was none.</param>
    internal static void Bring(WriteTransaction t, long asset, Inventory? read, AdvisoryStatements statements, Instant now)
    {
        Clear(t, asset);
        List<Open> findings = FindingsOf(t, asset);
        if (findings.Count == 0) return;
        string? release = read is null ? null : ReleaseKey.Of(read);
        HostPackages? packages = release is not null && statements.Has(t, release) ? new HostPackages(read!) : null;
        var known = new Dictionary<CveId, IReadOnlyList<AdvisoryFix>>();
        foreach (Open finding in findings)
        {
            string? evidence = packages is null ? null : BackportDispute.Evidence(packages, finding.Cves, Feeds);
            if (evidence is null && finding.Disputed) End(t, finding, now);
            else if (evidence is not null && evidence != finding.Evidence) Keep(t, finding, evidence, now);
        }

        // Of all packages of the release that a feed names with the CVE, those that the host has, and what no package's version answers.
        IReadOnlyList<AdvisoryFix> Feeds(CveId cve)
        {
            if (!known.TryGetValue(cve, out IReadOnlyList<AdvisoryFix>? fixes))
                known[cve] = fixes = [.. statements.Of(t, release!, cve).Where(f => f.Package == AdvisoryFix.AnyPackage || packages!.Installed(f.Package, f.Binary).Count > 0)];
            return fixes;
        }
    }

    /// <summary>Closed ones are disputed no more; that they were closed says why.</summary>
    private static void Clear(WriteTransaction t, long asset)
    {
        List<long> ended = t.Connection.ReadAll("SELECT id FROM finding WHERE asset_id = $asset AND disputed = 1 AND status > 3", r => r.GetInt64(0), ("$asset", asset));
        foreach (long id in ended) Unmark(t, id);
    }

    private static List<Open> FindingsOf(WriteTransaction t, long asset)
    {
        var found = new List<Open>();
        RawStatement read = t.File.Prepared(
            "SELECT f.id, c.cve, f.disputed, d.evidence FROM finding f JOIN plugin_cve c ON c.plugin_id = f.plugin_id LEFT JOIN finding_dispute d ON d.finding_id = f.id " +
            "WHERE f.asset_id = ?1 AND f.source <> 3 AND f.status <= 3 ORDER BY f.id, c.cve").Bind(1, asset);
        while (read.Next())
        {
            if (found.Count == 0 || found[^1].Id != read.Number(0))
                found.Add(new Open(read.Number(0), [], read.Number(2) == 1, read.IsNull(3) ? null : System.Text.Encoding.UTF8.GetString(read.Text(3))));
            found[^1].Cves.Add(ImportTexts.Cve(read.Number(1)));
        }

        return found;
    }

    private static void Keep(WriteTransaction t, Open finding, string evidence, Instant now)
    {
        t.File.Prepared("INSERT INTO finding_dispute (finding_id, at_us, reason, evidence) VALUES (?1, ?2, 'backported', ?3) ON CONFLICT DO UPDATE SET evidence = excluded.evidence")
            .Bind(1, finding.Id).Bind(2, JournalHash.Microseconds(now)).Bind(3, evidence).Run();
        if (finding.Disputed) return;
        t.File.Prepared("UPDATE finding SET disputed = 1 WHERE id = ?1").Bind(1, finding.Id).Run();
        Event(t, finding.Id, "disputed", evidence, now);
    }

    private static void End(WriteTransaction t, Open finding, Instant now)
    {
        Unmark(t, finding.Id);
        Event(t, finding.Id, "not-disputed", null, now);
    }

    private static void Unmark(WriteTransaction t, long finding)
    {
        t.File.Prepared("UPDATE finding SET disputed = 0 WHERE id = ?1").Bind(1, finding).Run();
        t.File.Prepared("DELETE FROM finding_dispute WHERE finding_id = ?1").Bind(1, finding).Run();
    }

    private static void Event(WriteTransaction t, long finding, string kind, string? detail, Instant now) =>
        t.File.Prepared("INSERT INTO finding_event (finding_id, at_us, kind, detail) VALUES (?1, ?2, ?3, ?4)").Bind(1, finding).Bind(2, JournalHash.Microseconds(now)).Bind(3, kind).Bind(4, detail).Run();
}
