namespace Cockpit.Live.Ssh;

/// <summary>One sshd for the tests of a class that need nothing special of it.</summary>
public sealed class SshdFixture : IDisposable
{
    private readonly Lazy<Sshd> _sshd = new(() => Sshd.Start());

    /// <summary>Started by the first test that asks, so that a missing sshd skips tests instead of failing their class.</summary>
    public Sshd Sshd => _sshd.Value;

    public void Dispose()
    {
        if (_sshd.IsValueCreated)
        {
            _sshd.Value.Dispose();
        }
    }
}
