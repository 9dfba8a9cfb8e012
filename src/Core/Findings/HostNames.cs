using System.Net;

namespace Cockpit.Core.Findings;

/// <summary>Hosts by their names and addresses: what is left to match by where no id does.</summary>
internal sealed class HostNames
{
    /// <summary>A NetBIOS name is cut to 15 characters.</summary>
    private const int NetBiosLength = 15;

    private readonly Dictionary<string, List<KnownHost>> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<KnownHost>> byShortName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<KnownHost>> byNetBios = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<KnownHost>> byIp = new(StringComparer.OrdinalIgnoreCase);

    public HostNames(IEnumerable<KnownHost> hosts)
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

    /// <summary>What NetBIOS name, DNS name and address point to, the strongest first.</summary>
    public List<Level> Of(AssetIdentity asset)
    {
        List<Level> found = [];
        if (asset.NetBios is { } netBios && byNetBios.TryGetValue(netBios, out var n)) found.Add(new("netbios", n));
        if (asset.Dns is { } dns && ByDns(dns) is { } d) found.Add(d);
        if (asset.Ip is { } ip && byIp.TryGetValue(Canonical(ip), out var i)) found.Add(new("ip", i));
        return found;
    }

    public static string Short(string name)
    {
        int dot = name.IndexOf('.');
        return dot <= 0 || IPAddress.TryParse(name, out _) ? name : name[..dot];
    }

    private void AddShort(string name, KnownHost host)
    {
        string shortName = Short(name);
        Add(byShortName, shortName, host);
        Add(byNetBios, shortName.Length > NetBiosLength ? shortName[..NetBiosLength] : shortName, host);
    }

    private Level? ByDns(string dns)
    {
        string name = dns.TrimEnd('.');
        if (byName.TryGetValue(name, out var full)) return new Level("dns", full);
        if (!byShortName.TryGetValue(Short(name), out var candidates)) return null;

        // "web-07" and "web-07.example.test" may be one machine, "web-07.a" and "web-07.b" are two.
        List<KnownHost> fits = name.Contains('.') ? [.. candidates.Where(h => !h.Name.Contains('.') && IsAddressOrSame(h, name))] : candidates;
        return fits.Count == 0 ? null : new Level("name", fits);
    }

    private static bool IsAddressOrSame(KnownHost host, string name) =>
        IPAddress.TryParse(host.Address, out _) || !host.Address.Contains('.') || host.Address.TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase);

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
}
