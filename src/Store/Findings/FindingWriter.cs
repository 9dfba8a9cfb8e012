using Cockpit.Core.Findings;
using Cockpit.Store.Risk;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>What the file knows of a finding, as far as an import compares it.</summary>
internal readonly record struct KnownFinding(
    long Id, long Number, int Port, FindingProtocol Protocol, byte[] Instance, FindingStatus Status, long FactsHash, long? ImportId, long Plugin, long Rank, long OpenSinceUs,
    long? ClosedAtUs, FindingScores Scores, FindingFlags Flags, long? DueUs, Severity Severity, long? OutputId)
{
    /// <summary>Whether it stands before, at or after the place of a finding of the file, in the order of both.</summary>
    public int CompareTo(in PendingKey key, ReadOnlySpan<byte> instance)
    {
        int order = Number.CompareTo(key.Plugin);
        if (order == 0) order = Port.CompareTo(key.Port);
        if (order == 0) order = Protocol.CompareTo(key.Protocol);
        return order == 0 ? Instance.AsSpan().SequenceCompareTo(instance) : order;
    }
}

/// <summary>The importer's statements on findings.</summary>
internal sealed class FindingWriter(SqliteConnection connection, FindingSource source, long importId) : IDisposable
{
    private readonly RawStatement add = new(connection,
        "INSERT INTO finding (asset_id, source, plugin_number, port, protocol, instance, plugin_id, severity, raw_severity, cvss2, cvss3, cvss4, vpr, epss, qds, flags, " +
        "likelihood, impact, rank, status, first_seen_at_us, closed_at_us, output_id, facts_hash, due_at_us, due_by) " +
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)");

    private readonly RawStatement change = new(connection,
        "UPDATE finding SET plugin_id = ?2, severity = ?3, raw_severity = ?4, cvss2 = ?5, cvss3 = ?6, cvss4 = ?7, vpr = ?8, epss = ?9, qds = ?10, flags = ?11, " +
        "likelihood = ?12, impact = ?13, rank = ?14, status = ?15, closed_at_us = ?16, output_id = ?17, facts_hash = ?18, open_since_us = ?19, due_at_us = ?20, due_by = ?21, import_id = NULL WHERE id = ?1");

    private readonly RawStatement leave = new(connection, "UPDATE finding SET status = ?2, import_id = ?3, closed_at_us = ?4 WHERE id = ?1");

