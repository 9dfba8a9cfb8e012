using System.Net;
using Cockpit.Core.Ids;

namespace Cockpit.Core.Findings;

/// <summary>A host as far as matching needs it.</summary>
public sealed record KnownHost(HostId Id, string Name, string Address)
{
    /// <summary>More names and addresses of the same machine.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

public enum MatchKind { Matched, Unmatched, Ambiguous }

/// <summary>Which host an asset is, by what, and in a sentence why.</summary>
/// <param name="By">"netbios", "dns", "name", "ip"; null when nothing matched.</param>
public sealed record HostMatch(MatchKind Kind, HostId? Host, string? By, string Why);

/// <summary>
/// Finds the host that an asset of a scanner is: NetBIOS name, then DNS name, then address, the strongest first. What contradicts
/// itself is ambiguous and goes to a person: findings of two machines joined to one are worse than findings of an unknown machine.
/// </summary>
public sealed class HostMatcher
{
    /// <summary>A NetBIOS name is cut to 15 characters.</summary>
    private const int NetBiosLength = 15;

    private readonly Dictionary<string, List<KnownHost>> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<KnownHost>> byShortName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<KnownHost>> byNetBios = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<KnownHost>> byIp = new(StringComparer.OrdinalIgnoreCase);

    public HostMatcher(IEnumerable<KnownHost> hosts)
    {
        foreach (KnownHost host in hosts)
        {
            Add(byName, host.Name.TrimEnd('.'), host);
            Add(byIp, host.Name, host, ipOnly: true);
            Add(byIp, host.Address, host, ipOnly: true);
            if (!IPAddress.TryParse(host.Address, out _) && !host.Address.Equals(host.Name, StringComparison.OrdinalIgnoreCase)) Add(byName, host.Address.TrimEnd('.'), host);
            AddShort(host.Name, host);
            foreach (string alias in host.Aliases)
            {
                if (IPAddress.TryParse(alias, out _))
                {
                    Add(byIp, alias, host, ipOnly: true);
                    continue;
                }
                Add(byName, alias.TrimEnd('.'), host);
                AddShort(alias, host);
            }
        }
    }

    public HostMatch Match(AssetIdentity asset)
    {
        List<(string By, List<KnownHost> Hosts)> found = [];
        if (asset.NetBios is { } netBios && byNetBios.TryGetValue(netBios, out var n)) found.Add(("netbios", n));
        if (asset.Dns is { } dns && ByDns(dns) is { } d) found.Add(d);
        if (asset.Ip is { } ip && byIp.TryGetValue(Canonical(ip), out var i)) found.Add(("ip", i));
        if (found.Count == 0) return new(MatchKind.Unmatched, null, null, $"No host has {Words(asset)}.");

        // The strongest level decides. Where it leaves several, a lower level may pick one of those, and only of those.
        (string by, List<KnownHost> hosts) = found[0];
        IEnumerable<KnownHost> left = hosts;
        foreach ((string lowerBy, List<KnownHost> lower) in found.Skip(1))
        {
            KnownHost[] both = [.. left.Intersect(lower)];
            if (both.Length == 0)
            {
                return new(MatchKind.Ambiguous, null, null, $"By {by} it is {Names(left)}, by {lowerBy} it is {Names(lower)}.");
            }
            left = both;
        }
        KnownHost[] rest = [.. left];
        if (rest.Length > 1) return new(MatchKind.Ambiguous, null, null, $"By {by} it is any of {Names(rest)}.");

        // A NetBIOS name alone is shared by clones. Where the asset's DNS name says another machine, it is not proof.
        if (by == "netbios" && found.Count == 1 && asset.Dns is { } other && !ShortName(other).StartsWith(asset.NetBios!, StringComparison.OrdinalIgnoreCase))
        {
            return new(MatchKind.Ambiguous, null, null, $"By netbios it is {Names(rest)}, but its DNS name is another.");
        }
        return new(MatchKind.Matched, rest[0].Id, by, $"By {by} it is {rest[0].Name}.");
    }

    private void AddShort(string name, KnownHost host)
    {
        string shortName = ShortName(name);
        Add(byShortName, shortName, host);
        Add(byNetBios, shortName.Length > NetBiosLength ? shortName[..NetBiosLength] : shortName, host);
    }

    private (string, List<KnownHost>)? ByDns(string dns)
    {
        string name = dns.TrimEnd('.');
        if (byName.TryGetValue(name, out var full)) return ("dns", full);
        if (!byShortName.TryGetValue(ShortName(name), out var candidates)) return null;

        // "web-07" and "web-07.example.test" may be one machine, "web-07.a" and "web-07.b" are two.
        List<KnownHost> fits = name.Contains('.') ? [.. candidates.Where(h => !h.Name.Contains('.') && IsAddressOrSame(h, name))] : candidates;
        return fits.Count == 0 ? null : ("name", fits);
    }

    private static bool IsAddressOrSame(KnownHost host, string name) =>
        IPAddress.TryParse(host.Address, out _) || !host.Address.Contains('.') || host.Address.TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string ShortName(string name)
    {
        int dot = name.IndexOf('.');
        return dot <= 0 || IPAddress.TryParse(name, out _) ? name : name[..dot];
    }

    private static void Add(Dictionary<string, List<KnownHost>> index, string key, KnownHost host, bool ipOnly = false)
    {
        if (ipOnly)
        {
            if (!IPAddress.TryParse(key, out _)) return;
            key = Canonical(key);
        }
        if (!index.TryGetValue(key, out List<KnownHost>? hosts)) index[key] = hosts = [];
        if (!hosts.Contains(host)) hosts.Add(host);
    }

    private static string Canonical(string ip) => IPAddress.TryParse(ip, out IPAddress? address) ? address.ToString() : ip;

    private static string Names(IEnumerable<KnownHost> hosts) => string.Join(", ", hosts.Select(h => h.Name).Order(StringComparer.Ordinal).Take(5));

    private static string Words(AssetIdentity asset) =>
        string.Join(", ", new[] { asset.NetBios is null ? null : $"the NetBIOS name {asset.NetBios}", asset.Dns is null ? null : $"the name {asset.Dns}", asset.Ip is null ? null : $"the address {asset.Ip}" }.Where(w => w is not null));
}
