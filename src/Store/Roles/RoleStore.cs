using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Roles;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Roles;

/// <summary>A grant with who made it.</summary>
public sealed record StoredGrant(RoleGrant Grant, Instant At, string By);

/// <summary>Who has which role in the file.</summary>
public static class RoleStore
{
    /// <summary>Every grant, the strongest role first.</summary>
    public static List<StoredGrant> RoleGrants(this ReadTransaction t) => [.. t.Connection.ReadAll(
        "SELECT role, kind, account_id, name, at_us, by_name FROM role_grant ORDER BY kind, name", r => new StoredGrant(Make(r), JournalHash.FromMicroseconds(r.GetInt64(4)), r.GetString(5))).OrderByDescending(g => g.Grant.Role)];

    /// <summary>The file's own id, which no other file has.</summary>
    public static FileId FileId(this ReadTransaction t) => t.File.Id;

    /// <summary>More than one person may write the file.</summary>
    public static bool IsShared(this ReadTransaction t) => t.Connection.Scalar<long>("SELECT shared FROM file") != 0;

    /// <summary>The path of the list of allowed signers that the file names; null where it names none.</summary>
    public static string? Signers(this ReadTransaction t) => t.Connection.Scalar<string>("SELECT signers FROM file");

    public static void SetSigners(this WriteTransaction t, string? path, Actor by, Instant now)
    {
        t.Connection.Execute("UPDATE file SET signers = $path", ("$path", path));
        t.Append("file", "file.signersSet", AuditPayload.Write(by, json => json.WriteString("path", path)), by, now);
    }

    public static void GrantRole(this WriteTransaction t, RoleGrant grant, Actor by, Instant now)
    {
        t.Connection.Execute("INSERT OR REPLACE INTO role_grant (role, kind, account_id, name, at_us, by_uid, by_name) VALUES ($role, $kind, $id, $name, $now, $uid, $by)",
            [.. Values(grant), ("$name", grant.Name), ("$now", JournalHash.Microseconds(now)), ("$uid", by.Uid), ("$by", by.Name)]);
        Journal(t, "role.granted", grant, by, now);
    }

    public static void RevokeRole(this WriteTransaction t, RoleGrant grant, Actor by, Instant now)
    {
        t.Connection.Execute("DELETE FROM role_grant WHERE role = $role AND kind = $kind AND account_id = $id", Values(grant));
        Journal(t, "role.revoked", grant, by, now);
    }

    private static (string, object?)[] Values(RoleGrant g) => [("$role", g.Role.ToString().ToLowerInvariant()), ("$kind", g.Kind.ToString().ToLowerInvariant()), ("$id", g.Id)];

    private static void Journal(WriteTransaction t, string type, RoleGrant grant, Actor by, Instant now) => t.Append("roles", type, AuditPayload.Write(by, json =>
    {
        json.WriteString("role", grant.Role.ToString().ToLowerInvariant());
        json.WriteString("kind", grant.Kind.ToString().ToLowerInvariant());
        json.WriteNumber("id", grant.Id);
        json.WriteString("name", grant.Name);
    }), by, now);

    private static RoleGrant Make(SqliteDataReader r) => new(Enum.Parse<Role>(r.GetString(0), ignoreCase: true), Enum.Parse<GrantKind>(r.GetString(1), ignoreCase: true), r.GetInt64(2), r.GetString(3));
}
