using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Risk;

/// <summary>
/// Keeps each machine's earliest due date while its findings change. A date that comes can only be compared; only where the earliest
/// itself went are the machine's findings looked at again.
/// </summary>
internal sealed class DueLedger
{
    private readonly Dictionary<long, (long Came, long Went)> machines = [];

    /// <summary>A finding that is due then begins to count (+1) or ends to count (-1).</summary>
    public void Count(long asset, long? dueUs, int by)
    {
        if (dueUs is not { } due) return;
        ref (long Came, long Went) machine = ref CollectionsMarshal.GetValueRefOrAddDefault(machines, asset, out bool known);
        if (!known) machine = (long.MaxValue, long.MaxValue);
        if (by > 0) machine.Came = Math.Min(machine.Came, due);
        else machine.Went = Math.Min(machine.Went, due);
    }

    public void Write(SqliteConnection connection)
    {
        using var known = new RawStatement(connection, "SELECT due_at_us FROM asset WHERE id = ?1");
        using var keep = new RawStatement(connection, "UPDATE asset SET due_at_us = ?2 WHERE id = ?1");
        List<long> again = [];
        foreach ((long asset, (long came, long went)) in machines)
        {
            long? before = known.Bind(1, asset).One();
            bool earliestWent = went != long.MaxValue && (before is not { } was || went <= was);
            if (earliestWent && came > went) again.Add(asset);
            else if (came < (before ?? long.MaxValue)) keep.Bind(1, asset).Bind(2, came).Run();
        }
        AssetDue.Refresh(connection, again);
    }
}

/// <summary>Finds each machine's earliest due date anew. For whatever changes which findings count, or moves them between machines.</summary>
internal static class AssetDue
{
    public static void Refresh(SqliteConnection connection, IEnumerable<long> assets)
    {
        using var refresh = new RawStatement(connection,
            "UPDATE asset SET due_at_us = (SELECT min(f.due_at_us) FROM finding f INDEXED BY finding_by_identity WHERE f.asset_id = ?1 AND f.status <= 2) WHERE id = ?1");
        foreach (long asset in assets) refresh.Bind(1, asset).Run();
    }
}
