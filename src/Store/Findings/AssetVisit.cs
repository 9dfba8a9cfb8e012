using Cockpit.Core.Findings;
using Cockpit.Core.Journal;
using Cockpit.Store.Findings.Alignment;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>One machine in one import: when the file saw it, what it covered, and what was there before.</summary>
/// <param name="SeenUs">When the scanner looked, else the time of the import.</param>
/// <param name="DatedUs">The same, only where the file itself gives a date.</param>
/// <param name="IsOlder">A newer, dated scan is known: the file must not change anything here.</param>
/// <param name="PreviousImport">The import before this one, of the same source.</param>
internal sealed record AssetVisit(long Asset, string Label, long? HostId, long SeenUs, long? DatedUs, HostCoverage? Coverage, bool IsOlder, long? PreviousImport)
{
    public static AssetVisit Of(SqliteConnection connection, long asset, FindingSource source, IEnumerable<ImportedMachine> machines, long nowUs)
    {
        long? dated = null;
        HostCoverage? coverage = null;
        foreach (ImportedMachine machine in machines)
        {
            if (machine.SeenUs is { } seen && seen > (dated ?? long.MinValue)) dated = seen;
            if (machine.Coverage is { } more && (coverage is null || Nullable.Compare(more.ScannedAt, coverage.ScannedAt) > 0)) coverage = more;
        }
        string label = "";
        long? host = null, previous = null, previousDate = null;
        connection.ReadOne(
            "SELECT a.label, a.host_id, s.import_id, s.dated_at_us FROM asset a LEFT JOIN asset_source s ON s.asset_id = a.id AND s.source = $source WHERE a.id = $asset",
            r => (label, host, previous, previousDate) = (r.GetString(0), r.NumberOrNull(1), r.NumberOrNull(2), r.NumberOrNull(3)),
            ("$source", (int)source), ("$asset", asset));

        // A scanner's clock may run ahead; what it claims to have seen in the future is as old as the import.
        if (dated > nowUs) dated = nowUs;
        return new AssetVisit(asset, label, host, dated ?? nowUs, dated, coverage, dated < previousDate, previous);
    }

    public void Keep(SqliteConnection connection, long import, FindingSource source)
    {
        connection.Execute(
            "INSERT INTO import_asset (import_id, asset_id, seen_at_us, covered, credentialed, port_range, scan_name) VALUES ($import, $asset, $seen, $covered, $credentialed, $ports, $name)",
            ("$import", import), ("$asset", Asset), ("$seen", SeenUs), ("$covered", Coverage is null ? 0 : 1), ("$credentialed", Coverage is { Credentialed: true } ? 1 : 0),
            ("$ports", Coverage?.PortRange ?? ""), ("$name", Coverage?.ScanName));
        connection.Execute(
            "INSERT INTO asset_source (asset_id, source, import_id, dated_at_us, stale) VALUES ($asset, $source, $import, $dated, 0) " +
            "ON CONFLICT DO UPDATE SET import_id = excluded.import_id, dated_at_us = coalesce(excluded.dated_at_us, dated_at_us), stale = 0",
            ("$asset", Asset), ("$source", (int)source), ("$import", import), ("$dated", DatedUs));
        AlignmentDue.MarkAssets(connection, [Asset]);
    }

    public static HostCoverage? CoverageOf(SqliteConnection connection, long import, long asset)
    {
        HostCoverage? coverage = null;
        connection.ReadOne(
            "SELECT seen_at_us, credentialed, port_range, scan_name FROM import_asset WHERE import_id = $import AND asset_id = $asset AND covered = 1",
            r => coverage = new HostCoverage(JournalHash.FromMicroseconds(r.GetInt64(0)), r.GetBoolean(1), r.GetString(2), r.TextOrNull(3)),
            ("$import", import), ("$asset", asset));
        return coverage;
    }
}
