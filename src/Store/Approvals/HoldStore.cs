using Cockpit.Core.Approvals;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Store.Hosts;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Approvals;

/// <summary>Holds in the file. One that has run out stays as a row and counts nowhere.</summary>
public static class HoldStore
{
    private const string Columns = "host_id, package, until_us, reason, expected_off, at_us, by_name", Live = "lifted_at_us IS NULL AND until_us > $now";

    /// <summary>Every hold that counts at a moment.</summary>
    public static List<Hold> Holds(this ReadTransaction t, Instant now) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM host_hold WHERE {Live} ORDER BY host_id, package", Make, ("$now", JournalHash.Microseconds(now)));

    /// <summary>Those of one host, the whole host's first.</summary>
    public static List<Hold> HoldsOf(this ReadTransaction t, HostId host, Instant now) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM host_hold WHERE host_id = $host AND {Live} ORDER BY package", Make, ("$host", host.Value), ("$now", JournalHash.Microseconds(now)));

    /// <summary>Those of a rollout's hosts, under the numbers that the rollout knows; a host that was merged since keeps what its machine has now.</summary>
    public static List<Hold> HoldsIn(this ReadTransaction t, RolloutId rollout, Instant now) => t.Connection.ReadAll(
        $"SELECT rh.host_id, x.package, x.until_us, x.reason, x.expected_off, x.at_us, x.by_name FROM rollout_host rh JOIN host h ON h.id = rh.host_id JOIN host_hold x ON x.host_id = coalesce(h.merged_into_id, h.id) " +
        $"WHERE rh.rollout_id = $id AND x.{Live} ORDER BY x.package", Make, ("$id", rollout.Value), ("$now", JournalHash.Microseconds(now)));

    /// <summary>Holds a host or one of its updates; a hold on the same that counts still is replaced.</summary>
    public static void HoldHost(this WriteTransaction t, Host host, string? package, Instant until, string reason, bool expectedOff, Actor by, Instant now)
    {
        End(t, host.Id, package, now);
        t.Connection.Execute(
            "INSERT INTO host_hold (host_id, package, until_us, reason, expected_off, at_us, by_uid, by_name) VALUES ($host, $package, $until, $reason, $off, $now, $uid, $name)",
            ("$host", host.Id.Value), ("$package", package), ("$until", JournalHash.Microseconds(until)), ("$reason", reason), ("$off", expectedOff), ("$now", JournalHash.Microseconds(now)), ("$uid", by.Uid), ("$name", by.Name));
        t.AppendHostEvent(host.Id, "host.held", AuditPayload.Write(by, json =>
        {
            Named(json, host, package);
            json.WriteString("until", until.ToString());
            json.WriteString("reason", reason);
            if (expectedOff) json.WriteBoolean("expectedOff", true);
        }), by, now);
    }

    /// <summary>Ends a hold before its time.</summary>
    /// <returns>False where there was none; nothing was written then.</returns>
    public static bool LiftHold(this WriteTransaction t, Host host, string? package, string? reason, Actor by, Instant now)
    {
        if (t.HoldsOf(host.Id, now).All(h => h.Package != package)) return false;
        End(t, host.Id, package, now);
        t.AppendHostEvent(host.Id, "host.holdLifted", AuditPayload.Write(by, json =>
        {
            Named(json, host, package);
            json.WriteString("reason", reason);
        }), by, now);
        return true;
    }

    private static void End(WriteTransaction t, HostId host, string? package, Instant now) => t.Connection.Execute(
        "UPDATE host_hold SET lifted_at_us = $now WHERE host_id = $host AND package IS $package AND lifted_at_us IS NULL", ("$now", JournalHash.Microseconds(now)), ("$host", host.Value), ("$package", package));

    private static void Named(System.Text.Json.Utf8JsonWriter json, Host host, string? package)
    {
        json.WriteNumber("id", host.Id.Value);
        json.WriteString("name", host.Name);
        json.WriteString("update", package);
    }

    private static Hold Make(SqliteDataReader r) => new(
        new HostId(r.GetInt64(0)), r.TextOrNull(1), JournalHash.FromMicroseconds(r.GetInt64(2)), r.GetString(3), r.GetBoolean(4), JournalHash.FromMicroseconds(r.GetInt64(5)), r.GetString(6));
}
