using System.Collections.Concurrent;

namespace Cockpit.Remote.Ssh;

/// <summary>
/// Bounds how many handshakes run at once against one sshd: with its default MaxStartups (10:30:100) it drops new ones at random
/// from the tenth that has not logged in yet. Thread-safe.
/// </summary>
internal sealed class HandshakeSlots
{
    private const int PerAddress = 8;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _slots = new();

    /// <summary>Waits for a slot; disposing the result gives it back.</summary>
    public Slot Take(string address, CancellationToken cancellation)
    {
        var slots = _slots.GetOrAdd(address, _ => new SemaphoreSlim(PerAddress));
        slots.Wait(cancellation);
        return new Slot(slots);
    }

    internal readonly struct Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
