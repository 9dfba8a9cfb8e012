using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Core.Rollouts;
using Cockpit.Store.Advisories;
using Cockpit.Store.Hosts;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>A host with its last good scan, and the asset that its findings hang on: what they are compared with.</summary>
/// <param name="Asset">Null where it has no findings.</param>
/// <param name="Inventory">With its packages.</param>
internal sealed record AlignedHost(HostId Host, long? Asset, Inventory Inventory, Instant ScannedAt);

/// <summary>Compares one host's findings with what is installed and pending there, and keeps what came of it. The only writer of all that rests on both.</summary>
public static class HostAlignment
{
    /// <summary>Brings one host up to date. Writes only what differs, and takes it off the list of those that are due.</summary>
    public static void AlignHost(this WriteTransaction t, HostId id, AlignmentCache cache, Instant now)
    {
        cache.Begin(t);
        long? asset = t.Connection.Scalar<long?>("SELECT a.id FROM asset a JOIN host h ON h.id = a.host_id WHERE a.host_id = $host AND h.removed_at_us IS NULL", ("$host", id.Value));
        if (asset is null && WithoutFindings(t, id) is { } pending) UpdateRiskWriter.Write(t, id, pending);
        else if (Read(t, id, asset) is { } host) Align(t, host, cache, now);
        else Forget(t, id, asset, cache, now);
        t.File.Prepared("DELETE FROM alignment_due WHERE host_id = ?1").Bind(1, id.Value).Run();
    }

    /// <summary>
    /// A host without findings has only its pending updates, which need not be unpacked from its scan. Null where a rollout had it in
    /// hand, or its scan is from before this version: then the scan itself is read.
    /// </summary>
    private static IReadOnlyCollection<UpdateRisk>? WithoutFindings(WriteTransaction t, HostId id)
    {
        string? family = null;
        t.Connection.ReadOne(
            "SELECT s.os_family FROM host h JOIN host_standing s ON s.host_id = h.id AND s.last_good_scan_id = h.last_good_scan_id WHERE h.id = $host AND h.removed_at_us IS NULL " +
            "AND NOT EXISTS (SELECT 1 FROM rollout_host r WHERE r.host_id = h.id) AND NOT EXISTS (SELECT 1 FROM pending_update p WHERE p.host_id = h.id AND p.source_package IS NULL)",
            r => family = r.TextOrNull(0), ("$host", id.Value));
        if (family is null) return null;
        var risks = new UpdateRisks();
        IComparer<string>? order = HostUpdates.OrderOf(family);
        foreach (var u in t.Connection.ReadAll("SELECT name, architecture, source_package, to_version, class = 'security', held FROM pending_update WHERE host_id = $host",
            r => (Name: r.GetString(0), Architecture: r.GetString(1), Source: r.GetString(2), To: r.GetString(3), Security: r.GetBoolean(4), Held: r.GetBoolean(5)), ("$host", id.Value)))
            risks.Add(u.Name, u.Architecture, u.Source, u.To, u.Security, u.Held, order);
        return risks.Rows;
    }

    /// <summary>Everything that rests on findings and a host's scan together, one after the other.</summary>
    private static void Align(WriteTransaction t, AlignedHost host, AlignmentCache cache, Instant now)
    {
        if (host.Asset is { } asset) HostDisputes.Bring(t, asset, host.Inventory, cache.Statements, now);
        var updates = new HostUpdates(host.Inventory, Done(t, host, cache, now));
        var kept = new FixWriter(t, host.Asset);
        var risk = new UpdateRisks(updates);
        LevelPoints points = cache.Points(t);
        foreach (OpenFinding f in Findings(t, host.Asset))
        {
            FixAnswer answer = Answer(t, f, host, updates, cache);
            kept.Keep(f.Id, answer);
            if (f.Counts) risk.Count(f.Rank, answer, points);
        }
        kept.End();
        UpdateRiskWriter.Write(t, host.Host, risk.Rows);
    }

    private static FixAnswer Answer(WriteTransaction t, OpenFinding f, AlignedHost host, HostUpdates updates, AlignmentCache cache)
    {
        string? package = f.Source == FindingSource.Inventory && f.Instance.Length > 0 ? f.Instance : null;
        FixAnswer answer = Aligner.Of(cache.Test(t, f.Plugin), cache.Evidence(t, f.Output), package, updates, cache.Data(t, host.Inventory));
        bool seenAfter = answer.State == FixState.Installed && f.Source != FindingSource.Inventory && f.SeenUs > JournalHash.Microseconds(host.ScannedAt) && updates.InstalledBy.Count == 0;
        return seenAfter ? answer with { Reason = $"{answer.Reason.Split("; wait for", 2)[0]}, and a scan after that still reports it: a restart may be owed" } : answer;
    }

    /// <summary>What rollouts installed since the scan. Where one failed or is in doubt, nothing is believed until a scan says it.</summary>
    private static IEnumerable<(PackageChange, string)> Done(WriteTransaction t, AlignedHost host, AlignmentCache cache, Instant now) =>
        cache.Own.Of(t, t.HostNumbers(host.Host), host.ScannedAt, now).Where(w => w is { Patched: true, Settled: true }).SelectMany(w => w.Transaction.Select(c => (c, w.Rollout.ToString())));

    /// <summary>Null where the host is gone or no scan of it went well.</summary>
    private static AlignedHost? Read(WriteTransaction t, HostId id, long? asset)
    {
        bool there = t.Connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM host WHERE id = $host AND removed_at_us IS NULL)", ("$host", id.Value)) == 1;
        if (!there || t.LastGoodScan(id) is not { } good) return null;
        return new AlignedHost(id, asset, good.Inventory with { Packages = t.InstalledPackages(id) }, good.At);
    }

    private static void Forget(WriteTransaction t, HostId id, long? asset, AlignmentCache cache, Instant now)
    {
        if (asset is { } findings) HostDisputes.Bring(t, findings, null, cache.Statements, now);
        new FixWriter(t, asset).End();
        UpdateRiskWriter.Write(t, id, []);
    }

    /// <param name="SeenUs">When the scanner saw it last.</param>
    private readonly record struct OpenFinding(long Id, FindingSource Source, long Plugin, long? Output, string Instance, long Rank, bool Counts, long SeenUs);

    /// <summary>What is not closed. What only informs is nothing to fix.</summary>
    private static List<OpenFinding> Findings(WriteTransaction t, long? asset) => asset is null ? [] : t.Connection.ReadAll(
        "SELECT f.id, f.source, f.plugin_id, f.output_id, f.instance, f.rank, f.status, coalesce(i.seen_at_us, f.first_seen_at_us) FROM finding f INDEXED BY finding_by_asset " +
        "LEFT JOIN asset_source s ON s.asset_id = f.asset_id AND s.source = f.source LEFT JOIN import_asset i ON i.import_id = coalesce(f.import_id, s.import_id) AND i.asset_id = f.asset_id " +
        "WHERE f.asset_id = $asset AND f.status <= 3 AND f.severity > 0",
        (SqliteDataReader r) => new OpenFinding(r.GetInt64(0), (FindingSource)r.GetInt32(1), r.GetInt64(2), r.NumberOrNull(3), r.GetString(4), r.GetInt64(5), r.GetInt32(6) <= (int)FindingStatus.NotSeen, r.GetInt64(7)),
        ("$asset", asset));
}
