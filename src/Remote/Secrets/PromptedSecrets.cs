using Cockpit.Core.Credentials;

namespace Cockpit.Remote.Secrets;

/// <summary>What a credential asks a person for, so that it can be asked before anything begins and be handed to a process that has nobody to ask.</summary>
public static class PromptedSecrets
{
    public static IEnumerable<Question> Of(Credential credential)
    {
        if (credential.Passphrase?.Kind == SecretKind.Prompt) yield return CredentialSecrets.QuestionOf(credential, CredentialSecrets.PassphraseName);
        if (credential.Password?.Kind == SecretKind.Prompt) yield return CredentialSecrets.QuestionOf(credential, CredentialSecrets.PasswordName);
        if (credential.BecomePassword?.Kind == SecretKind.Prompt) yield return CredentialSecrets.QuestionOf(credential, CredentialSecrets.BecomeName);
    }
}
