using Cockpit.Core.Ids;

namespace Cockpit.Core.Hosts;

/// <summary>How two names can share a machine-id.</summary>
public enum TwinKind
{
    /// <summary>The same boot too: one machine under several names. None of them is planned until they are joined.</summary>
    Duplicate,

    /// <summary>Another boot: two machines made from one image, or one that was seen before and after a reboot. They stay apart.</summary>
    Clone,
}

/// <summary>The other hosts that a host shares its machine-id with.</summary>
/// <param name="Hosts">Their names, in order; of a duplicate those with the same boot.</param>
public sealed record Twin(TwinKind Kind, IReadOnlyList<string> Hosts)
{
    public bool Equals(Twin? other) => other is not null && Kind == other.Kind && Hosts.SequenceEqual(other.Hosts);

    public override int GetHashCode() => HashCode.Combine(Kind, Hosts.Count, Hosts.Count > 0 ? Hosts[0] : "");
}

/// <summary>What a host's last good scan says of which machine it is.</summary>
public sealed record MachineSeen(HostId Host, string Name, string MachineId, string BootId);

/// <summary>Finds machines that stand in the inventory twice, by machine-id(5) and boot id. Pure.</summary>
public static class Twins
{
    /// <summary>The twins only; a host that is not in it has a machine-id of its own, or none.</summary>
    public static IReadOnlyDictionary<HostId, Twin> Among(IEnumerable<MachineSeen> machines)
    {
        var twins = new Dictionary<HostId, Twin>();
        foreach (var same in machines.Where(m => m.MachineId.Length > 0).GroupBy(m => m.MachineId, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            MachineSeen[] all = [.. same.OrderBy(m => m.Name, StringComparer.Ordinal)];
            foreach (MachineSeen one in all)
            {
                string[] duplicates = [.. all.Where(o => o.Host != one.Host && o.BootId == one.BootId).Select(o => o.Name)];
                twins[one.Host] = duplicates.Length > 0 ? new(TwinKind.Duplicate, duplicates) : new(TwinKind.Clone, [.. all.Where(o => o.Host != one.Host).Select(o => o.Name)]);
            }
        }
        return twins;
    }
}
