namespace Cockpit.Core.Operations;

/// <summary>What can be done with credentials, secrets and the vault.</summary>
public static class CredentialOperations
{
    public static readonly Operation Set = new("credential.set", "credential", "credential set", null, "Makes or changes a named way to log in and to become root; says where secrets come from, never what they are.", OperationKind.Act, "cockpit credential set web --user ops --key ~/.ssh/ops --passphrase vault:ops-key --become-password 'command:pass show ops'");
    public static readonly Operation List = new("credential.list", "credentials", "credential list", null, "Lists credentials, and which of them work when nobody is there.", OperationKind.Read, "cockpit credential list");
    public static readonly Operation Show = new("credential.show", "credential", "credential show", null, "Shows one credential and the hosts that have it.", OperationKind.Read, "cockpit credential show web");
    public static readonly Operation Remove = new("credential.remove", "remove credential", "credential remove", null, "Removes a credential that no host has.", OperationKind.Act, "cockpit credential remove web");
    public static readonly Operation SecretSet = new("secret.set", "set secret", "secret set", null, "Puts a secret into the vault; read from the terminal or standard input, never from an argument.", OperationKind.Act, "cockpit secret set ops-key < passphrase.txt");
    public static readonly Operation SecretList = new("secret.list", "secrets", "secret list", null, "Lists the names of the vault's secrets.", OperationKind.Read, "cockpit secret list");
    public static readonly Operation SecretRemove = new("secret.remove", "remove secret", "secret remove", null, "Takes a secret out of the vault.", OperationKind.Act, "cockpit secret remove ops-key");
    public static readonly Operation VaultInit = new("vault.init", "make vault", "vault init", null, "Makes the vault, opened by a passphrase, by a key in the ssh-agent, or by a command.", OperationKind.Act, "cockpit vault init --agent SHA256:...");
    public static readonly Operation VaultAdd = new("vault.add", "add way in", "vault add", null, "Adds one more way to open the vault.", OperationKind.Act, "cockpit vault add --command 'pass show cockpit'");
    public static readonly Operation VaultShow = new("vault.show", "vault", "vault show", null, "Shows how the vault opens, and whether a running worker has its key.", OperationKind.Read, "cockpit vault show");
    public static readonly Operation VaultUnlock = new("vault.unlock", "unlock", "vault unlock", null, "Gives the vault's key to the worker, which then goes on with what waited for it.", OperationKind.Act, "cockpit vault unlock");
    public static readonly Operation VaultLock = new("vault.lock", "lock", "vault lock", null, "Makes the worker forget the vault's key; nothing new starts that needs it.", OperationKind.Stop, "cockpit vault lock");

    internal static IReadOnlyList<Operation> All => [Set, List, Show, Remove, SecretSet, SecretList, SecretRemove, VaultInit, VaultAdd, VaultShow, VaultUnlock, VaultLock];
}
