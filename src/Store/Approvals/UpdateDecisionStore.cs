using Cockpit.Core.Approvals;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Approvals;

/// <summary>One package that is pending on a host, with the update that it belongs to.</summary>
/// <param name="Update">The version under which the whole source package is listed.</param>
public sealed record PendingPackage(HostId Host, string HostName, string Update, string Name, string Architecture, string Version, UpdateClass Class, Instant? FirstSeenAt);

/// <summary>What people said of updates, and what they looked at before.</summary>
public static class UpdateDecisionStore
{
    /// <summary>Every word that nobody lifted, by its number; a deferral that is over among them.</summary>
    public static List<UpdateDecision> UpdateDecisions(this ReadTransaction t)
    {
        ILookup<long, (string, string)> versions = t.Connection.ReadAll(
            "SELECT v.decision_id, v.name, v.version FROM update_decision_version v JOIN update_decision d ON d.id = v.decision_id WHERE d.lifted_at_us IS NULL",
            r => (Id: r.GetInt64(0), Version: (r.GetString(1), r.GetString(2)))).ToLookup(v => v.Id, v => v.Version);
        return t.Connection.ReadAll(
            "SELECT id, verdict, package, scope, until_us, ticket, reason, at_us, by_uid, by_login_uid, by_name FROM update_decision WHERE lifted_at_us IS NULL ORDER BY id",
            r => Make(r) with { Versions = [.. versions[r.GetInt64(0)]] });
    }

    /// <summary>Rises with each word and each one that is taken back.</summary>
    public static long UpdateDecisionStamp(this ReadTransaction t) => t.Connection.Scalar<long>("SELECT coalesce(max(stream_seq), 0) FROM journal WHERE stream = 'updates'");

    /// <summary>Keeps a word. It lifts nothing: of two the later counts, and a rejection counts until it is lifted.</summary>
    public static void Decide(this WriteTransaction t, UpdateDecision d)
    {
        t.Connection.Execute(
            "INSERT INTO update_decision (verdict, package, scope, until_us, ticket, reason, at_us, by_uid, by_login_uid, by_name) VALUES ($verdict, $package, $scope, $until, $ticket, $reason, $at, $uid, $login, $name)",
            ("$verdict", Word(d.Word)), ("$package", d.Package), ("$scope", d.Scope), ("$until", d.Until is { } until ? JournalHash.Microseconds(until) : null), ("$ticket", d.Ticket), ("$reason", d.Reason),
            ("$at", JournalHash.Microseconds(d.At)), ("$uid", d.By.Uid), ("$login", d.By.LoginUid), ("$name", d.By.Name));
        long id = t.Connection.LastInsertRowId();
        foreach (var (name, version) in d.Versions.Order())
            t.Connection.Execute("INSERT INTO update_decision_version (decision_id, name, version) VALUES ($id, $name, $version)", ("$id", id), ("$name", name), ("$version", version));
        t.Append("updates", $"update.{Word(d.Word)}", AuditPayload.Write(d.By, json =>
        {
            json.WriteString("update", d.Package);
            json.WriteString("scope", d.Scope);
            if (d.Word is UpdateWord.Approved)
            {
                json.WriteStartArray("versions");
                foreach (var (name, version) in d.Versions.Order()) json.WriteStringValue($"{name}={version}");
                json.WriteEndArray();
            }
            if (d.Until is { } end) json.WriteString("until", end.ToString());
            json.WriteString("ticket", d.Ticket);
            json.WriteString("reason", d.Reason);
        }), d.By, d.At);
    }

    /// <summary>Takes words on a source package back.</summary>
    /// <param name="scope">Only those about exactly this expression; null is all of them.</param>
    /// <returns>How many were taken back; nothing was written where none was.</returns>
    public static int LiftDecisions(this WriteTransaction t, string package, string? scope, string? reason, Actor by, Instant now)
    {
        int lifted = t.Connection.Execute(
            "UPDATE update_decision SET lifted_at_us = $now WHERE package = $package AND lifted_at_us IS NULL AND ($scope IS NULL OR scope = $scope)",
            ("$now", JournalHash.Microseconds(now)), ("$package", package), ("$scope", scope));
        if (lifted == 0) return 0;
        t.Append("updates", "update.lifted", AuditPayload.Write(by, json =>
        {
            json.WriteString("update", package);
            json.WriteString("scope", scope);
            json.WriteNumber("decisions", lifted);
            json.WriteString("reason", reason);
        }), by, now);
        return lifted;
    }

    /// <summary>Keeps a tick of a version's checklist.</summary>
    public static void Tick(this WriteTransaction t, string package, string version, CheckKind kind, string note, Actor by, Instant now)
    {
        t.Connection.Execute(
            "INSERT INTO update_check (package, version, kind, note, at_us, by_uid, by_login_uid, by_name) VALUES ($package, $version, $kind, $note, $at, $uid, $login, $name)",
            ("$package", package), ("$version", version), ("$kind", Word(kind)), ("$note", note), ("$at", JournalHash.Microseconds(now)), ("$uid", by.Uid), ("$login", by.LoginUid), ("$name", by.Name));
        t.Append("updates", "update.checked", AuditPayload.Write(by, json =>
        {
            json.WriteString("update", package);
            json.WriteString("version", version);
            json.WriteString("check", Word(kind));
            json.WriteString("note", note);
        }), by, now);
    }

    /// <summary>Every tick of every version, by update and version, the oldest first.</summary>
    public static ILookup<(string Package, string Version), UpdateCheck> UpdateChecks(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT package, version, kind, note, at_us, by_name FROM update_check ORDER BY id",
        r => (Of: (r.GetString(0), r.GetString(1)), Check: new UpdateCheck(Enum.Parse<CheckKind>(r.GetString(2), ignoreCase: true), r.GetString(3), JournalHash.FromMicroseconds(r.GetInt64(4)), r.GetString(5)))).ToLookup(c => c.Of, c => c.Check);

    /// <summary>The packages of a source that are pending, host by host.</summary>
    public static List<PendingPackage> PendingPackages(this ReadTransaction t, string source) => t.Connection.ReadAll(
        "SELECT r.host_id, h.name, r.to_version, p.name, p.architecture, p.to_version, p.class, v.seen_at_us FROM host_update_risk r INDEXED BY host_update_risk_by_update " +
        "JOIN host h ON h.id = r.host_id JOIN pending_update p ON p.host_id = r.host_id AND coalesce(p.source_package, p.name) = r.package " +
        "LEFT JOIN version_sight v ON v.name = p.name AND v.architecture = p.architecture AND v.version = p.to_version WHERE r.package = $source ORDER BY h.name, p.name, p.architecture",
        r => new PendingPackage(new HostId(r.GetInt64(0)), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6) == "security" ? UpdateClass.Security : UpdateClass.Other,
            r.NumberOrNull(7) is { } seen ? JournalHash.FromMicroseconds(seen) : null), ("$source", source));

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static UpdateDecision Make(SqliteDataReader r) => new(
        r.GetInt64(0), Enum.Parse<UpdateWord>(r.GetString(1), ignoreCase: true), r.GetString(2), r.GetString(3), r.NumberOrNull(4) is { } until ? JournalHash.FromMicroseconds(until) : null,
        r.TextOrNull(5), r.TextOrNull(6), JournalHash.FromMicroseconds(r.GetInt64(7)), new Actor(r.GetInt64(8), r.NumberOrNull(9), r.GetString(10)));
}
