using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Secrets;
using Cockpit.Remote.Agent;
using Cockpit.Remote.Secrets;
using Cockpit.Store;
using Cockpit.Store.Credentials;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Vault;

/// <param name="Kind">"passphrase", "agent" or "command".</param>
/// <param name="Detail">The agent's key as a fingerprint, or the command; empty for a passphrase.</param>
public sealed record VaultDoorView(string Kind, string Detail);

/// <param name="Exists">There is a vault in this file.</param>
/// <param name="OpenInWorker">A running worker of this user has the key; null where none can be asked.</param>
/// <param name="FailuresInARow">Wrong keys since the last right one.</param>
public sealed record VaultState(bool Exists, bool? OpenInWorker, IReadOnlyList<VaultDoorView> Doors, int Secrets, int FailuresInARow, Instant? LastFailureAt);

/// <param name="Worker">The key went to a worker that runs, or that was started for the live rollouts; false where it was only checked.</param>
public sealed record UnlockedVault(bool Worker, int? WorkerPid);

public sealed record LockedVault(bool Worker);

/// <summary>How a way into the vault is named: one of them.</summary>
/// <param name="AgentKey">The fingerprint or the comment of a key in the person's agent.</param>
/// <param name="Command">A command that prints a passphrase.</param>
public sealed record DoorWish(string? AgentKey, string? Command);

/// <summary>Makes the vault with its first way in.</summary>
public static class InitVault
{
    /// <param name="newPassphrase">Asks for a new passphrase; called where neither agent nor command is named.</param>
    /// <exception cref="CockpitException">VAULT_EXISTS, VAULT_KEY_UNFIT, AGENT_UNAVAILABLE, SECRET_UNAVAILABLE.</exception>
    public static VaultState Run(Session session, DoorWish wish, Func<Secret> newPassphrase)
    {
        if (session.Write(t => t.Vault() is not null, FileAccessMode.Create)) throw Exists();
        using Secret key = VaultCrypto.NewKey();
        VaultDoor door = Door(session, key, wish, newPassphrase);
        session.Write(t =>
        {
            if (t.Vault() is not null) throw Exists();
            t.MakeVault(door, session.Actor, session.Now);
            return true;
        });
        session.Desk.Unlock(key);
        return ShowVault.Run(session);
    }

    internal static VaultDoor Door(Session session, Secret key, DoorWish wish, Func<Secret> newPassphrase)
    {
        FileId file = session.Read(t => t.FileId());
        if (wish.AgentKey is { } wanted)
        {
            var agent = new AgentClient(ThisProcess.AgentSocket ?? throw new CockpitException(CredentialErrors.AgentUnavailable.Because("SSH_AUTH_SOCK names no ssh-agent.")));
            AgentKey[] found = [.. agent.Keys().Where(k => wanted.Length == 0 || k.Comment == wanted || ShowVault.Fingerprint(k.Blob) == wanted)];
            if (found.Length != 1) throw new CockpitException(CredentialErrors.VaultKeyUnfit.Because($"The ssh-agent has {found.Length} keys that {Printable.Line(wanted, 80)} could mean.", "Name one by its fingerprint: ssh-add -l."));
            return Doors.ByAgent(file, key, agent, found[0]);
        }
        if (wish.Command is { } text)
        {
            SecretSource? command = SecretSource.Parse($"command:{text}", out string problem);
            if (command is null) throw new CockpitException(CallErrors.Usage.Because(problem));
            using var reader = new SecretReader(_ => throw OpenVault.Missing(), null);
            using Secret printed = reader.Line(command, CancellationToken.None);
            return Doors.ByCommand(file, key, command, printed);
        }
        using Secret passphrase = newPassphrase();
        return Doors.ByPassphrase(file, key, passphrase);
    }

    private static CockpitException Exists() => new(CredentialErrors.VaultExists.Because("This file has a vault already."));
}

/// <summary>Adds one more way in; it needs the vault open.</summary>
public static class AddVaultDoor
{
    /// <exception cref="CockpitException">VAULT_MISSING, VAULT_LOCKED, VAULT_WRONG_KEY, VAULT_WAIT, VAULT_KEY_UNFIT, AGENT_UNAVAILABLE, SECRET_UNAVAILABLE.</exception>
    public static VaultState Run(Session session, DoorWish wish, Func<Secret> newPassphrase)
    {
        using Secret key = session.Desk.DataKey(session);
        VaultDoor door = InitVault.Door(session, key, wish, newPassphrase);
        session.Write(t =>
        {
            t.AddVaultDoor(door, session.Actor, session.Now);
            return true;
        });
        return ShowVault.Run(session);
    }
}

