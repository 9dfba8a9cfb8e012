using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Cli.Secrets;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Vault;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit vault ..., cockpit secret ...</summary>
internal static class VaultCommands
{
    public static void AddTo(CommandSet set)
    {
        AddDoors(set);
        set.Add(CredentialOperations.VaultShow, [], call =>
        {
            VaultState state = ShowVault.Run(call.Session);
            call.Show(state, CliJson.Default.VaultState, text: () => Lines(state));
            return (int)ExitCode.Done;
        });
        set.Add(CredentialOperations.VaultUnlock, [], call =>
        {
            UnlockedVault unlocked = UnlockVault.Run(call.Session);
            call.Show(unlocked, CliJson.Default.UnlockedVault, text: () => [unlocked switch
            {
                { WorkerPid: { } pid } => $"The vault is unlocked for the worker, process {pid}, which was started for the rollouts that wait.",
                { Worker: true } => "The vault is unlocked for the worker.",
                _ => "The key is right. No worker of yours runs and no rollout waits for one, so nothing keeps it: a scan asks when it needs it.",
            }]);
            return (int)ExitCode.Done;
        });
        set.Add(CredentialOperations.VaultLock, [], call =>
        {
            LockedVault locked = LockVault.Run(call.Session);
            call.Show(locked, CliJson.Default.LockedVault, text: () => [locked.Worker ? "The worker has forgotten the vault's key." : "The vault is locked: no worker of yours had its key."]);
            return (int)ExitCode.Done;
        });
        AddSecrets(set);
    }

    private static void AddDoors(CommandSet set)
    {
        foreach (Operation operation in (Operation[])[CredentialOperations.VaultInit, CredentialOperations.VaultAdd])
        {
            var agent = Options.Text("--agent", "a key of your ssh-agent, by fingerprint or comment: ed25519 or RSA", "KEY");
            var command = Options.Text("--command", "a command that prints a passphrase; started without a shell", "COMMAND");
            set.Add(operation, [agent, command], call =>
            {
                var wish = new DoorWish(call.Get(agent), call.Get(command));
                if (wish is { AgentKey: not null, Command: not null }) throw new CockpitException(CallErrors.Usage.Because("Name one way in: --agent or --command, or neither for a passphrase."));
                VaultState state = operation == CredentialOperations.VaultInit
                    ? InitVault.Run(call.Session, wish, () => SecretInput.New(call.Streams, "a new passphrase of the vault"))
                    : AddVaultDoor.Run(call.Session, wish, () => SecretInput.New(call.Streams, "one more passphrase of the vault"));
                call.Show(state, CliJson.Default.VaultState, text: () => Lines(state));
                return (int)ExitCode.Done;
            });
        }
    }

    private static void AddSecrets(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        set.Add(CredentialOperations.SecretSet, [name], call =>
        {
            SecretView secret = SetSecret.Run(call.Session, call.Get(name), () => SecretInput.New(call.Streams, $"the secret {call.Get(name)}"));
            call.Show(secret, CliJson.Default.SecretView, text: () => [$"{secret.Name} is in the vault; a credential names it as vault:{secret.Name}."]);
            return (int)ExitCode.Done;
        });
        set.Add(CredentialOperations.SecretList, [], call =>
        {
            SecretList list = ListSecrets.Run(call.Session);
            call.Show(list, CliJson.Default.SecretList, () => new Table(["name", "changed"], [.. list.Secrets.Select(s => (IReadOnlyList<string>)[s.Name, Times.Second(s.ChangedAt)])]));
            return (int)ExitCode.Done;
        });
        var gone = new Argument<string>("NAME");
        set.Add(CredentialOperations.SecretRemove, [gone], call =>
        {
            SecretView secret = RemoveSecret.Run(call.Session, call.Get(gone));
            call.Show(secret, CliJson.Default.SecretView, text: () => [$"{secret.Name} is taken out of the vault."]);
            return (int)ExitCode.Done;
        });
    }

    private static IEnumerable<string> Lines(VaultState state)
    {
        if (!state.Exists)
        {
            yield return "This file has no vault. cockpit vault init makes one.";
            yield break;
        }
        yield return $"The vault has {"secret".ToQuantity(state.Secrets, "N0")}; {state.OpenInWorker switch { true => "a worker has its key", false => "the worker has not its key", _ => "no worker of yours runs" }}.";
        foreach (VaultDoorView door in state.Doors) yield return $"  opens by {door.Kind} {door.Detail}".TrimEnd();
        if (state.FailuresInARow > 0) yield return $"  {state.FailuresInARow} wrong keys in a row, the last at {Times.Second(state.LastFailureAt!.Value)}";
    }
}
