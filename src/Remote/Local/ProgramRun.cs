using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Cockpit.Remote.Local;

/// <summary>How a program of this machine ended.</summary>
/// <param name="ExitCode">Null where it was ended because it took too long or printed too much.</param>
internal sealed record ProgramEnd(int? ExitCode, string Output, string Errors);

/// <summary>Runs a short program of this machine with nothing on its standard input. Blocks the caller; never longer than it is given.</summary>
internal static class ProgramRun
{
    /// <summary>Its full path by PATH, or null.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':')
        .Where(folder => folder.StartsWith('/')).Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(file => File.Exists(file) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    /// <param name="maxBytes">Of its output, and as many of its errors.</param>
    /// <returns>Null where it could not be started.</returns>
    public static ProgramEnd? Run(string program, IEnumerable<string> arguments, TimeSpan limit, int maxBytes)
    {
        using var child = Begin(program, arguments);
        if (child is null)
        {
            return null;
        }

        child.StandardInput.Close();
        using var over = new ManualResetEventSlim();
        var open = 2;
        var output = new PipeReader(child.StandardOutput.BaseStream, maxBytes, "program-stdout", Ended);
        var errors = new PipeReader(child.StandardError.BaseStream, maxBytes, "program-stderr", Ended);
        var deadline = Stopwatch.StartNew();
        var ended = over.Wait(limit) && !output.TooMuch && !errors.TooMuch && child.WaitForExit(limit > deadline.Elapsed ? limit - deadline.Elapsed : TimeSpan.Zero);
        if (!ended)
        {
            End(child);
            return new ProgramEnd(null, "", "");
        }

        return new ProgramEnd(child.ExitCode, Encoding.UTF8.GetString(output.Bytes), Encoding.UTF8.GetString(errors.Bytes));

        void Ended(PipeReader reader)
        {
            if (reader.TooMuch || Interlocked.Decrement(ref open) == 0)
            {
                over.Set();
            }
        }
    }

    private static Process? Begin(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            // It is not there, or may not be run; for the caller that is the same.
            return null;
        }
    }

    private static void End(Process child)
    {
        try
        {
            child.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has just ended by itself.
        }
    }
}
