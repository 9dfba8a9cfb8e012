using System.Net;

namespace Cockpit.Core.Hosts.Editing;

/// <summary>Decides what becomes of two hosts that are one machine. Pure.</summary>
public static class HostMerge
{
    /// <summary>Whether two good scans speak against one machine.</summary>
    /// <param name="into">What the host that stays is known as; null where no scan of it went well.</param>
    /// <returns>Why they cannot be joined, or null.</returns>
    public static string? WhyNot(MachineSeen? into, MachineSeen? from)
    {
        if (into is null || from is null) return null;
        if (into.MachineId.Length == 0 || from.MachineId.Length == 0) return null;
        if (into.MachineId != from.MachineId) return $"{into.Name} and {from.Name} are two machines: their machine-ids differ.";
        return into.BootId == from.BootId ? null : $"{into.Name} and {from.Name} have one machine-id and two boots: clones, or one machine that was scanned before and after a reboot.";
    }

    /// <summary>Both scans were good and say that it is one machine.</summary>
    public static bool IsProven(MachineSeen? into, MachineSeen? from) =>
        into is { MachineId.Length: > 0 } && from is { MachineId.Length: > 0 } && WhyNot(into, from) is null;

    /// <summary>
    /// The host that stays, with what only the other one's description says, and the other's names and address as further names of it.
    /// How it is reached stays as it is.
    /// </summary>
    public static Host Joined(Host into, Host from)
    {
        var tags = new Dictionary<string, string>(into.Tags, StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string value) in from.Tags) tags.TryAdd(key, value);
        return into with
        {
            Environment = into.Environment ?? from.Environment,
            Role = into.Role ?? from.Role,
            HaGroup = into.HaGroup ?? from.HaGroup,
            Criticality = into.Criticality ?? from.Criticality,
            Exposure = into.Exposure ?? from.Exposure,
            Owner = into.Owner ?? from.Owner,
            Phone = into.Phone ?? from.Phone,
            Console = into.Console ?? from.Console,
            Tags = tags,
            Aliases =
            [
                .. into.Aliases.Append(from.Name).Concat(from.Aliases).Append(from.Address)
                    .Where(a => !a.Equals(into.Name, StringComparison.OrdinalIgnoreCase) && !a.Equals(into.Address, StringComparison.OrdinalIgnoreCase))
                    .Where(a => HostEdit.AliasProblem(a).Length == 0 && !IsOwnMachine(a))
                    .Distinct(StringComparer.OrdinalIgnoreCase).Take(HostEdit.MaxAliases),
            ],
        };
    }

    /// <summary>"localhost" is every machine's name for itself and tells none from another.</summary>
    private static bool IsOwnMachine(string alias) =>
        alias.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(alias, out IPAddress? address) && IPAddress.IsLoopback(address));
}
