using Cockpit.Remote.Secrets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>What a server shows a person (RFC 4256): its instruction and its prompts.</summary>
internal sealed record HostPrompts(string Instruction, IReadOnlyList<(string Text, bool Echo)> Prompts);

/// <summary>
/// Keyboard-interactive login (RFC 4256): passwords by PAM, one-time codes. Every answer is shared by the hosts that show the same prompts;
/// where another host's answer is refused here, as a one-time code is, the person is asked once more.
/// </summary>
/// <param name="take">Fetches the answer to one prompt.</param>
internal sealed class KeyboardLogin(string user, LoginPace pace, Func<HostPrompts, int, bool, SharedAnswers.Answer> take) : AuthenticationMethod(user)
{
    /// <summary>More in one request is no login any more.</summary>
    private const int MostPrompts = 16;

    public override string Name => "keyboard-interactive";

    /// <summary>One hidden prompt was answered and refused: what was asked for is the password.</summary>
    public bool PasswordRefused { get; private set; }

    public override AuthenticationResult Authenticate(Session session)
    {
        var (result, again) = Try(session, anew: false);
        return again ? Try(session, anew: true).Result : result;
    }

    private (AuthenticationResult Result, bool Again) Try(Session session, bool anew)
    {
        var used = new List<SharedAnswers.Answer>();
        var hidden = 0;
        try
        {
            using var inner = new KeyboardInteractiveAuthenticationMethod(Username);
            inner.AuthenticationPrompt += (_, asked) =>
            {
                if (asked.Prompts.Count > MostPrompts) throw new SshAuthenticationException("The server asks for too much at once.");
                var prompts = new HostPrompts(asked.Instruction ?? "", [.. asked.Prompts.Select(p => (p.Request, p.IsEchoed))]);
                for (var i = 0; i < asked.Prompts.Count; i++)
                {
                    var index = i;
                    var answer = pace.Waiting(() => take(prompts, index, anew));
                    used.Add(answer);
                    hidden += asked.Prompts[i].IsEchoed ? 0 : 1;
                    asked.Prompts[i].Response = answer.Value.Reveal();
                }
            };
            var result = inner.Authenticate(session);
            AllowedAuthentications = inner.AllowedAuthentications;
            foreach (var answer in used)
            {
                if (result == AuthenticationResult.Failure) answer.Refused();
                else answer.Accepted();
            }
            PasswordRefused = result == AuthenticationResult.Failure && used.Count == 1 && hidden == 1;
            return (result, result == AuthenticationResult.Failure && !anew && used.Any(a => a.Shared));
        }
        finally
        {
            foreach (var answer in used) answer.Dispose();
        }
    }
}
