using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Store.Findings.Machines;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>Finds the hosts of a file's machines, and the rows under which their findings are kept.</summary>
internal static class ImportMatches
{
    public static List<(ImportedMachine Machine, HostMatch Match)> Of(IReadOnlyList<ImportedMachine> machines, HostMatcher matcher)
    {
        var all = machines.Select(m => (Machine: m, Match: matcher.Match(m.Identity))).ToList();
        var doubts = new Dictionary<HostId, Dictionary<string, string>>();
        foreach (var host in all.Where(m => m.Match.Host is not null).GroupBy(m => m.Match.Host!.Value))
        {
            if (host.Skip(1).Any() && Doubts([.. host]) is { Count: > 0 } found) doubts.Add(host.Key, found);
        }
        return [.. all
            .Select(m => m.Match.Host is { } host && doubts.TryGetValue(host, out var why) && (why.GetValueOrDefault(m.Match.By!) ?? (m.Match.IsById ? null : why.GetValueOrDefault(""))) is { } sentence
                ? (m.Machine, new HostMatch(MatchKind.Ambiguous, null, null, sentence))
                : m)
            .OrderBy(m => m.Machine.Identity.Key, StringComparer.Ordinal).ThenBy(m => m.Machine.Identity.AssetId, StringComparer.Ordinal)];
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
        using var loose = new LooseAssets(connection);
        using var add = new RawStatement(connection,
            "INSERT INTO asset (host_id, key, label, net_bios, dns, ip, network, match, why, criticality, exposure) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
        foreach ((ImportedMachine machine, HostMatch match) in matched)
        {
            AssetIdentity who = machine.Identity;
            (long? id, string key) = match.Host is { } host ? (byHost.Bind(1, host.Value).One(), who.Key) : loose.Find(who);
            if (id is null && create)
            {
                ScoredHost? scored = match.Host is { } of ? hosts[of.Value] : null;
                id = add.Bind(1, match.Host?.Value).Bind(2, key).Bind(3, who.Label).Bind(4, who.NetBios).Bind(5, who.Dns).Bind(6, who.Ip).Bind(7, who.Network)
                    .Bind(8, (long)match.Kind).Bind(9, match.Why).Bind(10, scored?.Criticality).Bind(11, scored?.Exposure?.ToString().ToLowerInvariant()).Insert();
            }
            machine.AssetId = id ?? 0;
            if (id is { } row && match.Host is null) loose.Take(row, who);
        }
    }

    /// <summary>Several machines of one file that are to be one host: by which kinds of match that is not believed, and why.</summary>
    private static Dictionary<string, string> Doubts((ImportedMachine Machine, HostMatch Match)[] ofHost)
    {
        Dictionary<string, string> why = [];

        // Clones share a NetBIOS name. Two addresses that only such a name ties to one host are not one machine.
        if (Differ(ofHost.Where(m => m.Match.By == "netbios").Select(m => m.Machine.Identity.Ip))) why["netbios"] = "Several addresses of one file have this NetBIOS name.";

        // Behind a NAT or a load balancer several machines have one address.
        if (Differ(ofHost.Where(m => m.Match.By == "ip").Select(m => m.Machine.Identity.ShortName).Where(n => n is not null))) why["ip"] = "Several machines of one file have this address, as behind a NAT or a load balancer.";
        foreach (string by in (string[])["bios-uuid", "mac"])
        {
            if (Differ(ofHost.Where(m => m.Match.By == by).Select(m => m.Machine.Identity.ShortName).Where(n => n is not null))) why[by] = $"Several machines of one file have this {by}, as clones do.";
        }

        // Their ids tell them apart, so at most the one whose id is known is this host.
        if (ofHost.Select(m => m.Machine.Identity.AssetId).Where(i => i is not null).Distinct().GroupBy(i => i![..(i!.IndexOf(':') + 1)]).Any(g => g.Skip(1).Any()))
            why[""] = "Several machines of one file, told apart by their ids, go by this host's name or address.";
        return why;
    }

    private static bool Differ(IEnumerable<string?> values) => values.Distinct().Skip(1).Any();
}
