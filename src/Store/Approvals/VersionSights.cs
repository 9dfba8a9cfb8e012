using Cockpit.Core.Hosts;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store.Approvals;

/// <summary>When each version was first offered to any host of the file.</summary>
public static class VersionSights
{
    /// <summary>Keeps what a scan was offered; a version that is known keeps its earlier moment.</summary>
    internal static void KeepSights(this WriteTransaction t, IReadOnlyList<PendingUpdate> updates, Instant at)
    {
        foreach (PendingUpdate u in updates)
        {
            t.File.Prepared("INSERT INTO version_sight (name, architecture, version, seen_at_us) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET seen_at_us = excluded.seen_at_us WHERE excluded.seen_at_us < seen_at_us")
                .Bind(1, u.Name).Bind(2, u.Architecture).Bind(3, u.To).Bind(4, JournalHash.Microseconds(at)).Run();
        }
    }

    /// <summary>When a version was first seen; null where this file never saw it.</summary>
    public static Instant? FirstSeen(this ReadTransaction t, string name, string architecture, string version) => t.Connection.Scalar<long?>(
        "SELECT seen_at_us FROM version_sight WHERE name = $name AND architecture = $architecture AND version = $version", ("$name", name), ("$architecture", architecture), ("$version", version)) is { } at ? JournalHash.FromMicroseconds(at) : null;

    /// <summary>When an update was first offered at one version; any host that has it tells, since what is kept is of the whole file.</summary>
    public static Instant? FirstSeenOfUpdate(this ReadTransaction t, string source, string version) => t.Connection.Scalar<long?>(
        "SELECT min(v.seen_at_us) FROM pending_update p JOIN version_sight v ON v.name = p.name AND v.architecture = p.architecture AND v.version = p.to_version " +
        "WHERE p.host_id = (SELECT host_id FROM host_update_risk INDEXED BY host_update_risk_by_update WHERE package = $source AND to_version = $version LIMIT 1) AND coalesce(p.source_package, p.name) = $source",
        ("$source", source), ("$version", version)) is { } at ? JournalHash.FromMicroseconds(at) : null;
}
