using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Remote.Becoming;
using Cockpit.Remote.Secrets;
using Cockpit.Remote.Ssh.Config;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>Makes the login of a connection: which keys, passwords and answers are offered, in the order that ssh has. Thread-safe.</summary>
internal sealed class SshLogins(CredentialSecrets secrets)
{
    /// <summary>ssh's PreferredAuthentications, without what this program does not do (GSSAPI, host-based).</summary>
    private static readonly string[] UsualOrder = ["publickey", "keyboard-interactive", "password"];

    /// <summary>Answers to hosts' prompts come on threads of the pool (the library's), and each may wait for the same person; so many hosts are connected to at once.</summary>
    private const int WaitingHosts = 256;

    private readonly KeyFiles _files = new();

    /// <exception cref="CockpitException">KEY_FILE_UNUSABLE, CREDENTIAL_UNKNOWN, AGENT_UNAVAILABLE, SECRET_UNAVAILABLE, VAULT_*.</exception>
    public SshLogin For(SshTarget target, CancellationToken cancellation)
    {
        var credential = secrets.Find(target.Credential, target.Name);
        var pace = new LoginPace { Cancellation = cancellation };
        var keys = new OfferedKeys(target, credential, _files, secrets, pace);
        var offered = keys.Find();
        var methods = new List<AuthenticationMethod>();
        var words = offered.Select(k => k.Label).ToList();
        if (offered.Count > 0) methods.Add(new PrivateKeyAuthenticationMethod(target.User, [.. offered]));

        // A person's answers: where somebody can be asked, or the credential has the password.
        var password = credential?.Password;
        var asksPerson = secrets.Answers.CanAsk && (credential is null || credential.Mfa || credential.Login is LoginKind.Default or LoginKind.Password);
        if (asksPerson || password is not null)
        {
            if (secrets.Answers.CanAsk)
            {
                ThreadPool.GetMinThreads(out var workers, out var ports);
                if (workers < WaitingHosts) ThreadPool.SetMinThreads(WaitingHosts, ports);
            }
            var keyboard = new KeyboardLogin(target.User, pace, (prompts, index, anew) => Answer(target, credential, prompts, index, anew, cancellation));
            methods.Add(keyboard);
            methods.Add(new PasswordLogin(target.User, pace, anew => password is not null
                ? secrets.Take(credential!, password, CredentialSecrets.PasswordName, anew, cancellation)
                : secrets.Answers.Take(new Question($"password {target.User}", $"{target.Name}: password of {target.User}", Echo: false), anew, cancellation), () => keyboard.PasswordRefused));
            words.Add(password is not null ? "a password" : "what a person answered");
        }

        List<string> order = [.. target.Methods ?? UsualOrder];
        methods = [.. methods.Where(m => order.Contains(m.Name)).OrderBy(m => order.IndexOf(m.Name))];
        if (methods.Count == 0)
        {
            throw new CockpitException(RemoteErrors.KeyFileUnusable.Because(keys.PassedOver.Count > 0
                ? $"{target.Name} cannot be reached with {string.Join(" or ", keys.PassedOver)}."
                : $"There is no key for {target.Name}: none of {string.Join(", ", target.IdentityFiles)} is there, and no ssh-agent has one."));
        }
        return new SshLogin(methods, string.Join(", ", words)) { Pace = pace, Become = Become.Of(credential, secrets) };
    }

    private SharedAnswers.Answer Answer(SshTarget target, Credential? credential, HostPrompts prompts, int index, bool anew, CancellationToken cancellation)
    {
        // One hidden prompt is the password; a credential's password is sent to no other question.
        if (credential?.Password is { } source && prompts.Prompts is [{ Echo: false }] && (!credential.Mfa || LooksLikePassword(prompts.Prompts[0].Text)))
            return secrets.Take(credential, source, CredentialSecrets.PasswordName, anew, cancellation);
        var key = $"prompts {target.User}\0{prompts.Instruction}\0{string.Join('\0', prompts.Prompts.Select(p => p.Text))}\0{index}";
        var text = HostText.OneLine($"{prompts.Instruction} {prompts.Prompts[index].Text}");
        return secrets.Answers.Take(new Question(key, $"{target.Name} asks {target.User}: {text}", prompts.Prompts[index].Echo), anew, cancellation);
    }

    /// <summary>Of several questions one after the other, the one for the password; PAM's own word for it is "Password: ".</summary>
    private static bool LooksLikePassword(string prompt) => prompt.Contains("password", StringComparison.OrdinalIgnoreCase) && !prompt.Contains("one-time", StringComparison.OrdinalIgnoreCase);
}
