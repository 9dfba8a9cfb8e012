using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Store.Journal;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>What the journal says of hosts, found by host, so that one host's page does not read those of all others.</summary>
public static class HostEvents
{
    /// <summary>The newest events of a host, under any of the numbers by which it is known, newest first.</summary>
    public static List<JournalRow> HostEventsOf(this ReadTransaction t, IEnumerable<HostId> numbers, int limit) => t.Rows(
        "seq IN (SELECT seq FROM host_event WHERE host_id IN (SELECT value FROM json_each($hosts)) ORDER BY seq DESC LIMIT $limit) ORDER BY seq DESC",
        ("$hosts", $"[{string.Join(',', numbers.Select(n => n.Value))}]"), ("$limit", limit));

    internal static void AppendHostEvent(this WriteTransaction t, HostId host, string type, ReadOnlyMemory<byte> payload, Actor by, Instant now)
    {
        JournalRow row = t.Append("hosts", type, payload, by, now);
        t.Connection.Execute("INSERT INTO host_event (host_id, seq) VALUES ($host, $seq)", ("$host", host.Value), ("$seq", row.Seq));
    }
}
