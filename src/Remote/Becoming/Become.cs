using Cockpit.Core.Credentials;
using Cockpit.Remote.Secrets;

namespace Cockpit.Remote.Becoming;

/// <summary>How a session's user becomes root.</summary>
/// <param name="Password">Fetches the password for sudo's prompt; null where none is ever sent.</param>
internal sealed record Become(BecomeKind Kind, Func<bool, CancellationToken, SharedAnswers.Answer>? Password)
{
    public static Become SudoWithoutPassword { get; } = new(BecomeKind.Sudo, null);

    public static Become Of(Credential? credential, CredentialSecrets secrets) => credential is null ? SudoWithoutPassword
        : new(credential.Become, credential.BecomePassword is { } source ? (anew, cancellation) => secrets.Take(credential, source, CredentialSecrets.BecomeName, anew, cancellation) : null);
}
