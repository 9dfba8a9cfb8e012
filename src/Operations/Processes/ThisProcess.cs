using System.Globalization;
using Cockpit.Core.Ids;
using Cockpit.Store;

namespace Cockpit.Operations.Processes;

/// <summary>Who runs this process and which process it is, read from Linux's /proc (man 5 proc).</summary>
public static class ThisProcess
{
    /// <summary>The OS user behind this call, with the login uid that the kernel keeps through sudo and su.</summary>
    /// <param name="remark">What --as said.</param>
    public static Actor Actor(string? remark) => new(LibC.GetEffectiveUid(), LoginUid(), Environment.UserName, remark);

    /// <summary>The socket of this person's ssh-agent, $SSH_AUTH_SOCK; null for none.</summary>
    public static string? AgentSocket => Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") is { Length: > 0 } socket ? socket : null;

    public static WorkerIdentity Identity() => new(
        Environment.UserName, Environment.MachineName, FirstLine("/etc/machine-id"), FirstLine("/proc/sys/kernel/random/boot_id"),
        Environment.ProcessId, StartTicks(Environment.ProcessId) ?? 0);

    /// <summary>True when a process with this pid lives and began at this time; a reused pid has another start time.</summary>
    public static bool IsAlive(int pid, long startTicks) => StartTicks(pid) == startTicks;

    /// <summary>Field 22 of /proc/PID/stat, counted behind the last ")" because a program's name may hold anything; null when it is gone or a zombie.</summary>
    private static long? StartTicks(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>4294967295 is the kernel's "not set".</summary>
    private static long? LoginUid() =>
        long.TryParse(FirstLine("/proc/self/loginuid"), NumberStyles.None, CultureInfo.InvariantCulture, out long uid) && uid != uint.MaxValue ? uid : null;

    private static string FirstLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
