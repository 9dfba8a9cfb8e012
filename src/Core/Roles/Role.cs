namespace Cockpit.Core.Roles;

/// <summary>What a person may do in a file. Each role includes those before it.</summary>
public enum Role
{
    /// <summary>Reads. Whoever may read the file is that.</summary>
    Viewer,

    /// <summary>Keeps hosts, scans, imports, plans, starts, and stops what runs.</summary>
    Operator,

    /// <summary>Decides what may be installed: updates, plans, risks that are taken on, reviews.</summary>
    Approver,

    /// <summary>Decides who is what, and whose signatures count.</summary>
    Admin,
}

public enum GrantKind { User, Group }

/// <summary>A role that an OS user or the members of an OS group have.</summary>
/// <param name="Id">The uid or gid: what counts.</param>
/// <param name="Name">The name when it was granted; for people.</param>
public sealed record RoleGrant(Role Role, GrantKind Kind, long Id, string Name);
