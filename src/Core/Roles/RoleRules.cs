using Cockpit.Core.Ids;

namespace Cockpit.Core.Roles;

/// <summary>Decides which role a person has. Pure.</summary>
public static class RoleRules
{
    /// <summary>
    /// The person's role; null for none. Without any grant nobody's acts are limited. With one, the effective user and the user who logged in both have
    /// to have the role: neither sudo nor a shared account lends anybody more than they have themselves.
    /// </summary>
    /// <param name="groupsOf">The gids of a uid, as the OS has them.</param>
    public static Role? Of(IReadOnlyCollection<RoleGrant> grants, Actor person, Func<long, IReadOnlyCollection<long>> groupsOf)
    {
        if (grants.Count == 0) return Role.Admin;
        Role? own = OfUid(grants, person.Uid, groupsOf);
        if (person.LoginUid is not { } login || login == person.Uid) return own;
        Role? who = OfUid(grants, login, groupsOf);
        return own is null || who is null ? null : own < who ? own : who;
    }

    /// <summary>Whether somebody would still be admin without this grant.</summary>
    public static bool LeavesAdmin(IEnumerable<RoleGrant> grants, RoleGrant without) => grants.Any(g => g.Role is Role.Admin && (g.Kind, g.Id) != (without.Kind, without.Id) || g.Role is Role.Admin && without.Role is not Role.Admin);

    private static Role? OfUid(IReadOnlyCollection<RoleGrant> grants, long uid, Func<long, IReadOnlyCollection<long>> groupsOf)
    {
        // The groups are asked for only where they matter: the answer may come over the network.
        Lazy<IReadOnlyCollection<long>> groups = new(() => groupsOf(uid));
        RoleGrant? best = grants.Where(g => g.Kind is GrantKind.User ? g.Id == uid : groups.Value.Contains(g.Id)).MaxBy(g => g.Role);
        return best?.Role;
    }
}
