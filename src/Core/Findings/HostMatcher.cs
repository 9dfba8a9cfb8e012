using Cockpit.Core.Ids;

namespace Cockpit.Core.Findings;

/// <summary>
/// Finds the host that an asset of a scanner is: by the scanner's or its agent's id, then SMBIOS UUID, hardware address, NetBIOS name, DNS
/// name, address, the strongest first. A contradiction higher up forbids a match lower down. What contradicts itself is ambiguous and goes to
/// a person: findings of two machines joined to one are worse than findings of an unknown machine.
/// </summary>
public sealed class HostMatcher
{
    private readonly HostNames names;
    private readonly Dictionary<MachineId, List<KnownHost>> byId = [];
    private readonly Dictionary<string, KnownHost> byAlias = new(StringComparer.OrdinalIgnoreCase);

    public HostMatcher(IEnumerable<KnownHost> hosts)
    {
        KnownHost[] all = [.. hosts];
        names = new HostNames(all);
        foreach (KnownHost host in all)
        {
            foreach (string alias in host.Aliases) byAlias.TryAdd(alias, host);
            foreach (MachineId id in host.Ids)
            {
                if (!byId.TryGetValue(id, out List<KnownHost>? claim)) byId[id] = claim = [];
                if (!claim.Contains(host)) claim.Add(host);
            }
        }
    }

    public HostMatch Match(AssetIdentity asset)
    {
        if (ByWord(asset) is { } word) return word;
        List<Level> ids = ById(asset), found = names.Of(asset);
        if (ids.Count == 0) return ByNames(asset, found);

        // The strongest level decides. Where it leaves several, a lower level may pick one of those, and only of those.
        string by = ids[0].By;
        List<KnownHost> left = ids[0].Hosts;
        foreach (Level lower in ids.Skip(1))
        {
            List<KnownHost> both = [.. left.Intersect(lower.Hosts)];
            if (both.Count == 0) return Contradiction(by, left, lower);
            left = both;
        }
        foreach (Level lower in found.Where(_ => left.Count > 1))
        {
            if (left.Intersect(lower.Hosts).ToList() is { Count: > 0 } both) left = both;
        }
        if (left.Count > 1) return Several(by, left);

        // A clone keeps its hardware's ids, so a name that says another host is believed as much. An address moves by itself (DHCP).
        if (by is "bios-uuid" or "mac" && found.FirstOrDefault(l => l.By != "ip" && !l.Hosts.Contains(left[0])) is { Hosts: not null } other) return Contradiction(by, left, other);
        return Forbidden(asset, left[0], by) ?? Matched(left[0], by);
    }

    /// <summary>A person noted an id of it as a further name of a host. That settles what the rest leaves open.</summary>
    private HostMatch? ByWord(AssetIdentity asset)
    {
        if (byAlias.Count == 0) return null;
        List<KnownHost> hosts = [];
        foreach (MachineId id in asset.Ids)
        {
            if ((byAlias.TryGetValue(id.Value, out KnownHost? host) || byAlias.TryGetValue(id.Plain, out host)) && !hosts.Contains(host)) hosts.Add(host);
        }
        return hosts.Count switch { 0 => null, 1 => Matched(hosts[0], "alias"), _ => Several("alias", hosts) };
    }

    private List<Level> ById(AssetIdentity asset)
    {
        List<Level> levels = [];
        foreach (IGrouping<MachineIdKind, MachineId> kind in asset.Ids.GroupBy(i => i.Kind))
        {
            List<KnownHost> hosts = [.. kind.SelectMany(id => byId.GetValueOrDefault(id) ?? []).Distinct()];
            if (hosts.Count > 0) levels.Add(new Level(MachineId.WordOf(kind.Key), hosts));
        }
        return levels;
    }

    private static HostMatch ByNames(AssetIdentity asset, List<Level> found)
    {
        if (found.Count == 0) return new(MatchKind.Unmatched, null, null, $"No host has {Words(asset)}.");
        string by = found[0].By;
        List<KnownHost> left = found[0].Hosts;
        foreach (Level lower in found.Skip(1))
        {
            List<KnownHost> both = [.. left.Intersect(lower.Hosts)];
            if (both.Count == 0) return Contradiction(by, left, lower);
            left = both;
        }
        if (left.Count > 1) return Several(by, left);

        // A NetBIOS name alone is shared by clones. Where the asset's DNS name says another machine, it is not proof.
        if (by == "netbios" && found.Count == 1 && asset.Dns is { } other && !HostNames.Short(other).StartsWith(asset.NetBios!, StringComparison.OrdinalIgnoreCase))
        {
            return new(MatchKind.Ambiguous, null, null, $"By its NetBIOS name it is {Names(left)}, but its DNS name is another.");
        }
        return Forbidden(asset, left[0], by) ?? Matched(left[0], by);
    }

    /// <summary>The host is known under another id of the same kind and issuer, and that kind is stronger than what matched.</summary>
    private static HostMatch? Forbidden(AssetIdentity asset, KnownHost host, string by)
    {
        foreach (MachineId id in asset.Ids)
        {
            // A machine has many hardware addresses, and an agent that is installed anew gets a new id: that is no contradiction.
            if (id.Kind is MachineIdKind.Mac or MachineIdKind.AgentId) continue;
            if (id.Word == by || by == "agent-id" || by == "asset-id") return null;
            bool same = false, other = false;
            MachineId known = default;
            foreach (MachineId of in host.Ids)
            {
                if (of.Kind != id.Kind || of.Issuer != id.Issuer) continue;
                if (of == id) same = true;
                else (other, known) = (true, of);
            }
            if (other && !same) return new(MatchKind.Ambiguous, null, null, $"By {Said(by)} it is {host.Name}, but {host.Name} is known by the {known} and this is {id.Value}.");
        }
        return null;
    }

    private static HostMatch Matched(KnownHost host, string by) => new(MatchKind.Matched, host.Id, by, $"By {Said(by)} it is {host.Name}.");

    private static HostMatch Several(string by, List<KnownHost> hosts) => new(MatchKind.Ambiguous, null, null, $"By {Said(by)} it is any of {Names(hosts)}.");

    private static HostMatch Contradiction(string by, List<KnownHost> hosts, Level lower) =>
        new(MatchKind.Ambiguous, null, null, $"By {Said(by)} it is {Names(hosts)}, by {Said(lower.By)} it is {Names(lower.Hosts)}.");

    /// <summary>What matched, in a sentence.</summary>
    private static string Said(string by) => by switch
    {
        "alias" => "a further name that a person gave",
        "ip" => "its address",
        "dns" => "its DNS name",
        "netbios" => "its NetBIOS name",
        "asset-id" => "the scanner's asset id",
        "agent-id" => "the scanner's agent id",
        "bios-uuid" => "its BIOS UUID",
        "mac" => "its hardware address",
        _ => $"its {by}",
    };

    private static string Names(IEnumerable<KnownHost> hosts) => string.Join(", ", hosts.Select(h => h.Name).Order(StringComparer.Ordinal).Take(5));

    private static string Words(AssetIdentity asset) => string.Join(", ", new[]
    {
        asset.AssetId is null ? null : $"the asset id {asset.AssetId}", asset.AgentId is null ? null : $"the agent id {asset.AgentId}",
        asset.NetBios is null ? null : $"the NetBIOS name {asset.NetBios}", asset.Dns is null ? null : $"the name {asset.Dns}", asset.Ip is null ? null : $"the address {asset.Ip}",
    }.Where(w => w is not null));
}

/// <summary>The hosts that one kind of fact about an asset points to.</summary>
internal readonly record struct Level(string By, List<KnownHost> Hosts);
