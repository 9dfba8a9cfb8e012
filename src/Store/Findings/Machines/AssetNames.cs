using Cockpit.Core.Findings;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Machines;

/// <summary>Follows a machine that is known by an id of its own through its names and addresses.</summary>
internal static class AssetNames
{
    private sealed record Names(string Key, string Label, string? NetBios, string? Dns, string? Ip, bool Loose);

    /// <summary>Keeps what the newest import says of a machine: its ids, and its names where an id says that it is the same one. A change of them is an event.</summary>
    public static void Keep(SqliteConnection connection, long import, long asset, long seenUs, IEnumerable<ImportedMachine> machines)
    {
        foreach (ImportedMachine machine in machines)
        {
            AssetIdentity who = machine.Identity;
            if (!who.Ids.Any()) continue;
            StoredMachineIds.Keep(connection, asset, who.Ids);
            if (who.AssetId is null && who.AgentId is null && who.BiosUuid is null) continue;
            Names? known = null;
            connection.ReadOne("SELECT key, label, net_bios, dns, ip, host_id IS NULL FROM asset WHERE id = $id",
                r => known = new Names(r.GetString(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.GetBoolean(5)), ("$id", asset));
            if (known is null || Same(known, who)) continue;
            connection.Execute(
                "UPDATE asset SET label = $label, net_bios = coalesce($netBios, net_bios), dns = coalesce($dns, dns), ip = coalesce($ip, ip), " +
                "key = CASE WHEN $loose AND NOT EXISTS (SELECT 1 FROM asset o WHERE o.host_id IS NULL AND o.key = $key) THEN $key ELSE key END WHERE id = $id",
                ("$label", who.Label), ("$netBios", who.NetBios), ("$dns", who.Dns), ("$ip", who.Ip), ("$loose", known.Loose), ("$key", who.Key), ("$id", asset));
            Event(connection, asset, import, seenUs, "moved", $"{Words(known.Label, known.Dns ?? known.NetBios, known.Ip)} -> {Words(who.Label, who.Dns ?? who.NetBios ?? known.Dns ?? known.NetBios, who.Ip ?? known.Ip)}");
        }
    }

    public static void Event(SqliteConnection connection, long asset, long? import, long atUs, string kind, string detail) => connection.Execute(
        "INSERT INTO asset_event (asset_id, import_id, at_us, kind, detail) VALUES ($asset, $import, $at, $kind, $detail)",
        ("$asset", asset), ("$import", import), ("$at", atUs), ("$kind", kind), ("$detail", detail));

    /// <summary>A name that the file does not give is no other name.</summary>
    private static bool Same(Names known, AssetIdentity who) =>
        Fits(known.NetBios, who.NetBios) && Fits(known.Dns, who.Dns) && Fits(known.Ip, who.Ip) && (known.Label == who.Label || who.Label == known.Ip || who.Label == known.Dns || who.Label == known.NetBios);

    private static bool Fits(string? known, string? given) => given is null || given == known;

    private static string Words(string label, string? name, string? ip) => string.Join(' ', new[] { label, name, ip }.Where(w => w is not null).Distinct());
}
