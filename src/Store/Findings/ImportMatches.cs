using Cockpit.Core.Findings;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>Finds the hosts of a file's machines, and the rows under which their findings are kept.</summary>
internal static class ImportMatches
{
    public static List<(ImportedMachine Machine, HostMatch Match)> Of(IReadOnlyList<ImportedMachine> machines, HostMatcher matcher)
    {
        var all = machines.Select(m => (Machine: m, Match: matcher.Match(m.Identity))).ToList();

        // Clones share a NetBIOS name. Two addresses in one file that only such a name ties to one host are not one machine.
        var clones = all.Where(m => m.Match.By == "netbios").GroupBy(m => m.Match.Host).Where(g => g.Select(m => m.Machine.Identity.Ip).Distinct().Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. all
            .Select(m => m.Match.By == "netbios" && clones.Contains(m.Match.Host)
                ? (m.Machine, new HostMatch(MatchKind.Ambiguous, null, null, "Several addresses of one file have this NetBIOS name."))
                : m)
            .OrderBy(m => m.Machine.Identity.Key, StringComparer.Ordinal)];
    }

    /// <summary>Machines that the file's own hosts are, by their names: nothing has to be found out.</summary>
    public static List<(ImportedMachine Machine, HostMatch Match)> Named(IReadOnlyList<ImportedMachine> machines, IEnumerable<KnownHost> hosts)
    {
        var byName = hosts.ToDictionary(h => h.Name, StringComparer.OrdinalIgnoreCase);
        return [.. machines.OrderBy(m => m.Identity.Key, StringComparer.Ordinal).Select(m => (m, byName.TryGetValue(m.Identity.Label, out KnownHost? host)
            ? new HostMatch(MatchKind.Matched, host.Id, "name", "It was read by a scan of this host.")
            : new HostMatch(MatchKind.Unmatched, null, null, $"The host {m.Identity.Label} was removed meanwhile.")))];
    }

    /// <summary>Gives each machine its asset row. Without <paramref name="create"/>, those that have none keep the number 0.</summary>
    public static void GiveAssets(SqliteConnection connection, List<(ImportedMachine Machine, HostMatch Match)> matched, Dictionary<long, ScoredHost> hosts, bool create)
    {
        using var byHost = new RawStatement(connection, "SELECT id FROM asset WHERE host_id = ?1");
        using var byKey = new RawStatement(connection, "SELECT id FROM asset WHERE host_id IS NULL AND key = ?1");
        using var add = new RawStatement(connection,
            "INSERT INTO asset (host_id, key, label, net_bios, dns, ip, network, match, why, criticality, exposure) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
        foreach ((ImportedMachine machine, HostMatch match) in matched)
        {
            AssetIdentity who = machine.Identity;
            long? id = match.Host is { } host ? byHost.Bind(1, host.Value).One() : byKey.Bind(1, who.Key).One();
            if (id is null && create)
            {
                ScoredHost? scored = match.Host is { } of ? hosts[of.Value] : null;
                id = add.Bind(1, match.Host?.Value).Bind(2, who.Key).Bind(3, who.Label).Bind(4, who.NetBios).Bind(5, who.Dns).Bind(6, who.Ip).Bind(7, who.Network)
                    .Bind(8, (long)match.Kind).Bind(9, match.Why).Bind(10, scored?.Criticality).Bind(11, scored?.Exposure?.ToString().ToLowerInvariant()).Insert();
            }
            machine.AssetId = id ?? 0;
        }
    }
}
