namespace Cockpit.Remote.Ssh.Login;

/// <summary>
/// The time of one login. A host has its own limit to answer; while a person, a command or an agent is waited for, that limit stands still,
/// and another one holds. One login's thread at a time.
/// </summary>
internal sealed class LoginPace
{
    /// <summary>sshd gives up a login after LoginGraceTime, 120 s by default.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(110);

    /// <summary>Sets a new limit from now on; null asks for the host's own again.</summary>
    public Action<TimeSpan?> Limit { get; set; } = _ => { };

    public CancellationToken Cancellation { get; set; }

    public T Waiting<T>(Func<T> work)
    {
        Limit(Patience);
        try
        {
            return work();
        }
        finally
        {
            Limit(null);
        }
    }
}
