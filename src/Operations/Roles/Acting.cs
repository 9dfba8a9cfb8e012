using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Roles;
using Cockpit.Store;
using Cockpit.Store.Roles;

namespace Cockpit.Operations.Roles;

/// <summary>The one place that decides whether a person may do what they ask for.</summary>
internal static class Acting
{
    /// <summary>The session's person's role as of a transaction; null for none.</summary>
    public static Role? RoleOf(ReadTransaction t, Session session) => RoleRules.Of([.. t.RoleGrants().Select(g => g.Grant)], session.Actor, session.GroupsOf);

    /// <summary>Refuses what the role does not allow.</summary>
    /// <param name="operation">What is asked for; null is some act of an operator.</param>
    /// <exception cref="CockpitException">ROLE_NEEDED.</exception>
    public static void Require(ReadTransaction t, Session session, Operation? operation)
    {
        Role needed = operation?.Role ?? Role.Operator;
        Role? role = RoleOf(t, session);
        if (role >= needed) return;
        string what = operation is null ? "this" : operation.Verb;
        throw new CockpitException(RoleErrors.RoleNeeded.Because($"{Who(session)} {(role is null ? "has no role in this file" : $"is {Word(role.Value)} in this file")}; {what} needs {Word(needed)}."));
    }

    /// <summary>The login user is named where it is another one: the lesser of both roles counts.</summary>
    private static string Who(Session session) => session.Actor.LoginUid is { } login && login != session.Actor.Uid
        ? $"{Printable.Line(session.Actor.Name, 60)} (logged in as uid {login})" : Printable.Line(session.Actor.Name, 60);

    private static string Word(Role role) => role switch { Role.Viewer => "a viewer", Role.Operator => "an operator", Role.Approver => "an approver", _ => "an admin" };
}
