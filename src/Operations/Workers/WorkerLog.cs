using NodaTime;

namespace Cockpit.Operations.Workers;

/// <summary>The log of a worker that nobody sits in front of: FILE.worker.log beside the database, for its owner only. Thread-safe.</summary>
public sealed class WorkerLog : IDisposable
{
    /// <summary>Beyond it a new worker begins the log anew and keeps the old one as .1.</summary>
    private const long MaxBytes = 8 * 1024 * 1024;

    private readonly StreamWriter writer;
    private readonly IClock clock;
    private readonly Lock gate = new();

    private WorkerLog(StreamWriter writer, IClock clock)
    {
        this.writer = writer;
        this.clock = clock;
    }

    public static WorkerLog Open(Session session)
    {
        string path = session.FilePath + ".worker.log";
        if (File.Exists(path) && new FileInfo(path).Length > MaxBytes) File.Move(path, path + ".1", overwrite: true);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new WorkerLog(new StreamWriter(new FileStream(path, options)) { AutoFlush = true }, session.Clock);
    }

    public void Write(string line)
    {
        lock (gate) writer.WriteLine($"{clock.GetCurrentInstant()} {Environment.ProcessId} {Printable.Line(line)}");
    }

    public void Dispose() => writer.Dispose();
}
