using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings.Acceptance;
using Cockpit.Store.Findings.Machines;
using Cockpit.Store.Risk;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>
/// Keeps the scanners' machines and our hosts together. To be called in the transaction that adds, changes or removes a host:
/// findings of a machine that nobody knew go to the host that now fits, and a host's criticality or exposure moves its findings.
/// </summary>
public static class FindingAssets
{
    /// <summary>Matches and scores anew what changes of hosts touch. Does nothing where nothing changed. Returns how many findings moved on the matrix.</summary>
    public static int RefreshFindings(this WriteTransaction t, Instant now)
    {
        var ledger = new RiskLedger();
        var dues = new DueLedger();
        Dictionary<long, ScoredHost> hosts = ScoredHost.All(t.Connection);
        Rematch(t.Connection, hosts, ledger, now);
        int moved = Rescore(t.Connection, hosts, Scoring.Of(t.Connection), ledger, dues);
        ledger.Write(t.Connection, now);
        dues.Write(t.Connection);
        if (moved > 0) t.EndWorseAcceptances(now);
        return moved;
    }

    /// <summary>Gives a host's findings to another one that is the same machine. Returns how many there were.</summary>
    internal static int MoveFindings(this WriteTransaction t, HostId from, HostId into, Instant now)
    {
        long? asset = t.Connection.Scalar<long?>("SELECT id FROM asset WHERE host_id = $host", ("$host", from.Value));
        if (asset is not { } moved) return 0;
        int findings = (int)t.Connection.Scalar<long>("SELECT count(*) FROM finding WHERE asset_id = $asset", ("$asset", moved));
        if (t.Connection.Scalar<long?>("SELECT id FROM asset WHERE host_id = $host", ("$host", into.Value)) is { } there)
        {
            var ledger = new RiskLedger();
            AssetJoin.Run(t.Connection, moved, there, ledger);
            ledger.Write(t.Connection, now);
        }
        else
        {
            // Scored for another host: criticality and exposure are looked at anew.
            t.Connection.Execute("UPDATE asset SET host_id = $host, criticality = -1 WHERE id = $asset", ("$host", into.Value), ("$asset", moved));
        }
        return findings;
    }

    private sealed record StoredAsset(long Id, long? HostId, AssetIdentity Identity, MatchKind Match, string Why);

    private static void Rematch(SqliteConnection connection, Dictionary<long, ScoredHost> hosts, RiskLedger ledger, Instant now)
    {
        ILookup<long, MachineId>? ids = null;
        List<StoredAsset> loose = connection.ReadAll(
            "SELECT id, host_id, label, net_bios, dns, ip, network, match, why FROM asset WHERE host_id IS NULL OR host_id IN (SELECT id FROM host WHERE removed_at_us IS NOT NULL) ORDER BY id",
            r => new StoredAsset(r.GetInt64(0), r.NumberOrNull(1),
                new AssetIdentity(r.GetString(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5), r.TextOrNull(6)).With((ids ??= StoredMachineIds.OfLooseAssets(connection))[r.GetInt64(0)]), (MatchKind)r.GetInt32(7), r.GetString(8)));
        if (loose.Count == 0) return;

        // Together, as those of one file: several that would be one host are told apart in the same way.
        Dictionary<ImportedMachine, StoredAsset> stored = loose.ToDictionary(a => new ImportedMachine(a.Identity));
        foreach ((ImportedMachine machine, HostMatch match) in ImportMatches.Of([.. stored.Keys], new HostMatcher(hosts.Values.Select(h => h.Known))))
        {
            StoredAsset asset = stored[machine];
            if (match.Host is { } host)
            {
                long? taken = connection.Scalar<long?>("SELECT id FROM asset WHERE host_id = $host", ("$host", host.Value));
                AssetNames.Event(connection, asset.Id, null, JournalHash.Microseconds(now), "matched", $"{asset.Identity.Key}: {match.Why}");
                if (taken is { } other) AssetJoin.Run(connection, asset.Id, other, ledger);
                else connection.Execute("UPDATE asset SET host_id = $host, match = $match, why = $why WHERE id = $id", ("$host", host.Value), ("$match", (int)match.Kind), ("$why", match.Why), ("$id", asset.Id));
                continue;
            }
            if (asset.HostId is null && asset.Match == match.Kind && asset.Why == match.Why) continue;
            if (asset.HostId is not null)
            {
                // Its host is gone. The key may have been taken by another machine meanwhile; then it is told apart by its number.
                connection.Execute("UPDATE asset SET key = key || '#' || id WHERE id = $id AND EXISTS (SELECT 1 FROM asset o WHERE o.host_id IS NULL AND o.key = asset.key)", ("$id", asset.Id));
                AssetNames.Event(connection, asset.Id, null, JournalHash.Microseconds(now), "unmatched", match.Why);
            }
            connection.Execute("UPDATE asset SET host_id = NULL, match = $match, why = $why WHERE id = $id",
                ("$match", (int)match.Kind), ("$why", match.Why), ("$id", asset.Id));
        }
    }

