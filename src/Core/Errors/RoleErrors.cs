namespace Cockpit.Core.Errors;

/// <summary>What a person's role does not allow.</summary>
public static class RoleErrors
{
    public static readonly ErrorCode RoleNeeded = new("ROLE_NEEDED", ExitCode.Refused, "Nothing was changed.", "cockpit role list shows who is what; an admin grants roles.");
    public static readonly ErrorCode AccountUnknown = new("ACCOUNT_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "getent passwd and getent group list the accounts of this machine.");
    public static readonly ErrorCode FirstAdmin = new("FIRST_ADMIN", ExitCode.Refused, "Nothing was changed.", "cockpit role grant admin --user NAME comes first.");
    public static readonly ErrorCode LastAdmin = new("LAST_ADMIN", ExitCode.Refused, "Nothing was changed.", "Make somebody else admin first: cockpit role grant admin --user NAME.");
    public static readonly ErrorCode GrantUnknown = new("GRANT_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit role list shows what is granted.");

    internal static IReadOnlyList<ErrorCode> All => [RoleNeeded, AccountUnknown, FirstAdmin, LastAdmin, GrantUnknown];
}
