using System.Collections.Frozen;

namespace Cockpit.Core.Errors;

/// <summary>Every error code of the program. Each area keeps its own rows (FileErrors, HostErrors, ...); this joins them for docs and look-ups.</summary>
public static class ErrorTable
{
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        .. CallErrors.All, .. FileErrors.All, .. HostErrors.All, .. ScopeErrors.All, .. RemoteErrors.All, .. CredentialErrors.All,
        .. FindingErrors.All, .. IntelErrors.All, .. RiskErrors.All, .. RolloutErrors.All, .. StepErrors.All, .. PolicyErrors.All, .. RoleErrors.All, .. SignatureErrors.All, .. WindowErrors.All, .. NoticeErrors.All,
    ];

    private static readonly FrozenDictionary<string, ErrorCode> ByName = All.ToFrozenDictionary(c => c.Name);

    /// <summary>The row with this name, or null.</summary>
    public static ErrorCode? Find(string name) => ByName.GetValueOrDefault(name);
}
