using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cockpit.Remote.Local;

/// <summary>Starts a program in a session of its own and ends that session whole. Without a terminal, so it can ask nobody there.</summary>
internal static class Child
{
    private const int SigKill = 9;

    /// <summary>util-linux is essential on Debian and Ubuntu; where setsid is missing all the same the child shares our session.</summary>
    private const string Setsid = "/usr/bin/setsid";

    public static Process Start(string command) => Start("/bin/sh", ["-c", command], new Dictionary<string, string?>());

    /// <param name="environment">What differs from our own; null takes a variable away.</param>
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        string[] line = [.. File.Exists(Setsid) ? [Setsid] : Array.Empty<string>(), program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Kills the child's whole process group; a child without a group of its own is killed with its descendants.</summary>
    public static void Kill(Process child)
    {
        if (KillProcess(-child.Id, SigKill) == 0)
        {
            return;
        }

        try
        {
            child.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited by itself in the meantime, which is what was wanted.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int KillProcess(int pid, int signal);
}