    private static int Rescore(SqliteConnection connection, Dictionary<long, ScoredHost> hosts, Scoring scoring, RiskLedger ledger, DueLedger dues)
    {
        List<(long Asset, long? Host)> changed = connection.ReadAll(
            "SELECT a.id, a.host_id FROM asset a LEFT JOIN host h ON h.id = a.host_id WHERE a.criticality IS NOT h.criticality OR a.exposure IS NOT h.exposure",
            r => (r.GetInt64(0), r.NumberOrNull(1)));
        int moved = 0;
        using var update = new RawStatement(connection, "UPDATE finding SET likelihood = ?2, impact = ?3, rank = ?4, due_at_us = ?5, due_by = ?6 WHERE id = ?1");
        foreach ((long asset, long? hostId) in changed)
        {
            ScoredHost? host = hostId is { } id ? hosts.GetValueOrDefault(id) : null;
            foreach (var row in connection.ReadAll(
                $"SELECT f.id, f.status, f.source, f.plugin_id, f.rank, f.due_at_us, f.due_by, coalesce(f.open_since_us, f.first_seen_at_us), {StoredScores.Columns} FROM finding f WHERE f.asset_id = $asset",
                r => (Id: r.GetInt64(0), Counts: r.GetInt32(1) <= (int)FindingStatus.NotSeen, Source: (FindingSource)r.GetInt32(2), Plugin: r.GetInt64(3), Rank: r.GetInt64(4),
                    DueUs: r.NumberOrNull(5), DueBy: (DueBy)r.GetInt32(6), OpenSinceUs: r.GetInt64(7), Facts: StoredScores.Read(r, 8)), ("$asset", asset)))
            {
                Scored scored = scoring.Of(row.Plugin, row.Facts.Severity, row.Facts.Scores, row.Facts.Flags, host, row.OpenSinceUs);
                if (scored.Rank == row.Rank && scored.DueUs == row.DueUs && scored.DueBy == row.DueBy) continue;
                update.Bind(1, row.Id).Bind(2, scored.Score.Likelihood).Bind(3, scored.Score.Impact).Bind(4, scored.Rank).Bind(5, scored.DueUs).Bind(6, (long)scored.DueBy).Run();
                if (scored.Score != RiskRank.ScoreOf(row.Rank)) moved++;
                if (!row.Counts) continue;
                dues.Count(asset, row.DueUs, -1);
                dues.Count(asset, scored.DueUs, +1);
                ledger.Count(asset, row.Source, row.Plugin, row.Rank, -1);
                ledger.Count(asset, row.Source, row.Plugin, scored.Rank, +1);
            }
            connection.Execute("UPDATE asset SET criticality = $criticality, exposure = $exposure WHERE id = $id",
                ("$criticality", host?.Criticality), ("$exposure", host?.Exposure?.ToString().ToLowerInvariant()), ("$id", asset));
        }
        return moved;
    }
}
