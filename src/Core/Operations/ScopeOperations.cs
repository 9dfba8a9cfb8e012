using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What can be done with scopes.</summary>
public static class ScopeOperations
{
    public static readonly Operation List = new("scope.list", "scopes", "scope list", null, "Lists the named scopes with how many hosts each selects and what uses it.", OperationKind.Read, "cockpit scope list");
    public static readonly Operation Set = new("scope.set", "set scope", "scope set", null, "Gives an expression a name, or a named scope another expression; shows whom it selects.", OperationKind.Act, "cockpit scope set web-prod 'env = prod and role = web'") { Role = Role.Approver };
    public static readonly Operation Preview = new("scope.preview", "preview", "scope preview", null, "Lists the hosts that an expression or a named scope selects.", OperationKind.Read, "cockpit scope preview 'role = web and lastScan < 7d'");
    public static readonly Operation Remove = new("scope.remove", "remove scope", "scope remove", null, "Removes a named scope that nothing uses; its versions stay in the file.", OperationKind.Act, "cockpit scope remove web-prod") { Role = Role.Approver };

    internal static IReadOnlyList<Operation> All => [List, Set, Preview, Remove];
}
