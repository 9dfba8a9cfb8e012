using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Cockpit.Store.Findings.Slices;

/// <summary>
/// The write transactions of an import: one for all of it, or, beside a worker, many that hold the file's write lock for a moment each.
/// How much goes into one follows from how long the last ones took, their commit included.
/// </summary>
internal sealed class ImportSlices(CockpitFile file, bool sliced) : IDisposable
{
    /// <summary>What each is to take; so much below the 250 ms that are allowed that a busy machine does not get there.</summary>
    private const double WantedMilliseconds = 80;

    /// <summary>The least that is put into one: each writes the same pages of the indexes again, so very small ones cost a multiple.</summary>
    private const double LeastMilliseconds = 25;

    /// <summary>The log is copied into the file after so many slices, since most of them change the same pages. That needs no write lock, so it is done when it was let go.</summary>
    private const int SlicesPerCheckpoint = 8;

    /// <summary>The indexes of a million findings.</summary>
    private const int CacheKibibytes = 64 << 10;

    /// <summary>
    /// The lock stays free for so long in between. SQLite asks again after 25 ms at the latest during the first eighth of a second
    /// (sqliteDefaultBusyCallback), so whoever waited for one slice gets in before the next.
    /// </summary>
    private static readonly TimeSpan Free = TimeSpan.FromMilliseconds(30);

    private readonly Stopwatch held = new();
    private double work = LeastMilliseconds;
    private int sinceCheckpoint;

    /// <summary>True beside a worker.</summary>
    public bool Sliced { get; } = sliced;

    public bool IsOpen { get; private set; }

    /// <summary>How long the write lock was held at most, from the moment it was got.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Time to commit what there is and let others in.</summary>
    public bool IsFull => Sliced && held.Elapsed.TotalMilliseconds > work;

    public void Begin()
    {
        file.BeginWrite();
        held.Restart();
        IsOpen = true;
    }

    /// <summary>
    /// Before the first of many. Their commits do not wait for the disk, because only the last one counts: what a power failure takes
    /// is the newest, and what is left is undone. The last is to be written with <see cref="Last"/>.
    /// </summary>
    public void Prepare()
    {
        file.Connection.Execute("PRAGMA synchronous = NORMAL");
        file.Connection.Execute("PRAGMA wal_autocheckpoint = 0");
        file.Connection.Execute($"PRAGMA cache_size = -{CacheKibibytes}");
        // What replaces a row has to be set down as what deletes it.
        file.Connection.Execute("PRAGMA recursive_triggers = ON");
    }

    /// <summary>What comes now is on the disk once it is committed.</summary>
    public void Last()
    {
        Commit();
        file.Connection.Execute("PRAGMA synchronous = FULL");
        Rest();
        Begin();
    }

    public void Commit()
    {
        file.Connection.Execute("COMMIT");
        IsOpen = false;
        TimeSpan took = held.Elapsed;
        if (took > Longest) Longest = took;
        if (!Sliced) return;
        work = Math.Clamp(work * Math.Clamp(WantedMilliseconds / took.TotalMilliseconds, 0.5, 1.25), LeastMilliseconds, WantedMilliseconds);
        // A worker's commit waits for the disk. It should not wait for what an import has written as well.
        using SafeFileHandle log = File.OpenHandle(file.Path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(log);
        if (++sinceCheckpoint < SlicesPerCheckpoint) return;
        sinceCheckpoint = 0;
        file.Connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// <summary>Commits, lets others in, and goes on.</summary>
    public void Next()
    {
        Commit();
        Rest();
        Begin();
    }

    /// <summary>Does what needs no lock, such as sorting a million findings, without one. In one transaction that makes no difference to others.</summary>
    public T Outside<T>(Func<T> work)
    {
        if (!Sliced) return work();
        Commit();
        T made = work();
        Begin();
        return made;
    }

    /// <summary>Whoever waits for the write lock gets it now.</summary>
    public void Rest()
    {
        if (Sliced) Thread.Sleep(Free);
    }

    /// <summary>Undoes what was not committed.</summary>
    public void Dispose()
    {
        if (!IsOpen) return;
        IsOpen = false;
        // SQLite has rolled back by itself where the disk was full.
        if (!file.IsAutoCommit) file.Connection.Execute("ROLLBACK");
    }
}
