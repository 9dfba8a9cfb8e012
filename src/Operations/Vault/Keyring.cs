using Cockpit.Core.Credentials;
using Cockpit.Remote.Secrets;

namespace Cockpit.Operations.Vault;

/// <summary>The vault's data key in this process's memory, and nowhere else. Thread-safe.</summary>
public sealed class Keyring : IDisposable
{
    private readonly Lock gate = new();
    private Secret? key;

    public bool IsOpen
    {
        get
        {
            lock (gate) return key is not null;
        }
    }

    /// <summary>A copy of the key, which the caller disposes; null while the vault is locked.</summary>
    public Secret? Key()
    {
        lock (gate) return key?.Copy();
    }

    public void Open(Secret dataKey)
    {
        lock (gate)
        {
            key?.Dispose();
            key = dataKey.Copy();
        }
    }

    public void Lock()
    {
        lock (gate)
        {
            key?.Dispose();
            key = null;
        }
    }

    public void Dispose() => Lock();
}
