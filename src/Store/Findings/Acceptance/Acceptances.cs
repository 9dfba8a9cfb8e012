using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Store.Findings.Acceptance;

/// <summary>
/// Risks that people took on. While one holds, its finding does not count; it ends with its day, by a person's word, when the finding is
/// closed, and when the finding gets worse than what the person looked at.
/// </summary>
public static class Acceptances
{
    private const string Live = "ended_at_us IS NULL";

    /// <summary>Takes findings on. One that is accepted already gets the new end and reason. All of them, or nothing.</summary>
    public static void Accept(this WriteTransaction t, IReadOnlyCollection<FindingId> findings, Instant until, string reason, string? control, Actor by, Instant now)
    {
        long nowUs = JournalHash.Microseconds(now);
        var figures = new Figures();
        foreach (FindingId id in findings)
        {
            (FindingStatus status, long asset, FindingSource source, long plugin, long rank) = Read(t, id);
            if (status == FindingStatus.Accepted) EndRow(t, id, nowUs, "replaced");
            else figures.Count(asset, source, plugin, rank, -1);
            t.Connection.Execute(
                "INSERT INTO finding_acceptance (finding_id, at_us, until_us, reason, control, by_uid, by_name, level, known_exploited) VALUES ($id, $at, $until, $reason, $control, $uid, $name, $level, $kev)",
                ("$id", id.Value), ("$at", nowUs), ("$until", JournalHash.Microseconds(until)), ("$reason", reason), ("$control", control), ("$uid", by.Uid), ("$name", by.Name),
                ("$level", (int)RiskRank.ScoreOf(rank).Level), ("$kev", RiskRank.IsKnownExploited(rank) ? 1 : 0));
            t.Connection.Execute("UPDATE finding SET status = $accepted WHERE id = $id", ("$accepted", (int)FindingStatus.Accepted), ("$id", id.Value));
            Event(t, id, nowUs, "accepted", $"until {until:uuuu-MM-dd'T'HH:mm:ss'Z'}: {reason}{(control is null ? "" : $" (meanwhile: {control})")}", by.Name);
        }
        figures.Write(t, now);
        Journal(t, "finding.accepted", findings, by, now, json =>
        {
            json.WriteString("until", until.ToString());
            json.WriteString("reason", reason);
            json.WriteString("control", control);
        });
    }

    /// <summary>Ends acceptances by a person's word; the findings count again.</summary>
    public static void EndAcceptance(this WriteTransaction t, IReadOnlyCollection<FindingId> findings, string reason, Actor by, Instant now)
    {
        var figures = new Figures();
        foreach (FindingId id in findings) Reopen(t, figures, id, JournalHash.Microseconds(now), reason, by.Name);
        figures.Write(t, now);
        Journal(t, "finding.acceptance-ended", findings, by, now, json => json.WriteString("reason", reason));
    }

    /// <summary>Whether an acceptance has run out that the file still holds.</summary>
    public static bool HasExpiredAcceptance(this ReadTransaction t, Instant now) => t.Connection.Scalar<long>(
        $"SELECT EXISTS (SELECT 1 FROM finding_acceptance INDEXED BY finding_acceptance_until WHERE {Live} AND until_us <= $now)", ("$now", JournalHash.Microseconds(now))) == 1;

    /// <summary>Ends what has run out. Any process that comes by does it: no clock has to be running for a risk to count again.</summary>
    public static int EndExpiredAcceptances(this WriteTransaction t, Actor by, Instant now)
    {
        List<(FindingId Finding, long Until)> expired = t.Connection.ReadAll(
            $"SELECT finding_id, until_us FROM finding_acceptance INDEXED BY finding_acceptance_until WHERE {Live} AND until_us <= $now ORDER BY finding_id",
            r => (new FindingId(r.GetInt64(0)), r.GetInt64(1)), ("$now", JournalHash.Microseconds(now)));
        if (expired.Count == 0) return 0;
        var figures = new Figures();
        foreach ((FindingId id, long until) in expired) Reopen(t, figures, id, until, "expired", null);
        figures.Write(t, now);
        Journal(t, "finding.acceptance-ended", [.. expired.Select(e => e.Finding)], by, now, json => json.WriteString("reason", "expired"));
        return expired.Count;
    }

    /// <summary>Ends what got worse since: a higher level, or known to be exploited now. To be called in the transaction that changes scores.</summary>
    public static int EndWorseAcceptances(this WriteTransaction t, Instant now)
    {
        List<(FindingId Finding, string Why)> worse = t.Connection.ReadAll(
            $"SELECT c.finding_id, f.rank, c.level, c.known_exploited FROM finding_acceptance c JOIN finding f ON f.id = c.finding_id WHERE c.{Live} AND f.status = 3 ORDER BY c.finding_id",
            r => (new FindingId(r.GetInt64(0)), Why: Worse(r.GetInt64(1), (RiskLevel)r.GetInt32(2), r.GetBoolean(3)))).Where(f => f.Why is not null).Select(f => (f.Item1, f.Why!)).ToList();
        if (worse.Count == 0) return 0;
        var figures = new Figures();
        foreach ((FindingId id, string why) in worse) Reopen(t, figures, id, JournalHash.Microseconds(now), why, null);
        figures.Write(t, now);
        return worse.Count;
    }

