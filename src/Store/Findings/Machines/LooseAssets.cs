using Cockpit.Core.Findings;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Machines;

/// <summary>The machines of scanners that are no host of ours, found again by their ids first and by their name last.</summary>
internal sealed class LooseAssets : IDisposable
{
    private readonly ILookup<long, MachineId> ids;
    private readonly ILookup<MachineId, long> byId;
    private readonly Dictionary<long, string?> shortNames = [];
    private readonly RawStatement byKey;
    private readonly RawStatement nameOf;

    public LooseAssets(SqliteConnection connection)
    {
        ids = StoredMachineIds.OfLooseAssets(connection);
        byId = ids.SelectMany(g => g.Select(id => (Asset: g.Key, Id: id))).ToLookup(i => i.Id, i => i.Asset);
        byKey = new RawStatement(connection, "SELECT id FROM asset WHERE host_id IS NULL AND key = ?1");
        nameOf = new RawStatement(connection, "SELECT coalesce(dns, net_bios) FROM asset WHERE id = ?1");
    }

    /// <summary>Its row, or null; and the key under which it can have one.</summary>
    public (long? Asset, string Key) Find(AssetIdentity who)
    {
        foreach (MachineId id in who.Ids)
        {
            if (byId[id].ToArray() is not [var asset] || Contradicts(who, asset)) continue;

            // Clones share what their hardware says; then their names tell them apart.
            if (id.Kind >= MachineIdKind.BiosUuid && ShortNameOf(asset) is { } known && who.ShortName is { } name && known != name) continue;
            return (asset, who.Key);
        }
        string key = who.Key;
        if (byKey.Bind(1, key).One() is not { } there) return (null, key);
        if (!Contradicts(who, there) && !TakenInFile(who, there)) return (there, key);

        // Another machine goes by this name, as behind one address (NAT), so what tells it apart is part of its key.
        key = $"{key}#{who.AssetId ?? who.BiosUuid ?? who.ShortName}";
        return (byKey.Bind(1, key).One(), key);
    }

    /// <summary>Notes which row a machine of this file has.</summary>
    public void Take(long asset, AssetIdentity who)
    {
        if (!shortNames.TryGetValue(asset, out string? name) || name is null) shortNames[asset] = who.ShortName;
    }

    public void Dispose()
    {
        byKey.Dispose();
        nameOf.Dispose();
    }

    private bool TakenInFile(AssetIdentity who, long asset) =>
        shortNames.TryGetValue(asset, out string? taken) && taken is not null && who.ShortName is { } name && name != taken;

    private bool Contradicts(AssetIdentity who, long asset)
    {
        foreach (MachineId id in who.Ids)
        {
            if (id.Kind is MachineIdKind.AgentId or MachineIdKind.Mac) continue;
            bool other = false, same = false;
            foreach (MachineId known in ids[asset])
            {
                if (known.Kind != id.Kind || known.Issuer != id.Issuer) continue;
                if (known == id) same = true;
                else other = true;
            }
            if (other && !same) return true;
        }
        return false;
    }

    private string? ShortNameOf(long asset)
    {
        nameOf.Bind(1, asset);
        if (!nameOf.Next()) return null;
        string? name = nameOf.IsNull(0) ? null : System.Text.Encoding.UTF8.GetString(nameOf.Text(0));
        nameOf.Next();
        return name is null ? null : name.IndexOf('.') is > 0 and var dot ? name[..dot] : name;
    }
}
