using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>Who may do what.</summary>
public static class RoleOperations
{
    public static readonly Operation List = new("role.list", "roles", "role list", null, "Lists who has which role, and what that means for you.", OperationKind.Read, "cockpit role list");
    public static readonly Operation Grant = new("role.grant", "grant", "role grant", null, "Gives an OS user, or the members of an OS group, a role: viewer, operator, approver or admin.", OperationKind.Act, "cockpit role grant approver --group change-board") { Role = Role.Admin };
    public static readonly Operation Revoke = new("role.revoke", "revoke", "role revoke", null, "Takes a role back; the last admin stays.", OperationKind.Act, "cockpit role revoke approver --user ben") { Role = Role.Admin };

    internal static IReadOnlyList<Operation> All => [List, Grant, Revoke];
}
