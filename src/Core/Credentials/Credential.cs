namespace Cockpit.Core.Credentials;

/// <summary>What logs in.</summary>
public enum LoginKind
{
    /// <summary>What the person's ssh would use: keys of the agent and the usual key files, then what the host asks for.</summary>
    Default,

    /// <summary>One private key, from a file or from where a secret comes from.</summary>
    Key,

    /// <summary>A key in an ssh-agent.</summary>
    Agent,

    /// <summary>A private key together with a certificate for it.</summary>
    Certificate,

    Password,
}

/// <summary>How the user who logged in becomes root.</summary>
public enum BecomeKind
{
    /// <summary>sudo; with a password where one is named, else without asking.</summary>
    Sudo,

    /// <summary>doas with nopass.</summary>
    Doas,

    /// <summary>The user is root already; nothing else is tried.</summary>
    Root,
}

/// <summary>A named way to log in to hosts and to become root there. It says where secrets come from and never holds one.</summary>
/// <param name="User">The remote user of hosts that name none; null leaves it to the host and to ssh's configuration.</param>
/// <param name="Key">A private key file on this machine, or a public one (.pub) whose private half is in the agent; null where no file is named.</param>
/// <param name="KeySource">The private key's text comes from here instead of a file.</param>
/// <param name="CertificateFile">The certificate for the key; null looks for the usual KEY-cert.pub beside it.</param>
/// <param name="Agent">The agent's socket; null is the person's own agent ($SSH_AUTH_SOCK, or IdentityAgent of ssh's configuration).</param>
/// <param name="Passphrase">Opens an encrypted key.</param>
/// <param name="Password">Logs in, and answers the one hidden prompt of a host that asks for a password by prompt.</param>
/// <param name="BecomePassword">What sudo asks for; null never answers it.</param>
/// <param name="Mfa">Hosts ask the person for more, such as a one-time code, so nothing can log in without one.</param>
public sealed record Credential(
    string Name, string? User, LoginKind Login, string? Key, SecretSource? KeySource, string? CertificateFile, string? Agent,
    SecretSource? Passphrase, SecretSource? Password, BecomeKind Become, SecretSource? BecomePassword, bool Mfa)
{
    /// <summary>The name that stands for "as the person's own ssh"; a host without a credential has it.</summary>
    public const string DefaultName = "default";

    /// <summary>A key file with this end is the public half of a key that the agent holds.</summary>
    public const string PublicSuffix = ".pub";

    /// <summary>Every place that a secret of it comes from.</summary>
    public IEnumerable<SecretSource> Sources => new[] { KeySource, Passphrase, Password, BecomePassword }.OfType<SecretSource>();

    /// <summary>It cannot be used before the vault is open.</summary>
    public bool NeedsVault => Sources.Any(s => s.Kind == SecretKind.Vault);

    /// <summary>
    /// Why it cannot log in when nobody is there, as the end of a sentence; null when it can: a key file, a systemd credential, a command, the
    /// vault. A person's agent goes when the person does.
    /// </summary>
    public string? WhyAttended =>
        Mfa ? "wants a person's code at each login"
        : Sources.Any(s => s.Kind == SecretKind.Prompt) ? "asks a person for a secret"
        : Login == LoginKind.Agent || Key?.EndsWith(PublicSuffix, StringComparison.Ordinal) == true ? "hangs on a person's ssh-agent"
        : null;
}
