using Cockpit.Core.Findings;
using Cockpit.Store.Risk;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Machines;

/// <summary>Two machines of the scanners turned out to be one. A finding that both have is kept once: with its earlier first sight, and open where one of the two is.</summary>
internal static class AssetJoin
{
    private const string Same = "o.asset_id = $into AND o.source = f.source AND o.plugin_number = f.plugin_number AND o.port = f.port AND o.protocol = f.protocol AND o.instance = f.instance";

    private const string Twice = $"SELECT f.id FROM finding f JOIN finding o ON {Same} WHERE f.asset_id = $from";

    private sealed record Pair(FindingSource Source, long Plugin, long Rank, long? Other, long OtherPlugin, long OtherRank, bool OtherCounts);

    public static void Run(SqliteConnection connection, long from, long into, RiskLedger ledger)
    {
        (string, object?)[] both = [("$from", from), ("$into", into)];
        foreach (Pair f in connection.ReadAll(
            $"SELECT f.source, f.plugin_id, f.rank, o.id, o.plugin_id, o.rank, o.status <= 2 FROM finding f LEFT JOIN finding o ON {Same} WHERE f.asset_id = $from AND f.status <= 2",
            r => new Pair((FindingSource)r.GetInt32(0), r.GetInt64(1), r.GetInt64(2), r.NumberOrNull(3), r.NumberOrNull(4) ?? 0, r.NumberOrNull(5) ?? 0, !r.IsDBNull(6) && r.GetBoolean(6)), both))
        {
            ledger.Count(from, f.Source, f.Plugin, f.Rank, -1);
            if (f.Other is null) ledger.Count(into, f.Source, f.Plugin, f.Rank, +1);
            else if (!f.OtherCounts) ledger.Count(into, f.Source, f.OtherPlugin, f.OtherRank, +1);
        }
        connection.Execute($"UPDATE finding AS o SET first_seen_at_us = min(o.first_seen_at_us, f.first_seen_at_us) FROM finding f WHERE f.asset_id = $from AND {Same}", both);

        // What one of the two has open was not proven gone on the machine, and what a person accepted was half of it only.
        connection.Execute(
            "UPDATE finding_acceptance SET ended_at_us = at_us, ended_why = 'its machine was joined to another' WHERE ended_at_us IS NULL AND finding_id IN " +
            $"(SELECT o.id FROM finding f JOIN finding o ON {Same} WHERE f.asset_id = $from AND f.status <= 2)", both);
        connection.Execute($"UPDATE finding AS o SET status = f.status, closed_at_us = NULL FROM finding f WHERE f.asset_id = $from AND f.status <= 2 AND o.status > 2 AND {Same}", both);
        JoinSources(connection, both);
        Forget(connection, both);
        connection.Execute("UPDATE finding SET asset_id = $into WHERE asset_id = $from", both);
        connection.Execute("UPDATE OR IGNORE asset_alias SET asset_id = $into WHERE asset_id = $from", both);
        connection.Execute("UPDATE asset_event SET asset_id = $into WHERE asset_id = $from", both);
        connection.Execute("UPDATE OR IGNORE import_asset SET asset_id = $into WHERE asset_id = $from", both);
        foreach (string table in (string[])["asset_alias", "import_asset", "asset_source", "asset_cell", "asset_cell_day"]) connection.Execute($"DELETE FROM {table} WHERE asset_id = $from", ("$from", from));
        connection.Execute("DELETE FROM asset WHERE id = $from", ("$from", from));
        connection.Execute("UPDATE asset SET criticality = -1 WHERE id = $into", ("$into", into));
        AssetDue.Refresh(connection, [into]);
    }

    /// <summary>
    /// Of each source the newer import counts for the joined machine. A finding without an import of its own was listed by its machine's newest
    /// one, so those of the machine with the older import get that one written down.
    /// </summary>
    private static void JoinSources(SqliteConnection connection, (string, object?)[] both)
    {
        const string other = "SELECT 1 FROM asset_source o WHERE o.source = asset_source.source AND o.asset_id = iif(asset_source.asset_id = $from, $into, $from) AND (o.import_id > asset_source.import_id OR o.import_id = asset_source.import_id AND asset_source.asset_id = $from)";
        connection.Execute(
            $"UPDATE finding SET import_id = asset_source.import_id FROM asset_source WHERE finding.asset_id IN ($from, $into) AND finding.import_id IS NULL AND asset_source.asset_id = finding.asset_id AND asset_source.source = finding.source AND EXISTS ({other})", both);

        // The one that is kept of each pair was last listed by whichever import was the newer.
        connection.Execute($"UPDATE finding AS o SET import_id = f.import_id FROM finding f WHERE f.asset_id = $from AND {Same} AND (f.import_id IS NULL OR o.import_id < f.import_id)", both);
        connection.Execute($"DELETE FROM asset_source WHERE asset_id IN ($from, $into) AND EXISTS ({other})", both);
        connection.Execute("UPDATE asset_source SET asset_id = $into WHERE asset_id = $from", both);
    }

    /// <summary>Takes out the second of each pair. What happened to it stays, as what happened to the one that is kept.</summary>
    private static void Forget(SqliteConnection connection, (string, object?)[] both)
    {
        connection.Execute($"UPDATE finding_event SET finding_id = (SELECT o.id FROM finding f JOIN finding o ON {Same} WHERE f.id = finding_event.finding_id) WHERE finding_id IN ({Twice})", both);
        foreach (string table in (string[])["finding_acceptance", "finding_fix", "finding_dispute"]) connection.Execute($"DELETE FROM {table} WHERE finding_id IN ({Twice})", both);
        connection.Execute($"DELETE FROM finding WHERE id IN ({Twice})", both);
    }
}
