namespace Cockpit.Core.Credentials;

/// <summary>What is said about a credential, as text from a command line. A field that is not named stays as it is; an empty one is cleared.</summary>
/// <param name="Values">By the names below.</param>
public sealed record CredentialFields(IReadOnlyDictionary<string, string> Values)
{
    public const string User = "user", Login = "login", Key = "key", Certificate = "certificate", Agent = "agent", Passphrase = "passphrase",
        Password = "password", Become = "become", BecomePassword = "become-password", Mfa = "mfa";
}
