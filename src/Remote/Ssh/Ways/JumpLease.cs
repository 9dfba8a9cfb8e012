namespace Cockpit.Remote.Ssh.Ways;

/// <summary>One user's share of a jump host's session: the session stays open while any is held. Thread-safe.</summary>
/// <param name="again">Makes another share of the same session.</param>
internal sealed class JumpLease(JumpSession session, Func<JumpLease> again, Action release) : IDisposable
{
    private int _released;

    public JumpSession Session => session;

    /// <summary>Another share of the same session, while this one is held.</summary>
    public JumpLease Again() => again();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            release();
        }
    }
}
