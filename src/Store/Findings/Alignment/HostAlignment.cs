using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>A host with its last good scan, and the asset that its findings hang on: what they are compared with.</summary>
/// <param name="Inventory">With its packages; null where no scan went well.</param>
internal sealed record AlignedHost(HostId Host, long Asset, Inventory? Inventory, Instant? ScannedAt);

/// <summary>Compares one host's findings with what is installed and pending there, and keeps what came of it. The only writer of all that rests on both.</summary>
public static class HostAlignment
{
    /// <summary>Brings one host up to date. Writes only what differs, and takes it off the list of those that are due.</summary>
    public static void AlignHost(this WriteTransaction t, HostId id, Instant now)
    {
        if (Read(t, id) is { } host) Align(t, host, now);
        t.File.Prepared("DELETE FROM alignment_due WHERE host_id = ?1").Bind(1, id.Value).Run();
    }

    /// <summary>Everything that rests on findings and a host's scan together, one after the other.</summary>
    private static void Align(WriteTransaction t, AlignedHost host, Instant now)
    {
        _ = (t, host, now);
    }

    /// <summary>Null where the host is gone or has no findings.</summary>
    private static AlignedHost? Read(WriteTransaction t, HostId id)
    {
        long? asset = t.Connection.Scalar<long?>("SELECT a.id FROM asset a JOIN host h ON h.id = a.host_id WHERE a.host_id = $host AND h.removed_at_us IS NULL", ("$host", id.Value));
        if (asset is not { } findings) return null;
        GoodScan? good = t.LastGoodScan(id);
        return new AlignedHost(id, findings, good?.Inventory, good?.At);
    }
}
