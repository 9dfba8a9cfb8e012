using Cockpit.Core.Errors;
using Cockpit.Remote.Secrets;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>
/// Login by password (RFC 4252 section 8). The password is fetched when the server's turn comes to it, which is after its key was found to be the
/// known one. Sent once; where another host's answer was refused here, the person is asked once more.
/// </summary>
/// <param name="take">Fetches the password; the argument says that the shared one was refused.</param>
/// <param name="refusedAlready">The same password was refused a moment ago in another way, so it is not sent a second time.</param>
internal sealed class PasswordLogin(string user, LoginPace pace, Func<bool, SharedAnswers.Answer> take, Func<bool> refusedAlready) : AuthenticationMethod(user)
{
    public override string Name => "password";

    public override AuthenticationResult Authenticate(Session session)
    {
        if (refusedAlready()) return AuthenticationResult.Failure;
        var (result, again) = Try(session, anew: false);
        return again ? Try(session, anew: true).Result : result;
    }

    private (AuthenticationResult Result, bool Again) Try(Session session, bool anew)
    {
        using var answer = pace.Waiting(() => take(anew));
        using var inner = new PasswordAuthenticationMethod(Username, answer.Value.Bytes.ToArray());
        inner.PasswordExpired += (_, _) => throw new CockpitException(RemoteErrors.AuthDenied.Because($"The password of {Username} has expired there.", "Log in by hand and set a new one."));
        var result = inner.Authenticate(session);
        AllowedAuthentications = inner.AllowedAuthentications;
        if (result == AuthenticationResult.Failure) answer.Refused();
        else answer.Accepted();
        return (result, result == AuthenticationResult.Failure && answer.Shared && !anew);
    }
}