    private readonly RawStatement addEvent = new(connection, "INSERT INTO finding_event (finding_id, import_id, at_us, kind, detail) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly RawStatement endAcceptance = new(connection, "UPDATE finding_acceptance SET ended_at_us = ?2, ended_why = 'closed' WHERE finding_id = ?1 AND ended_at_us IS NULL");

    private readonly RawStatement known = new(connection,
        "SELECT id, plugin_number, port, protocol, instance, status, facts_hash, import_id, plugin_id, rank, closed_at_us, cvss2, cvss3, cvss4, vpr, epss, qds, flags, coalesce(open_since_us, first_seen_at_us), due_at_us, severity, output_id " +
        "FROM finding INDEXED BY finding_by_identity WHERE asset_id = ?1 AND source = ?2 ORDER BY plugin_number, port, protocol, instance");

    /// <summary>
    /// All findings of the asset from this source, closed ones too, in the order in which an import compares them. Empty at once for an
    /// asset that this source has never listed.
    /// </summary>
    public void Known(AssetVisit visit, List<KnownFinding> into)
    {
        into.Clear();
        if (visit.PreviousImport is null) return;
        known.Bind(1, visit.Asset).Bind(2, (long)source);
        while (known.Next())
        {
            into.Add(new KnownFinding(
                known.Number(0), known.Number(1), (int)known.Number(2), (FindingProtocol)known.Number(3), known.Text(4).ToArray(), (FindingStatus)known.Number(5), known.Number(6),
                known.IsNull(7) ? null : known.Number(7), known.Number(8), known.Number(9), known.Number(18), known.IsNull(10) ? null : known.Number(10),
                new FindingScores((short)known.Number(11), (short)known.Number(12), (short)known.Number(13), (short)known.Number(14), (int)known.Number(15), (short)known.Number(16)), (FindingFlags)known.Number(17),
                known.IsNull(19) ? null : known.Number(19), (Severity)known.Number(20), known.IsNull(21) ? null : known.Number(21)));
        }
    }

    public void Add(long asset, in PendingFinding f, byte[] instance, byte[] rawSeverity, long plugin, in Scored scored, long hash, long firstSeenUs, long? closedUs)
    {
        FindingStatus status = closedUs is null ? FindingStatus.Open : FindingStatus.Closed;
        add.Bind(1, asset).Bind(2, (long)source).Bind(3, f.Key.Plugin).Bind(4, f.Key.Port).Bind(5, (long)f.Key.Protocol).BindKept(6, instance).Bind(7, plugin)
            .Bind(8, (long)f.Severity).BindKeptOrNull(9, rawSeverity).Bind(10, f.Scores.Cvss2).Bind(11, f.Scores.Cvss3).Bind(12, f.Scores.Cvss4)
            .Bind(13, f.Scores.Vpr).Bind(14, f.Scores.Epss).Bind(15, f.Scores.Qds).Bind(16, (long)f.Flags).Bind(17, scored.Score.Likelihood).Bind(18, scored.Score.Impact)
            .Bind(19, scored.Rank).Bind(20, (long)status).Bind(21, firstSeenUs).Bind(22, closedUs).BindId(23, f.OutputId).Bind(24, hash).Bind(25, scored.DueUs).Bind(26, (long)scored.DueBy).Run();
    }

    /// <summary>Writes what the newest import says of a finding.</summary>
    /// <param name="openSinceUs">From when the clock of its due date runs, where that is not its first sight.</param>
    public void Change(long id, in PendingFinding f, ReadOnlySpan<byte> rawSeverity, long plugin, in Scored scored, long hash, FindingStatus status, long? closedUs, long? openSinceUs) =>
        change.Bind(1, id).Bind(2, plugin).Bind(3, (long)f.Severity).BindTextOrNull(4, rawSeverity).Bind(5, f.Scores.Cvss2).Bind(6, f.Scores.Cvss3).Bind(7, f.Scores.Cvss4)
            .Bind(8, f.Scores.Vpr).Bind(9, f.Scores.Epss).Bind(10, f.Scores.Qds).Bind(11, (long)f.Flags).Bind(12, scored.Score.Likelihood).Bind(13, scored.Score.Impact)
            .Bind(14, scored.Rank).Bind(15, (long)status).Bind(16, closedUs).BindId(17, f.OutputId).Bind(18, hash).Bind(19, openSinceUs).Bind(20, scored.DueUs).Bind(21, (long)scored.DueBy).Run();

    /// <summary>The newest import does not list it any more; <paramref name="lastListed"/> was the last that did.</summary>
    public void Leave(long id, FindingStatus status, long? lastListed, long? closedUs) => leave.Bind(1, id).Bind(2, (long)status).Bind(3, lastListed).Bind(4, closedUs).Run();

    /// <param name="detail">What changed from what to what, where that is known.</param>
    public void Event(long id, long atUs, string kind, string? detail = null) => addEvent.Bind(1, id).Bind(2, importId).Bind(3, atUs).Bind(4, kind).Bind(5, detail).Run();

    /// <summary>What is gone needs nobody's acceptance.</summary>
    public void EndAcceptance(long id, long atUs) => endAcceptance.Bind(1, id).Bind(2, atUs).Run();

    public void Dispose()
    {
        add.Dispose();
        change.Dispose();
        leave.Dispose();
        addEvent.Dispose();
        endAcceptance.Dispose();
        known.Dispose();
    }
}
