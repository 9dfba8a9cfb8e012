using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Remote.Agent;
using Cockpit.Remote.Secrets;
using Cockpit.Store.Credentials;
using NodaTime;

namespace Cockpit.Operations.Vault;

/// <summary>Opens the vault's doors. A wrong passphrase costs what stretching it costs, and each further one in a row a longer wait, also over restarts.</summary>
internal static class OpenVault
{
    /// <summary>After the first wrong one; doubled for each further one in a row.</summary>
    private static readonly Duration FirstWait = Duration.FromSeconds(1);

    /// <summary>A person who mistyped a dozen times is not locked out for the night.</summary>
    private static readonly Duration LongestWait = Duration.FromMinutes(5);

    /// <returns>The data key.</returns>
    /// <exception cref="CockpitException">VAULT_MISSING, VAULT_WAIT, VAULT_WRONG_KEY.</exception>
    public static Secret ByPassphrase(Session session, Secret passphrase)
    {
        Instant now = session.Now;
        (FileId file, List<VaultDoor> doors) = session.Write(t =>
        {
            VaultRow vault = t.Vault() ?? throw Missing();
            // A clock that was set back makes nobody wait longer than the longest.
            if (vault.TriedAt is { } last && vault.Failures > 0 && now < last + WaitAfter(vault.Failures) && now >= last - LongestWait)
                throw new CockpitException(CredentialErrors.VaultWait.Because($"After {vault.Failures} wrong keys in a row the vault takes the next one in {Math.Ceiling((last + WaitAfter(vault.Failures) - now).TotalSeconds):0} s."));
            t.CountVaultTry(now);
            return (t.FileId(), t.VaultDoors());
        });
        foreach (VaultDoor door in doors.Where(d => d.Kind == Doors.Passphrase))
        {
            if (Doors.OpenByPassphrase(file, door, passphrase) is not { } key) continue;
            session.Write(t => { t.ForgetVaultTries(); return true; });
            return key;
        }
        session.Write(t => { t.NoteVaultRefused(session.Actor, now); return true; });
        throw new CockpitException(CredentialErrors.VaultWrongKey.Because("This is not the vault's passphrase."));
    }

    /// <summary>By commands alone: what an unattended process can do. Null where there is no such door, or none opens.</summary>
    public static Secret? ByCommand(Session session, CancellationToken cancellation)
    {
        (FileId file, List<VaultDoor> doors) = Read(session);
        foreach (VaultDoor door in doors.Where(d => d.Kind == Doors.Command))
        {
            if (Doors.CommandOf(door) is not { } command) continue;
            using var reader = new SecretReader(_ => throw Missing(), null);
            using Secret passphrase = reader.Line(command, cancellation);
            if (Doors.OpenByPassphrase(file, door, passphrase) is { } key) return key;
        }
        return null;
    }

    /// <summary>By the person's own agent. Null where it has no key of a door, or is not there.</summary>
    public static Secret? ByAgent(Session session, string? socket)
    {
        if (socket is null) return null;
        (FileId file, List<VaultDoor> doors) = Read(session);
        try
        {
            return doors.Where(d => d.Kind == Doors.Agent).Select(d => Doors.OpenByAgent(file, d, new AgentClient(socket))).FirstOrDefault(k => k is not null);
        }
        catch (CockpitException e) when (e.Fault.Code == CredentialErrors.AgentUnavailable)
        {
            return null;
        }
    }

    /// <summary>A secret out of the vault.</summary>
    /// <exception cref="CockpitException">SECRET_UNKNOWN, VAULT_DAMAGED.</exception>
    public static Secret Take(Session session, Secret dataKey, string name)
    {
        (FileId file, SealedSecret? row) = session.Read(t => (t.FileId(), t.FindSecret(name)));
        if (row is null) throw new CockpitException(CredentialErrors.SecretUnknown.Because($"The vault has no secret {Printable.Line(name, 60)}.", $"cockpit secret set {Printable.Line(name, 60)}."));
        return VaultCrypto.Open(dataKey, row.Sealed, VaultCrypto.PurposeOfSecret(file, name))
            ?? throw new CockpitException(CredentialErrors.VaultDamaged.Because($"The secret {Printable.Line(name, 60)} is not what was sealed under this name."));
    }

    public static CockpitException Missing() => new(CredentialErrors.VaultMissing.Because("This file has no vault."));

    private static Duration WaitAfter(int failures) => Duration.Min(LongestWait, FirstWait * Math.Pow(2, Math.Min(failures - 1, 20)));

    private static (FileId File, List<VaultDoor> Doors) Read(Session session) => session.Read(t => t.Vault() is null ? throw Missing() : (t.FileId(), t.VaultDoors()));
}
