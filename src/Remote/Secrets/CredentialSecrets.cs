using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.Secrets;

/// <summary>The secrets of credentials: from where each says, and where that is a person, shared by all hosts with the credential. Thread-safe.</summary>
internal sealed class CredentialSecrets(RemoteSettings settings)
{
    public SharedAnswers Answers { get; } = new(settings.Ask, settings.AskIsPerson);

    /// <summary>The credential of this name; null for the default one.</summary>
    /// <exception cref="CockpitException">CREDENTIAL_UNKNOWN.</exception>
    public Credential? Find(string? name, string host) => name is null or Credential.DefaultName ? null
        : settings.Credentials(name) ?? throw new CockpitException(CredentialErrors.CredentialUnknown.Because($"{host} is to be reached with the credential {HostText.OneLine(name)}, which there is not."));

    /// <summary>One secret of a credential.</summary>
    /// <param name="what">What it is, for the person: "password", "sudo password".</param>
    /// <param name="anew">The shared answer was refused; only a person can give another one.</param>
    public SharedAnswers.Answer Take(Credential credential, SecretSource source, string what, bool anew, CancellationToken cancellation)
    {
        if (source.Kind == SecretKind.Login)
            return Take(credential, credential.Password ?? throw new CockpitException(CredentialErrors.SecretUnavailable.Because($"The credential {credential.Name} has no password.")), PasswordName, anew, cancellation);
        return source.Kind == SecretKind.Prompt
            ? Answers.Take(QuestionOf(credential, what), anew, cancellation)
            : SharedAnswers.Answer.Fixed(settings.Secrets.Line(source, cancellation));
    }

    /// <summary>The private key's whole text.</summary>
    public Secret KeyText(SecretSource source, CancellationToken cancellation) => settings.Secrets.Whole(source, cancellation);

    public const string PasswordName = "password", PassphraseName = "key passphrase", BecomeName = "sudo password";

    public static Question QuestionOf(Credential credential, string what) => new($"credential {credential.Name} {what}", $"{what} of credential {credential.Name}", Echo: false);
}
