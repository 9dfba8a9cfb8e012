namespace Cockpit.Store;

/// <summary>The kernel's lock that one worker holds for one file, on FILE.worker.</summary>
public sealed class WorkerLock : IDisposable
{
    private readonly FileStream stream;

    private WorkerLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes it, or returns null when another process has it.</summary>
    public static WorkerLock? TryTake(string databasePath) => KernelLock.TryTake(PathFor(databasePath)) is { } stream ? new WorkerLock(stream) : null;

    /// <summary>True when some process holds it at this moment.</summary>
    public static bool IsHeld(string databasePath) => KernelLock.IsHeld(PathFor(databasePath));

    private static string PathFor(string databasePath) => databasePath + ".worker";

    public void Dispose() => stream.Dispose();
}
