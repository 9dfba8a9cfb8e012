using Cockpit.Remote.Becoming;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>What one connection offers to log in. Made anew for each attempt, because the library's methods hold state; dispose it with the connection.</summary>
/// <param name="Methods">In the order in which they are offered.</param>
/// <param name="Offered">What was offered, for a sentence: "/home/anna/.ssh/id_ed25519", "a password".</param>
internal sealed record SshLogin(IReadOnlyList<AuthenticationMethod> Methods, string Offered) : IDisposable
{
    /// <summary>The time that the login has, which stands still while a person is asked.</summary>
    public LoginPace Pace { get; init; } = new();

    /// <summary>How the user becomes root there.</summary>
    public Become Become { get; init; } = Become.SudoWithoutPassword;

    public void Dispose()
    {
        foreach (var method in Methods)
        {
            (method as IDisposable)?.Dispose();
        }
    }
}
