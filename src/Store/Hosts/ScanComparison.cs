using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Changes;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Rollouts;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>Compares a result with the good scan before it, in the transaction that keeps the result.</summary>
internal static class ScanComparison
{
    /// <param name="listHash">Of the packages that were read: a list that is stored already is not compared again.</param>
    /// <returns>Null for the first good scan.</returns>
    public static ScanDelta? WithLastGood(WriteTransaction t, HostId host, ScanResult result, Inventory read, byte[] listHash, OwnWorkReader own)
    {
        Instant from = default;
        byte[]? packed = null, listBefore = null;
        if (!t.Connection.ReadOne(
            "SELECT s.started_at_us, s.inventory, s.package_list_hash FROM host h JOIN host_scan s ON s.id = h.last_good_scan_id WHERE h.id = $host",
            r => (from, packed, listBefore) = (JournalHash.FromMicroseconds(r.GetInt64(0)), r.GetFieldValue<byte[]>(1), r.IsDBNull(2) ? null : r.GetFieldValue<byte[]>(2)),
            ("$host", host.Value))) return null;
        bool samePackages = listBefore is not null && listBefore.AsSpan().SequenceEqual(listHash);
        Inventory before = InventoryJson.Inventory(packed!).With(samePackages || listBefore is null ? [] : Packages(t, listBefore));
        IReadOnlyList<ScanChange> changes = ScanChanges.Between(before, read, samePackages);
        if (!changes.Any(c => ChangedByOthers.CanBe(c.Kind))) return ScanDelta.Of(changes);
        return ScanDelta.Of(ChangedByOthers.Mark(changes, own.Of(t, t.HostNumbers(host), from, result.StartedAt + result.Took)));
    }

    private static IReadOnlyList<InstalledPackage> Packages(ReadTransaction t, byte[] hash) =>
        t.Connection.Scalar<byte[]>("SELECT body FROM package_list WHERE hash = $hash", ("$hash", hash)) is { } body ? InventoryJson.Packages(body) : [];
}
