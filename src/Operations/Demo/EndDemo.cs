using System.Diagnostics;
using Cockpit.Store;

namespace Cockpit.Operations.Demo;

/// <summary>Takes a demo's folder away, unless a worker still works on its file.</summary>
public static class EndDemo
{
    /// <summary>How long reads of screens that were just left may go on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>False when the folder stays, because a worker goes on.</returns>
    public static bool Run(Session session)
    {
        if (WorkerLock.IsHeld(session.FilePath)) return false;
        string folder = Path.GetDirectoryName(session.FilePath)!;
        // Only a folder that a demo made is ever removed.
        if (Path.GetFileName(folder).StartsWith("cockpit-demo-", StringComparison.Ordinal)) Delete(folder);
        return true;
    }

    /// <summary>A read that screens began and did not wait for opens the file's companions anew while they are being deleted.</summary>
    private static void Delete(string folder)
    {
        for (long begun = Stopwatch.GetTimestamp(); ; Thread.Sleep(Pause))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(begun) < Patience)
            {
            }
        }
    }
}
