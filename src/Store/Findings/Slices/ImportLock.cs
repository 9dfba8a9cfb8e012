namespace Cockpit.Store.Findings.Slices;

/// <summary>
/// The kernel's lock that one import holds for one file, on FILE.import. What an import left unfinished is undone by whoever gets
/// this lock, so the rows of one that still lives are never touched.
/// </summary>
public sealed class ImportLock : IDisposable
{
    /// <summary>Whoever only asks holds it for a moment; an import tries again rather than take that for another import.</summary>
    private const int Tries = 20;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    private readonly FileStream stream;

    private ImportLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes it once no other import runs.</summary>
    public static ImportLock Take(string databasePath, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (TryTake(databasePath) is { } held) return held;
        }
    }

    /// <summary>Takes it, or returns null when another import runs.</summary>
    public static ImportLock? TryTake(string databasePath)
    {
        for (int tries = 1; ; tries++)
        {
            if (KernelLock.TryTake(PathFor(databasePath)) is { } stream) return new ImportLock(stream);
            if (tries == Tries) return null;
            Thread.Sleep(Between);
        }
    }

    /// <summary>True when an import runs at this moment, also one that writes in a single transaction.</summary>
    public static bool IsHeld(string databasePath) => KernelLock.IsHeld(PathFor(databasePath));

    private static string PathFor(string databasePath) => databasePath + ".import";

    public void Dispose() => stream.Dispose();
}
