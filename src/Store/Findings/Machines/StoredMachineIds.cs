using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Machines;

/// <summary>What tells machines apart whatever they are called: kept per scanner's machine, and per host of ours from its own scans.</summary>
internal static class StoredMachineIds
{
    /// <summary>Ids of one machine. A laptop with docks collects addresses; a hostile file must not fill the table.</summary>
    private const int MostPerAsset = 64;

    /// <summary>By host: what scanners say of its machine, and what its last good scan read.</summary>
    public static ILookup<long, MachineId> OfHosts(SqliteConnection connection) => connection.ReadAll(
        "SELECT a.host_id, i.kind, i.value FROM asset_alias i JOIN asset a ON a.id = i.asset_id WHERE a.host_id IS NOT NULL " +
        "UNION SELECT host_id, kind, value FROM host_machine_id ORDER BY 1, 2, 3", Read).ToLookup(i => i.Of, i => i.Id);

    /// <summary>By scanner's machine, of those that are no host of ours.</summary>
    public static ILookup<long, MachineId> OfLooseAssets(SqliteConnection connection) => connection.ReadAll(
        "SELECT i.asset_id, i.kind, i.value FROM asset_alias i JOIN asset a ON a.id = i.asset_id WHERE a.host_id IS NULL OR a.host_id IN (SELECT id FROM host WHERE removed_at_us IS NOT NULL) ORDER BY 1, 2, 3",
        Read).ToLookup(i => i.Of, i => i.Id);

    /// <summary>Adds what is not known of a machine yet.</summary>
    public static void Keep(SqliteConnection connection, long asset, IEnumerable<MachineId> ids)
    {
        HashSet<MachineId> known = [.. connection.ReadAll("SELECT asset_id, kind, value FROM asset_alias WHERE asset_id = $asset", Read, ("$asset", asset)).Select(i => i.Id)];
        foreach (MachineId id in ids)
        {
            if (known.Count >= MostPerAsset || !known.Add(id)) continue;
            connection.Execute("INSERT OR IGNORE INTO asset_alias (kind, value, asset_id) VALUES ($kind, $value, $asset)", ("$kind", id.Word), ("$value", id.Value), ("$asset", asset));
        }
    }

    /// <summary>Keeps what a good scan read of a host's hardware. What it could not read, such as the UUID without root, stays as it was.</summary>
    public static void KeepOfHost(WriteTransaction t, HostId host, SystemFacts facts)
    {
        if (facts.BiosUuid is { } uuid) Replace(t, host, MachineIdKind.BiosUuid, [uuid]);
        if (facts.Macs is { } macs) Replace(t, host, MachineIdKind.Mac, macs);
    }

    /// <summary>The identity of a stored machine, with its ids.</summary>
    public static AssetIdentity With(this AssetIdentity identity, IEnumerable<MachineId> ids)
    {
        MachineId[] all = [.. ids];
        return identity with
        {
            AssetId = One(MachineIdKind.AssetId), AgentId = One(MachineIdKind.AgentId), BiosUuid = One(MachineIdKind.BiosUuid),
            Macs = [.. all.Where(i => i.Kind == MachineIdKind.Mac).Select(i => i.Value)],
        };

        string? One(MachineIdKind kind) => all.Where(i => i.Kind == kind).Select(i => i.Value).FirstOrDefault();
    }

    private static void Replace(WriteTransaction t, HostId host, MachineIdKind kind, IReadOnlyList<string> values)
    {
        string word = MachineId.WordOf(kind);
        List<string> known = t.Connection.ReadAll("SELECT value FROM host_machine_id WHERE host_id = $host AND kind = $kind ORDER BY value", r => r.GetString(0), ("$host", host.Value), ("$kind", word));
        if (known.SequenceEqual(values.Order(StringComparer.Ordinal))) return;
        t.Connection.Execute("DELETE FROM host_machine_id WHERE host_id = $host AND kind = $kind", ("$host", host.Value), ("$kind", word));
        foreach (string value in values)
            t.Connection.Execute("INSERT INTO host_machine_id (kind, value, host_id) VALUES ($kind, $value, $host)", ("$kind", word), ("$value", value), ("$host", host.Value));
    }

    private static (long Of, MachineId Id) Read(SqliteDataReader r) => (r.GetInt64(0), new MachineId(MachineId.KindOf(r.GetString(1)), r.GetString(2)));
}
