using Cockpit.Remote.Ssh.Config;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>Makes the login of a connection from key files. Thread-safe.</summary>
internal sealed class SshLogins(KeyFiles keys)
{
    /// <exception cref="Cockpit.Core.Errors.CockpitException">KEY_FILE_UNUSABLE.</exception>
    public SshLogin For(SshTarget target)
    {
        var usable = keys.For(target);
        return new SshLogin([new PrivateKeyAuthenticationMethod(target.User, [.. usable])], string.Join(", ", usable.Select(k => k.File)));
    }
}
