using Cockpit.Store;

namespace Cockpit.Operations.Demo;

/// <summary>Takes a demo's folder away, unless a worker still works on its file.</summary>
public static class EndDemo
{
    /// <returns>False when the folder stays, because a worker goes on.</returns>
    public static bool Run(Session session)
    {
        if (WorkerLock.IsHeld(session.FilePath)) return false;
        string folder = Path.GetDirectoryName(session.FilePath)!;
        // Only a folder that a demo made is ever removed.
        if (Path.GetFileName(folder).StartsWith("cockpit-demo-", StringComparison.Ordinal)) Directory.Delete(folder, recursive: true);
        return true;
    }
}
