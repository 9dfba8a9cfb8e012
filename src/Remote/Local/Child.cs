using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cockpit.Remote.Local;

/// <summary>Starts /bin/sh in a session of its own and ends that session whole.</summary>
internal static class Child
{
    private const int SigKill = 9;

    /// <summary>util-linux is essential on Debian and Ubuntu; where setsid is missing all the same the child shares our session.</summary>
    private const string Setsid = "/usr/bin/setsid";

    public static Process Start(string command)
    {
        var start = new ProcessStartInfo
        {
            FileName = File.Exists(Setsid) ? Setsid : "/bin/sh",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (start.FileName == Setsid)
        {
            start.ArgumentList.Add("/bin/sh");
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
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
