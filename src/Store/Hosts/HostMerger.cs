using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Alignment;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>What a merge moved.</summary>
public sealed record MergeCounts(int Scans, int Findings);

/// <summary>
/// Joins a host to another one that is the same machine. Scans, pending updates, findings and names go over; plans and the journal
/// keep the number under which they know it, which leads to the host that stays by <see cref="HostNumbers"/>.
/// </summary>
public static class HostMerger
{
    /// <param name="joined">The host that stays, as it is described afterwards.</param>
    public static MergeCounts MergeHosts(this WriteTransaction t, Host joined, Host from, Actor by, Instant now)
    {
        (string, object?)[] both = [("$into", joined.Id.Value), ("$from", from.Id.Value)];
        int findings = t.MoveFindings(from.Id, joined.Id, now);
        int scans = t.Connection.Execute("UPDATE host_scan SET host_id = $into WHERE host_id = $from", both);
        MovePendingUpdates(t, both);
        const string newest = "SELECT id FROM host_scan WHERE host_id = $into";
        t.Connection.Execute(
            $"UPDATE host SET last_scan_id = ({newest} ORDER BY started_at_us DESC, id DESC LIMIT 1), " +
            $"last_good_scan_id = ({newest} AND inventory IS NOT NULL ORDER BY started_at_us DESC, id DESC LIMIT 1) WHERE id = $into", ("$into", joined.Id.Value));
        t.Connection.Execute("UPDATE host SET (machine_id, boot_id) = (SELECT s.machine_id, s.boot_id FROM host_scan s WHERE s.id = host.last_good_scan_id) WHERE id = $into", ("$into", joined.Id.Value));
        t.Connection.Execute("UPDATE OR IGNORE host_machine_id SET host_id = $into WHERE host_id = $from", both);
        t.Connection.Execute("DELETE FROM host_machine_id WHERE host_id = $from", ("$from", from.Id.Value));
        t.Connection.Execute("UPDATE host_hold SET host_id = $into WHERE host_id = $from", both);
        t.Connection.Execute("DELETE FROM host_standing WHERE host_id IN ($into, $from)", both);
        t.Connection.Execute("DELETE FROM host_alias WHERE host_id = $from", ("$from", from.Id.Value));
        t.Connection.Execute("UPDATE host SET removed_at_us = $now, merged_into_id = $into, last_scan_id = NULL, last_good_scan_id = NULL WHERE id = $from", [.. both, ("$now", JournalHash.Microseconds(now))]);
        // A host that was joined to the one that goes leads to the one that stays.
        t.Connection.Execute("UPDATE host SET merged_into_id = $into WHERE merged_into_id = $from", both);
        t.WriteMergedHost(joined, from, by, now);
        t.RefreshFindings(now);
        AlignmentDue.MarkHost(t, joined.Id);
        AlignmentDue.MarkHost(t, from.Id);
        return new(scans, findings);
    }

    /// <summary>Every number under which plans and the journal know a host: its own, and those of the hosts that were joined to it.</summary>
    public static IReadOnlySet<HostId> HostNumbers(this ReadTransaction t, HostId host) =>
        t.Connection.ReadAll("SELECT id FROM host WHERE merged_into_id = $host", r => new HostId(r.GetInt64(0)), ("$host", host.Value)).Append(host).ToHashSet();

    /// <summary>The host that a number leads to now: itself, or the one that it was joined to.</summary>
    public static HostId CurrentNumber(this ReadTransaction t, HostId host) =>
        new(t.Connection.Scalar<long?>("SELECT merged_into_id FROM host WHERE id = $host", ("$host", host.Value)) ?? host.Value);

    /// <summary>Those of the newer good scan count.</summary>
    private static void MovePendingUpdates(WriteTransaction t, (string, object?)[] both)
    {
        const string goodAt = "(SELECT s.started_at_us FROM host h JOIN host_scan s ON s.id = h.last_good_scan_id WHERE h.id = {0})";
        bool newer = t.Connection.Scalar<long>($"SELECT coalesce({string.Format(null, goodAt, "$from")}, 0) > coalesce({string.Format(null, goodAt, "$into")}, 0)", both) == 1;
        t.Connection.Execute($"DELETE FROM pending_update WHERE host_id = {(newer ? "$into" : "$from")}", both);
        t.Connection.Execute("UPDATE pending_update SET host_id = $into WHERE host_id = $from", both);
    }
}
