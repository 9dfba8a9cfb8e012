using Cockpit.Core.Ids;

namespace Cockpit.Core.Findings;

/// <summary>A host as far as matching needs it.</summary>
public sealed record KnownHost(HostId Id, string Name, string Address)
{
    /// <summary>More names, addresses and ids of the same machine, by a person's or an inventory's word.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What scanners and its own scans say that tells it from all others.</summary>
    public IReadOnlyList<MachineId> Ids { get; init; } = [];
}

public enum MatchKind { Matched, Unmatched, Ambiguous }

/// <summary>Which host an asset is, by what, and in a sentence why.</summary>
/// <param name="By">"alias", "asset-id", "agent-id", "bios-uuid", "mac", "netbios", "dns", "name", "ip"; null when nothing matched.</param>
public sealed record HostMatch(MatchKind Kind, HostId? Host, string? By, string Why)
{
    /// <summary>It is this host by an id of its own, so its name and address may change.</summary>
    public bool IsById => By is "alias" or "asset-id" or "agent-id" or "bios-uuid" or "mac";
}
