using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store.Credentials;

/// <summary>The vault's own row.</summary>
/// <param name="Failures">Wrong keys in a row.</param>
/// <param name="TriedAt">When the last of them was tried.</param>
public sealed record VaultRow(Instant MadeAt, int Failures, Instant? TriedAt);

/// <summary>One way to open the vault.</summary>
/// <param name="Kind">"passphrase", "agent" or "command".</param>
/// <param name="Detail">The agent's public key or the command's words as text; how a passphrase is stretched. Nothing secret.</param>
/// <param name="Sealed">Nonce, the wrapped data key, tag.</param>
public sealed record VaultDoor(long Id, string Kind, string Detail, byte[] Salt, byte[] Sealed);

/// <summary>A secret as it lies in the file: nonce, ciphertext, tag.</summary>
public sealed record SealedSecret(string Name, byte[] Sealed, Instant ChangedAt);

/// <summary>The vault's rows. Here nothing is opened or sealed; the bytes are what Operations made of them.</summary>
public static class VaultStore
{
    private const string Stream = "vault";

    /// <summary>The file's own id, under which everything in the vault is sealed.</summary>
    public static FileId FileId(this ReadTransaction t) => t.File.Id;

    public static VaultRow? Vault(this ReadTransaction t)
    {
        VaultRow? row = null;
        t.Connection.ReadOne("SELECT made_at_us, failures, tried_at_us FROM vault", r => row = new VaultRow(
            JournalHash.FromMicroseconds(r.GetInt64(0)), r.GetInt32(1), r.NumberOrNull(2) is { } at ? JournalHash.FromMicroseconds(at) : null));
        return row;
    }

    public static List<VaultDoor> VaultDoors(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT id, kind, detail, salt, sealed FROM vault_door ORDER BY id", r => new VaultDoor(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetFieldValue<byte[]>(3), r.GetFieldValue<byte[]>(4)));

    public static void MakeVault(this WriteTransaction t, VaultDoor first, Actor by, Instant now)
    {
        t.Connection.Execute("INSERT INTO vault (id, made_at_us, failures) VALUES (1, $now, 0)", ("$now", JournalHash.Microseconds(now)));
        Insert(t, first);
        t.Append(Stream, "vault.made", AuditPayload.Write(by, json => json.WriteString("kind", first.Kind)), by, now);
    }

    public static void AddVaultDoor(this WriteTransaction t, VaultDoor door, Actor by, Instant now)
    {
        Insert(t, door);
        t.Append(Stream, "vault.doorAdded", AuditPayload.Write(by, json => json.WriteString("kind", door.Kind)), by, now);
    }

    /// <summary>Counts a try before it is made, so that killing this process gives nobody a free one.</summary>
    public static void CountVaultTry(this WriteTransaction t, Instant now) =>
        t.Connection.Execute("UPDATE vault SET failures = failures + 1, tried_at_us = $now", ("$now", JournalHash.Microseconds(now)));

    public static void ForgetVaultTries(this WriteTransaction t) => t.Connection.Execute("UPDATE vault SET failures = 0, tried_at_us = NULL");

    public static void NoteVaultRefused(this WriteTransaction t, Actor by, Instant now) => t.Append(Stream, "vault.refused", AuditPayload.Write(by, json =>
        json.WriteNumber("failures", t.Connection.Scalar<long>("SELECT failures FROM vault"))), by, now);

    public static List<SealedSecret> Secrets(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT name, sealed, changed_at_us FROM secret ORDER BY name", r => new SealedSecret(r.GetString(0), r.GetFieldValue<byte[]>(1), JournalHash.FromMicroseconds(r.GetInt64(2))));

    public static SealedSecret? FindSecret(this ReadTransaction t, string name) => t.Secrets().FirstOrDefault(s => s.Name == name);

    public static void SetSecret(this WriteTransaction t, string name, byte[] sealedBytes, Actor by, Instant now)
    {
        t.Connection.Execute("INSERT OR REPLACE INTO secret (name, sealed, changed_at_us) VALUES ($name, $sealed, $now)", ("$name", name), ("$sealed", sealedBytes), ("$now", JournalHash.Microseconds(now)));
        t.Append(Stream, "secret.set", AuditPayload.Write(by, json => json.WriteString("name", name)), by, now);
    }

    public static void RemoveSecret(this WriteTransaction t, string name, Actor by, Instant now)
    {
        t.Connection.Execute("DELETE FROM secret WHERE name = $name", ("$name", name));
        t.Append(Stream, "secret.removed", AuditPayload.Write(by, json => json.WriteString("name", name)), by, now);
    }

    private static void Insert(WriteTransaction t, VaultDoor door) => t.Connection.Execute(
        "INSERT INTO vault_door (kind, detail, salt, sealed) VALUES ($kind, $detail, $salt, $sealed)", ("$kind", door.Kind), ("$detail", door.Detail), ("$salt", door.Salt), ("$sealed", door.Sealed));
}
