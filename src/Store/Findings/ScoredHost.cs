using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Store.Findings.Machines;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>A host as far as findings need it: to be matched, and to be scored with.</summary>
internal sealed record ScoredHost(KnownHost Known, int? Criticality, Exposure? Exposure)
{
    public static Dictionary<long, ScoredHost> All(SqliteConnection connection)
    {
        var aliases = connection.ReadAll("SELECT host_id, name FROM host_alias ORDER BY name", r => (Host: r.GetInt64(0), Name: r.GetString(1))).ToLookup(a => a.Host, a => a.Name);
        ILookup<long, MachineId> ids = StoredMachineIds.OfHosts(connection);
        return connection.ReadAll(
            "SELECT id, name, address, criticality, exposure FROM host WHERE removed_at_us IS NULL",
            r => new ScoredHost(new KnownHost(new HostId(r.GetInt64(0)), r.GetString(1), r.GetString(2)) { Aliases = [.. aliases[r.GetInt64(0)]], Ids = [.. ids[r.GetInt64(0)]] }, (int?)r.NumberOrNull(3), ExposureOf(r.TextOrNull(4))))
            .ToDictionary(h => h.Known.Id.Value);
    }

    public static Exposure? ExposureOf(string? text) => text is null ? null : Enum.Parse<Exposure>(text, ignoreCase: true);
}