/// <summary>Shows how the vault opens and what is in it, never a secret.</summary>
public static class ShowVault
{
    public static VaultState Run(Session session)
    {
        bool? open = DeskClient.IsOpen(session.FilePath);
        return session.Read(t => new VaultState(
            t.Vault() is not null, open, t.VaultDoors().ConvertAll(d => new VaultDoorView(d.Kind, d.Kind switch
            {
                Doors.Agent => Fingerprint(Convert.FromBase64String(d.Detail)),
                Doors.Command => Doors.CommandOf(d)?.ToString() ?? "",
                _ => "",
            })), t.Secrets().Count, t.Vault()?.Failures ?? 0, t.Vault()?.TriedAt));
    }

    /// <summary>As ssh-keygen and ssh-add print it: "SHA256:" and the hash in Base64 without padding.</summary>
    internal static string Fingerprint(byte[] blob) => $"SHA256:{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(blob)).TrimEnd('=')}";
}

/// <summary>Gives the vault's key to the worker of this file, and starts one where rollouts wait for it. Nothing else keeps it.</summary>
public static class UnlockVault
{
    /// <exception cref="CockpitException">VAULT_MISSING, VAULT_LOCKED, VAULT_WRONG_KEY, VAULT_WAIT, WORKER_WOULD_DIE, WORKER_NOT_STARTED.</exception>
    public static UnlockedVault Run(Session session)
    {
        using Secret key = session.Desk.DataKey(session);
        using var what = new HandOver().Key(key);
        if (DeskClient.Send(session.FilePath, what)) return new UnlockedVault(true, null);
        bool waits = session.Read(t => t.Rollouts().Any(r => r.Live && r.Phase is RolloutPhase.Scheduled or RolloutPhase.Running or RolloutPhase.Paused));
        if (!waits || WorkerLock.IsHeld(session.FilePath)) return new UnlockedVault(false, null);
        return new UnlockedVault(true, WorkerProcess.Ensure(session.FilePath, what));
    }
}

/// <summary>Makes the worker forget the vault's key. What has a connection goes on; nothing new starts.</summary>
public static class LockVault
{
    public static LockedVault Run(Session session)
    {
        session.Desk.Lock();
        using var what = new HandOver().Add(DeskVerb.Lock, new Secret([]));
        return new LockedVault(DeskClient.Send(session.FilePath, what));
    }
}

public sealed record SecretView(string Name, Instant ChangedAt);

public sealed record SecretList(IReadOnlyList<SecretView> Secrets);

/// <summary>Puts a secret into the vault.</summary>
public static class SetSecret
{
    /// <param name="value">Reads the secret; called once the vault is open.</param>
    /// <exception cref="CockpitException">CREDENTIAL_INVALID (its name), VAULT_MISSING, VAULT_LOCKED, VAULT_WRONG_KEY, VAULT_WAIT.</exception>
    public static SecretView Run(Session session, string name, Func<Secret> value)
    {
        if (SecretSource.NameProblem(name) is { Length: > 0 } problem) throw new CockpitException(CredentialErrors.CredentialInvalid.Because(problem));
        if (session.Read(t => t.Vault()) is null) throw OpenVault.Missing();
        using Secret key = session.Desk.DataKey(session);
        using Secret secret = value();
        if (secret.Bytes.Length is 0 or > Secret.MaxBytes) throw new CockpitException(CredentialErrors.CredentialInvalid.Because($"A secret has 1 to {Secret.MaxBytes:N0} bytes."));
        return session.Write(t =>
        {
            t.SetSecret(name, VaultCrypto.Seal(key, secret.Bytes, VaultCrypto.PurposeOfSecret(t.FileId(), name)), session.Actor, session.Now);
            return new SecretView(name, session.Now);
        });
    }
}

public static class ListSecrets
{
    public static SecretList Run(Session session) => session.Read(t => new SecretList(t.Secrets().ConvertAll(s => new SecretView(s.Name, s.ChangedAt))));
}

public static class RemoveSecret
{
    /// <exception cref="CockpitException">SECRET_UNKNOWN.</exception>
    public static SecretView Run(Session session, string name) => session.Write(t =>
    {
        SealedSecret secret = t.FindSecret(name) ?? throw new CockpitException(CredentialErrors.SecretUnknown.Because($"The vault has no secret {Printable.Line(name, 60)}."));
        t.RemoveSecret(name, session.Actor, session.Now);
        return new SecretView(secret.Name, secret.ChangedAt);
    });
}
