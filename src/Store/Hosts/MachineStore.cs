using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;

namespace Cockpit.Store.Hosts;

/// <summary>Which machine each host is, from its last good scan.</summary>
public static class MachineStore
{
    private const string From = "FROM host WHERE removed_at_us IS NULL AND machine_id <> ''";

    private const string Machines = $"SELECT id, name, machine_id, boot_id {From}";

    /// <summary>Machines that stand in the file under more than one name.</summary>
    public static IReadOnlyDictionary<HostId, Twin> Twins(this ReadTransaction t) =>
        Core.Hosts.Twins.Among(Read(t, $"{Machines} AND machine_id IN (SELECT machine_id {From} GROUP BY machine_id HAVING count(*) > 1)"));

    /// <summary>Null where no scan of it went well, or its machine has no machine-id.</summary>
    public static MachineSeen? MachineOf(this ReadTransaction t, HostId host) => Read(t, $"{Machines} AND id = $host", ("$host", host.Value)).SingleOrDefault();

    private static List<MachineSeen> Read(ReadTransaction t, string sql, params ReadOnlySpan<(string, object?)> values) =>
        t.Connection.ReadAll(sql, r => new MachineSeen(new HostId(r.GetInt64(0)), r.GetString(1), r.GetString(2), r.TextOrNull(3) ?? ""), values);
}
