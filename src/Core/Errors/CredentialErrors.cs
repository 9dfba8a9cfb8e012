namespace Cockpit.Core.Errors;

/// <summary>A credential, a secret or the vault cannot be used as it is.</summary>
public static class CredentialErrors
{
    public static readonly ErrorCode CredentialUnknown = new("CREDENTIAL_UNKNOWN", ExitCode.BadInput, "Nothing was sent.", "cockpit credential list shows the names.");
    public static readonly ErrorCode CredentialInvalid = new("CREDENTIAL_INVALID", ExitCode.BadInput, "Nothing was changed.", "cockpit credential set --help shows what it takes.");
    public static readonly ErrorCode CredentialInUse = new("CREDENTIAL_IN_USE", ExitCode.Refused, "Nothing was changed.", "Give those hosts another one first: cockpit host set NAME --credential C.");
    public static readonly ErrorCode SecretUnknown = new("SECRET_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit secret list shows the names.");
    public static readonly ErrorCode SecretUnavailable = new("SECRET_UNAVAILABLE", ExitCode.PartlyFailed, "Nothing was sent.", "cockpit credential show NAME tells where it should come from.");
    public static readonly ErrorCode AgentUnavailable = new("AGENT_UNAVAILABLE", ExitCode.PartlyFailed, "Nothing was sent.", "Start ssh-agent, add the key with ssh-add, and see that SSH_AUTH_SOCK names it.");
    public static readonly ErrorCode VaultMissing = new("VAULT_MISSING", ExitCode.Refused, "Nothing was changed.", "cockpit vault init makes one.");
    public static readonly ErrorCode VaultExists = new("VAULT_EXISTS", ExitCode.Refused, "Nothing was changed.", "cockpit vault show tells how it opens.");
    public static readonly ErrorCode VaultLocked = new("VAULT_LOCKED", ExitCode.Refused, "Nothing was sent.", "cockpit vault unlock opens it for a worker; a scan asks at its terminal.");
    public static readonly ErrorCode VaultWrongKey = new("VAULT_WRONG_KEY", ExitCode.Refused, "The vault stays locked.", "Try again with the right passphrase; each wrong one makes the next wait longer.");
    public static readonly ErrorCode VaultWait = new("VAULT_WAIT", ExitCode.Refused, "The vault stays locked.", "Wait, then try again.");
    public static readonly ErrorCode VaultDamaged = new("VAULT_DAMAGED", ExitCode.BadFile, "Nothing was sent.", "A secret was changed or moved by something else than Cockpit; set it again.");
    public static readonly ErrorCode VaultKeyUnfit = new("VAULT_KEY_UNFIT", ExitCode.BadInput, "Nothing was changed.", "Take an ed25519 or RSA key: their signatures of one text are always the same.");
    public static readonly ErrorCode CredentialsNotUnattended = new("CREDENTIALS_NOT_UNATTENDED", ExitCode.Refused, "No server was touched.", "Take a key file, a systemd credential, a command or the vault: cockpit credential set NAME.");
    public static readonly ErrorCode CredentialsLocked = new("CREDENTIALS_LOCKED", ExitCode.Refused, "Nothing new starts.", "cockpit vault unlock.");

    internal static IReadOnlyList<ErrorCode> All { get; } =
    [
        CredentialUnknown, CredentialInvalid, CredentialInUse, SecretUnknown, SecretUnavailable, AgentUnavailable,
        VaultMissing, VaultExists, VaultLocked, VaultWrongKey, VaultWait, VaultDamaged, VaultKeyUnfit, CredentialsNotUnattended, CredentialsLocked,
    ];
}
