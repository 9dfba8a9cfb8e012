using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Roles;
using Cockpit.Operations.Processes;
using Cockpit.Store;
using Cockpit.Store.Roles;
using NodaTime;

namespace Cockpit.Operations.Roles;

/// <param name="Id">The uid or gid.</param>
public sealed record RoleLine(Role Role, GrantKind Kind, string Name, long Id, Instant At, string By);

/// <summary>Who is what in the file.</summary>
/// <param name="Limited">Somebody was granted a role, so acts need theirs.</param>
/// <param name="Shared">More than one person may write the file.</param>
/// <param name="Yours">The role of whoever asks; null for none.</param>
/// <param name="Text">What that means, in a sentence.</param>
public sealed record RoleList(bool Limited, bool Shared, Role? Yours, string Text, IReadOnlyList<RoleLine> Grants);

/// <summary>Grants, lists and revokes roles. A file without grants limits nobody; the first grant makes an admin, and the last admin stays.</summary>
public static class ManageRoles
{
    public static RoleList List(Session session) => session.Read(t => Of(t, session));

    /// <summary>The role of whoever asks; a viewer where none was granted to them.</summary>
    public static Role RoleOf(Session session) => session.Read(t => Acting.RoleOf(t, session)) ?? Role.Viewer;

    /// <exception cref="CockpitException">ROLE_NEEDED, ACCOUNT_UNKNOWN, FIRST_ADMIN.</exception>
    public static RoleList Grant(Session session, Role role, GrantKind kind, string name)
    {
        session = session.For(RoleOperations.Grant);
        var grant = new RoleGrant(role, kind, IdOf(kind, name), name);
        return session.Write(t =>
        {
            if (role is not Role.Admin && t.RoleGrants().Count == 0) throw new CockpitException(RoleErrors.FirstAdmin.Because("No role is granted in this file yet, and with the first one acts begin to need theirs: without an admin nobody could grant more."));
            t.GrantRole(grant, session.Actor, session.Now);
            return Of(t, session);
        });
    }

    /// <param name="name">An account, or the name under which it was granted: one that is gone from the OS can still be revoked.</param>
    /// <exception cref="CockpitException">ROLE_NEEDED, GRANT_UNKNOWN, LAST_ADMIN.</exception>
    public static RoleList Revoke(Session session, Role role, GrantKind kind, string name)
    {
        session = session.For(RoleOperations.Revoke);
        return session.Write(t =>
        {
            List<RoleGrant> grants = [.. t.RoleGrants().Select(g => g.Grant)];
            long? id = kind is GrantKind.User ? OsAccounts.UidOf(name) : OsAccounts.GidOf(name);
            RoleGrant grant = grants.Find(g => g.Role == role && g.Kind == kind && (g.Id == id || g.Name == name))
                ?? throw new CockpitException(RoleErrors.GrantUnknown.Because($"The {Word(kind)} {Printable.Line(name, 60)} is not granted {role.ToString().ToLowerInvariant()}."));
            if (!RoleRules.LeavesAdmin(grants, grant)) throw new CockpitException(RoleErrors.LastAdmin.Because($"{Printable.Line(grant.Name, 60)} is the last admin of this file."));
            t.RevokeRole(grant, session.Actor, session.Now);
            return Of(t, session);
        });
    }

    private static long IdOf(GrantKind kind, string name)
    {
        long? id = name.Length is 0 or > 256 || name.Any(char.IsControl) ? null : kind is GrantKind.User ? OsAccounts.UidOf(name) : OsAccounts.GidOf(name);
        return id ?? throw new CockpitException(RoleErrors.AccountUnknown.Because($"This machine has no {Word(kind)} {Printable.Line(name, 60)}."));
    }

    private static RoleList Of(ReadTransaction t, Session session)
    {
        List<StoredGrant> grants = t.RoleGrants();
        bool shared = t.IsShared();
        Role? yours = Acting.RoleOf(t, session);
        string text = grants.Count > 0 ? $"You are {(yours is { } role ? role.ToString().ToLowerInvariant() : "nothing here: reading is all that is left")}."
            : shared ? "No role is granted: everyone who can write this file is operator, approver and admin. A plan still needs another person than its author."
            : "No role is granted, and one user owns this file: nothing is limited.";
        return new RoleList(grants.Count > 0, shared, yours, text, [.. grants.Select(g => new RoleLine(g.Grant.Role, g.Grant.Kind, g.Grant.Name, g.Grant.Id, g.At, g.By))]);
    }

    private static string Word(GrantKind kind) => kind is GrantKind.User ? "user" : "group";
}
