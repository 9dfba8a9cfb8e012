using Cockpit.Core.Findings;

namespace Cockpit.Store.Findings.Machines;

/// <summary>A machine that no host matches, or several do.</summary>
public sealed record LooseMachine(string Key, string Label, bool Ambiguous, string Why, string? Dns, string? NetBios, string? Ip, IReadOnlyList<MachineId> Ids, long Open, long Points);

public static class LooseMachineQueries
{
    /// <summary>Those with the most risk first.</summary>
    public static List<LooseMachine> LooseMachines(this ReadTransaction t)
    {
        ILookup<long, MachineId> ids = StoredMachineIds.OfLooseAssets(t.Connection);
        return t.Connection.ReadAll(
            "SELECT id, key, label, match, why, dns, net_bios, ip, open_count, points FROM asset WHERE host_id IS NULL ORDER BY points DESC, open_count DESC, key",
            r => new LooseMachine(r.GetString(1), r.GetString(2), r.GetInt32(3) == (int)MatchKind.Ambiguous, r.GetString(4), r.TextOrNull(5), r.TextOrNull(6), r.TextOrNull(7), [.. ids[r.GetInt64(0)]], r.GetInt64(8), r.GetInt64(9)));
    }
}