    /// <summary>The acceptances that hold, by finding.</summary>
    public static Dictionary<FindingId, StoredAcceptance> AcceptancesOf(this ReadTransaction t, IEnumerable<FindingId> findings) => t.Connection.ReadAll(
        $"SELECT finding_id, at_us, until_us, by_name, reason, control FROM finding_acceptance WHERE {Live} AND finding_id IN (SELECT value FROM json_each($ids))",
        r => new StoredAcceptance(new FindingId(r.GetInt64(0)), JournalHash.FromMicroseconds(r.GetInt64(1)), JournalHash.FromMicroseconds(r.GetInt64(2)), r.GetString(3), r.GetString(4), r.TextOrNull(5)),
        ("$ids", $"[{string.Join(',', findings.Select(f => f.Value))}]")).ToDictionary(a => a.Finding);

    /// <summary>How many findings a person took on: they count nowhere else.</summary>
    /// <param name="hosts">Only on these hosts; null is all machines.</param>
    public static long AcceptedFindings(this ReadTransaction t, Instant now, IReadOnlyCollection<HostId>? hosts = null, FindingSource? source = null) => t.Connection.Scalar<long>(
        $"SELECT count(*) FROM finding_acceptance c JOIN finding f ON f.id = c.finding_id JOIN asset a ON a.id = f.asset_id WHERE c.{Live} AND c.until_us > $now " +
        "AND ($source IS NULL OR f.source = $source) AND ($hosts IS NULL OR a.host_id IN (SELECT value FROM json_each($hosts)))",
        ("$now", JournalHash.Microseconds(now)), ("$source", source is { } of ? (int)of : null), ("$hosts", hosts is null ? null : $"[{string.Join(',', hosts.Select(h => h.Value))}]"));

    /// <summary>The status of each finding that exists.</summary>
    public static List<AcceptanceCandidate> StatusOf(this ReadTransaction t, IEnumerable<FindingId> findings) => t.Connection.ReadAll(
        "SELECT id, status FROM finding WHERE id IN (SELECT value FROM json_each($ids)) ORDER BY id", r => new AcceptanceCandidate(new FindingId(r.GetInt64(0)), r.GetInt32(1)),
        ("$ids", $"[{string.Join(',', findings.Select(f => f.Value))}]"));

    private static string? Worse(long rank, RiskLevel level, bool knownExploited)
    {
        if (RiskRank.IsKnownExploited(rank) && !knownExploited) return "got worse: it is known to be exploited now";
        RiskLevel now = RiskRank.ScoreOf(rank).Level;
        return now > level ? $"got worse: its risk was {RiskMatrix.Word(level)} and is {RiskMatrix.Word(now)}" : null;
    }

    private static (FindingStatus Status, long Asset, FindingSource Source, long Plugin, long Rank) Read(WriteTransaction t, FindingId id)
    {
        (FindingStatus, long, FindingSource, long, long) row = default;
        t.Connection.ReadOne("SELECT status, asset_id, source, plugin_id, rank FROM finding WHERE id = $id",
            r => row = ((FindingStatus)r.GetInt32(0), r.GetInt64(1), (FindingSource)r.GetInt32(2), r.GetInt64(3), r.GetInt64(4)), ("$id", id.Value));
        return row;
    }

    private static void Reopen(WriteTransaction t, Figures figures, FindingId id, long atUs, string why, string? by)
    {
        (FindingStatus status, long asset, FindingSource source, long plugin, long rank) = Read(t, id);
        EndRow(t, id, atUs, why);
        if (status != FindingStatus.Accepted) return;
        t.Connection.Execute("UPDATE finding SET status = $open WHERE id = $id", ("$open", (int)FindingStatus.Open), ("$id", id.Value));
        figures.Count(asset, source, plugin, rank, +1);
        Event(t, id, atUs, "acceptance-ended", why, by);
    }

    private static void EndRow(WriteTransaction t, FindingId id, long atUs, string why) =>
        t.Connection.Execute($"UPDATE finding_acceptance SET ended_at_us = $at, ended_why = $why WHERE finding_id = $id AND {Live}", ("$at", atUs), ("$why", why), ("$id", id.Value));

    private static void Event(WriteTransaction t, FindingId id, long atUs, string kind, string detail, string? by) => t.Connection.Execute(
        "INSERT INTO finding_event (finding_id, at_us, kind, detail, by_name) VALUES ($id, $at, $kind, $detail, $by)", ("$id", id.Value), ("$at", atUs), ("$kind", kind), ("$detail", detail), ("$by", by));

    private static void Journal(WriteTransaction t, string type, IReadOnlyCollection<FindingId> findings, Actor by, Instant now, Action<System.Text.Json.Utf8JsonWriter> body) =>
        t.Append("findings", type, AuditPayload.Write(by, json =>
        {
            json.WriteStartArray("findings");
            foreach (FindingId id in findings) json.WriteStringValue(id.ToString());
            json.WriteEndArray();
            body(json);
        }), by, now);

    /// <summary>What counts on the machines that a decision touches: their cells, and their earliest due date.</summary>
    private sealed class Figures
    {
        private readonly RiskLedger ledger = new();
        private readonly HashSet<long> assets = [];

        public void Count(long asset, FindingSource source, long plugin, long rank, int by)
        {
            ledger.Count(asset, source, plugin, rank, by);
            assets.Add(asset);
        }

        public void Write(WriteTransaction t, Instant now)
        {
            ledger.Write(t.Connection, now);
            AssetDue.Refresh(t.Connection, assets);
        }
    }
}
