using Cockpit.Core.Credentials;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Credentials;

/// <summary>The credentials of a file. They hold no secrets, only where each comes from.</summary>
public static class CredentialStore
{
    private const string Columns = "name, user_name, login, key_file, key_source, certificate_file, agent, passphrase, password, become, become_password, mfa";

    public static List<Credential> Credentials(this ReadTransaction t) => t.Connection.ReadAll($"SELECT {Columns} FROM credential ORDER BY name", Make);

    public static Credential? FindCredential(this ReadTransaction t, string name)
    {
        Credential? found = null;
        t.Connection.ReadOne($"SELECT {Columns} FROM credential WHERE name = $name", r => found = Make(r), ("$name", name));
        return found;
    }

    /// <summary>Hosts that name it.</summary>
    public static List<string> HostsWithCredential(this ReadTransaction t, string name) =>
        t.Connection.ReadAll("SELECT name FROM host WHERE removed_at_us IS NULL AND credential = $name COLLATE NOCASE ORDER BY name", r => r.GetString(0), ("$name", name));

    public static void SetCredential(this WriteTransaction t, Credential c, Actor by, Instant now)
    {
        t.Connection.Execute(
            $"INSERT OR REPLACE INTO credential ({Columns}) VALUES ($name, $user, $login, $key, $keySource, $certificate, $agent, $passphrase, $password, $become, $becomePassword, $mfa)",
            ("$name", c.Name), ("$user", c.User), ("$login", Word(c.Login)), ("$key", c.Key), ("$keySource", c.KeySource?.ToString()), ("$certificate", c.CertificateFile), ("$agent", c.Agent),
            ("$passphrase", c.Passphrase?.ToString()), ("$password", c.Password?.ToString()), ("$become", Word(c.Become)), ("$becomePassword", c.BecomePassword?.ToString()), ("$mfa", c.Mfa));
        t.Append("credentials", "credential.set", AuditPayload.Write(by, json =>
        {
            json.WriteString("name", c.Name);
            json.WriteString("user", c.User);
            json.WriteString("login", Word(c.Login));
            json.WriteString("key", c.Key ?? c.KeySource?.ToString());
            json.WriteString("certificate", c.CertificateFile);
            json.WriteString("agent", c.Agent);
            json.WriteString("passphrase", c.Passphrase?.ToString());
            json.WriteString("password", c.Password?.ToString());
            json.WriteString("become", Word(c.Become));
            json.WriteString("becomePassword", c.BecomePassword?.ToString());
            json.WriteBoolean("mfa", c.Mfa);
        }), by, now);
    }

    public static void RemoveCredential(this WriteTransaction t, string name, Actor by, Instant now)
    {
        t.Connection.Execute("DELETE FROM credential WHERE name = $name", ("$name", name));
        t.Append("credentials", "credential.removed", AuditPayload.Write(by, json => json.WriteString("name", name)), by, now);
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static Credential Make(SqliteDataReader r) => new(
        r.GetString(0), r.TextOrNull(1), Enum.Parse<LoginKind>(r.GetString(2), ignoreCase: true), r.TextOrNull(3), Source(r, 4), r.TextOrNull(5), r.TextOrNull(6),
        Source(r, 7), Source(r, 8), Enum.Parse<BecomeKind>(r.GetString(9), ignoreCase: true), Source(r, 10), r.GetBoolean(11));

    /// <summary>A source that this version cannot read is a prompt: it opens nothing by itself.</summary>
    private static SecretSource? Source(SqliteDataReader r, int column) => r.TextOrNull(column) is { } text ? SecretSource.Parse(text, out _) ?? SecretSource.Prompt : null;
}
