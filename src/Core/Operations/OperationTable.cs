using System.Collections.Frozen;

namespace Cockpit.Core.Operations;

/// <summary>Every operation. Each area keeps its own records (HostOperations, RolloutOperations, ...); this joins them for the palette and the docs.</summary>
public static class OperationTable
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. FileOperations.All,
        .. HostOperations.All,
        .. ScopeOperations.All,
        .. CredentialOperations.All,
        .. FindingOperations.All,
        .. UpdateOperations.All,
        .. RolloutOperations.All,
        .. PolicyOperations.All,
        .. RoleOperations.All,
        .. WindowOperations.All,
        .. ReviewOperations.All,
        .. NoticeOperations.All,
    ];

    private static readonly FrozenDictionary<string, Operation> ByVerb = All.ToFrozenDictionary(o => o.Verb);

    /// <summary>The operation with this command, such as "rollout pause", or null.</summary>
    public static Operation? FindVerb(string verb) => ByVerb.GetValueOrDefault(verb);
}
