namespace Cockpit.Store;

/// <summary>
/// A lock that the kernel keeps for one process: on a file beside the database and never on it, because closing any handle of a
/// process would drop SQLite's own locks. The kernel lets go when the process dies, however it dies.
/// </summary>
internal static class KernelLock
{
    /// <summary>Takes it, or returns null when another process has it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True when some process holds it at this moment.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            // Shared, so that two that ask at once do not take each other for a holder.
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
