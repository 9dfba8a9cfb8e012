using System.Security.Cryptography;
using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Remote.Agent;
using Cockpit.Remote.Secrets;
using Cockpit.Store.Credentials;

namespace Cockpit.Operations.Vault;

/// <summary>The ways into the vault: each derives a key of its own, under which the vault's data key lies in the file.</summary>
internal static class Doors
{
    public const string Passphrase = "passphrase", Agent = "agent", Command = "command";

    /// <summary>Types whose signature of one text is always the same: ed25519 (RFC 8032) and RSA with PKCS #1 v1.5. ECDSA signs with a random number, and a security key counts.</summary>
    private static readonly string[] Deterministic = ["ssh-ed25519", "ssh-rsa"];

    /// <summary>RSA signs with SHA-512 when it is asked to.</summary>
    private const uint RsaSha512 = 4;

    public static VaultDoor ByPassphrase(FileId file, Secret dataKey, Secret passphrase) => Make(file, dataKey, Passphrase, VaultCrypto.Stretching, salt => VaultCrypto.Stretch(passphrase, salt, VaultCrypto.Stretching));

    public static VaultDoor ByCommand(FileId file, Secret dataKey, SecretSource command, Secret passphrase) =>
        Make(file, dataKey, Command, $"{VaultCrypto.Stretching} {command}", salt => VaultCrypto.Stretch(passphrase, salt, VaultCrypto.Stretching));

    /// <exception cref="CockpitException">VAULT_KEY_UNFIT, AGENT_UNAVAILABLE.</exception>
    public static VaultDoor ByAgent(FileId file, Secret dataKey, AgentClient agent, AgentKey key)
    {
        if (!Deterministic.Contains(key.Type)) throw new CockpitException(CredentialErrors.VaultKeyUnfit.Because($"{Printable.Line(key.Comment, 60)} is {Printable.Line(key.Type, 60)}, whose signatures differ each time."));
        return Make(file, dataKey, Agent, Convert.ToBase64String(key.Blob), salt =>
        {
            byte[] once = Sign(file, agent, key, salt);
            if (!CryptographicOperations.FixedTimeEquals(once, Sign(file, agent, key, salt)))
                throw new CockpitException(CredentialErrors.VaultKeyUnfit.Because($"The agent signed the same text in two ways with {Printable.Line(key.Comment, 60)}."));
            return VaultCrypto.OfSignature(once, salt);
        });
    }

    /// <returns>The data key; null where this is not the door's key.</returns>
    public static Secret? OpenByPassphrase(FileId file, VaultDoor door, Secret passphrase)
    {
        using Secret key = VaultCrypto.Stretch(passphrase, door.Salt, string.Join(' ', door.Detail.Split(' ').Take(4)));
        return VaultCrypto.Open(key, door.Sealed, VaultCrypto.PurposeOfDoor(file, door.Kind, door.Detail));
    }

    /// <summary>The command of such a door; null where it cannot be read.</summary>
    public static SecretSource? CommandOf(VaultDoor door) => door.Detail.Split(' ', 5) is [_, _, _, _, var text] ? SecretSource.Parse(text, out _) : null;

    /// <returns>Null where the agent has not the door's key, or signs otherwise than it did.</returns>
    public static Secret? OpenByAgent(FileId file, VaultDoor door, AgentClient agent)
    {
        if (agent.Keys().FirstOrDefault(k => Convert.ToBase64String(k.Blob) == door.Detail) is not { } key) return null;
        using Secret wrapping = VaultCrypto.OfSignature(Sign(file, agent, key, door.Salt), door.Salt);
        return VaultCrypto.Open(wrapping, door.Sealed, VaultCrypto.PurposeOfDoor(file, door.Kind, door.Detail));
    }

    /// <summary>A text that is no login request and no commit: it begins with words of its own, names this file, and has the door's own random salt.</summary>
    private static byte[] Sign(FileId file, AgentClient agent, AgentKey key, byte[] salt) =>
        agent.Sign(key.Blob, Encoding.UTF8.GetBytes($"cockpit vault door 1\n{file}\n{Convert.ToHexStringLower(salt)}\n"), key.Type == "ssh-rsa" ? RsaSha512 : 0);

    private static VaultDoor Make(FileId file, Secret dataKey, string kind, string detail, Func<byte[], Secret> derive)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(VaultCrypto.SaltBytes);
        using Secret wrapping = derive(salt);
        return new VaultDoor(0, kind, detail, salt, VaultCrypto.Seal(wrapping, dataKey.Bytes, VaultCrypto.PurposeOfDoor(file, kind, detail)));
    }
}
