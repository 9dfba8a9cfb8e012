using Cockpit.Operations;

namespace Cockpit.Cli;

/// <summary>
/// Keeps the details of internal errors in $XDG_STATE_HOME/cockpit/cockpit.log (XDG Base Directory Specification), readable by its owner only.
/// Arguments are not kept: they can hold what people would not have in a log.
/// </summary>
internal static class ErrorLog
{
    /// <summary>Beyond it the log begins anew; a log of crashes is never that long.</summary>
    private const long MaxBytes = 4 * 1024 * 1024;

    public static string Path { get; } = System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state ? state : System.IO.Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/tmp", ".local", "state"),
        "cockpit", "cockpit.log");

    /// <summary>Appends one entry; returns where, or that it could not.</summary>
    public static string Write(IReadOnlyList<string> args, Exception error)
    {
        string command = string.Join(' ', args.TakeWhile(a => a.Length > 0 && char.IsAsciiLetterLower(a[0])).Take(2));
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            bool anew = File.Exists(Path) && new FileInfo(Path).Length > MaxBytes;
            var options = new FileStreamOptions { Mode = anew ? FileMode.Create : FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(Path, options);
            using var log = new StreamWriter(stream);
            log.WriteLine($"{NodaTime.SystemClock.Instance.GetCurrentInstant()} cockpit {Printable.Line(command)}");
            log.WriteLine(Printable.Text(error.ToString()));
            return Path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"no log, because {Path} cannot be written";
        }
    }
}
