using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Windows;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Store.Windows;

/// <summary>Where a freeze came from, if it came from a calendar.</summary>
/// <param name="Uid">The entry's UID.</param>
/// <param name="Instance">Which of its occurrences; empty where it has only one.</param>
/// <param name="Calendar">The name of the file.</param>
public sealed record CalendarSource(string Uid, string Instance, string Calendar);

/// <summary>A freeze, with the calendar that it came from.</summary>
public sealed record StoredFreeze(Freeze Freeze, CalendarSource? Source);

/// <summary>What a new freeze is, before it has a number.</summary>
public sealed record FreezeTerms(string Name, string Scope, Instant StartsAt, Instant EndsAt, string Reason);

/// <summary>The freezes of the file, and the zone in which its dates are read.</summary>
public static class FreezeStore
{
    public const string Stream = "freezes";

    private const string Columns = "id, name, scope, starts_at_us, ends_at_us, reason, by_name, source, instance, calendar";

    /// <summary>All that were not lifted, also those that are over; by begin.</summary>
    public static List<StoredFreeze> StoredFreezes(this ReadTransaction t) =>
        t.Connection.ReadAll($"SELECT {Columns} FROM freeze WHERE removed_at_us IS NULL ORDER BY starts_at_us, ends_at_us, id", Make);

    /// <summary>Those that are not over at a moment; by begin. What a decision about now and later has to know.</summary>
    public static List<Freeze> FreezesFrom(this ReadTransaction t, Instant from) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM freeze WHERE removed_at_us IS NULL AND ends_at_us > $from ORDER BY starts_at_us, ends_at_us, id", r => Make(r).Freeze, ("$from", JournalHash.Microseconds(from)));

    public static StoredFreeze AddFreeze(this WriteTransaction t, FreezeTerms terms, CalendarSource? source, Actor by, Instant now)
    {
        t.Connection.Execute(
            "INSERT INTO freeze (name, scope, starts_at_us, ends_at_us, reason, by_name, source, instance, calendar) VALUES ($name, $scope, $start, $end, $reason, $by, $source, $instance, $calendar)",
            ("$name", terms.Name), ("$scope", terms.Scope), ("$start", JournalHash.Microseconds(terms.StartsAt)), ("$end", JournalHash.Microseconds(terms.EndsAt)), ("$reason", terms.Reason),
            ("$by", by.Name), ("$source", source?.Uid), ("$instance", source?.Instance), ("$calendar", source?.Calendar));
        var id = new FreezeId(t.Connection.LastInsertRowId());
        Append(t, "freeze.added", id, terms, null, by, now);
        return new(new(id, terms.Name, terms.Scope, terms.StartsAt, terms.EndsAt, terms.Reason, by.Name, source?.Uid), source);
    }

    /// <summary>Gives a freeze of a calendar the terms that the calendar has now.</summary>
    public static void ChangeFreeze(this WriteTransaction t, FreezeId id, FreezeTerms terms, CalendarSource source, Actor by, Instant now)
    {
        t.Connection.Execute(
            "UPDATE freeze SET name = $name, scope = $scope, starts_at_us = $start, ends_at_us = $end, reason = $reason, by_name = $by, calendar = $calendar WHERE id = $id",
            ("$name", terms.Name), ("$scope", terms.Scope), ("$start", JournalHash.Microseconds(terms.StartsAt)), ("$end", JournalHash.Microseconds(terms.EndsAt)), ("$reason", terms.Reason),
            ("$by", by.Name), ("$calendar", source.Calendar), ("$id", id.Value));
        Append(t, "freeze.changed", id, terms, null, by, now);
    }

    public static void RemoveFreeze(this WriteTransaction t, Freeze freeze, string reason, Actor by, Instant now)
    {
        t.Connection.Execute("UPDATE freeze SET removed_at_us = $now WHERE id = $id", ("$now", JournalHash.Microseconds(now)), ("$id", freeze.Id.Value));
        Append(t, "freeze.removed", freeze.Id, new(freeze.Name, freeze.Scope, freeze.StartsAt, freeze.EndsAt, freeze.Reason), reason, by, now);
    }

    /// <summary>The IANA name of the zone in which dates are read; null where the machine's counts.</summary>
    public static string? FileZone(this ReadTransaction t) => t.Connection.Scalar<string>("SELECT zone FROM file");

    public static void SetFileZone(this WriteTransaction t, string? zone, Actor by, Instant now)
    {
        t.Connection.Execute("UPDATE file SET zone = $zone", ("$zone", zone));
        t.Append("file", "file.zoneSet", AuditPayload.Write(by, json => json.WriteString("zone", zone)), by, now);
    }

    private static void Append(WriteTransaction t, string type, FreezeId id, FreezeTerms terms, string? why, Actor by, Instant now) => t.Append(Stream, type, AuditPayload.Write(by, json =>
    {
        json.WriteNumber("freeze", id.Value);
        json.WriteString("name", terms.Name);
        json.WriteString("scope", terms.Scope);
        json.WriteString("startsAt", InstantPattern.ExtendedIso.Format(terms.StartsAt));
        json.WriteString("endsAt", InstantPattern.ExtendedIso.Format(terms.EndsAt));
        json.WriteString("reason", why ?? terms.Reason);
    }), by, now);

    private static StoredFreeze Make(SqliteDataReader r)
    {
        CalendarSource? source = r.TextOrNull(7) is { } uid ? new(uid, r.TextOrNull(8) ?? "", r.TextOrNull(9) ?? "") : null;
        return new(
            new(new FreezeId(r.GetInt64(0)), r.GetString(1), r.GetString(2), JournalHash.FromMicroseconds(r.GetInt64(3)), JournalHash.FromMicroseconds(r.GetInt64(4)), r.GetString(5), r.GetString(6), source?.Uid),
            source);
    }
}
