using System.Globalization;

namespace Cockpit.Executor.Jobs;

/// <summary>Where a job on a host stands. See state() in job.sh.</summary>
internal enum JobState
{
    /// <summary>The host keeps no record of it.</summary>
    Absent,

    /// <summary>It did not begin, and now never will.</summary>
    Sealed,

    /// <summary>Taken in, not running yet.</summary>
    Starting,

    Running,

    /// <summary>It ended by itself, with an exit code.</summary>
    Exited,

    /// <summary>It is gone without an exit code; the host has not rebooted.</summary>
    Killed,

    /// <summary>The host rebooted under it.</summary>
    Rebooted,
}

/// <summary>A job's state as its host told it, with a piece of its log.</summary>
/// <param name="ExitCode">0 to 255 after <see cref="JobState.Exited"/>, else null.</param>
/// <param name="PlanHash">The whole hash that the job was started under; empty where it never was.</param>
/// <param name="LogSize">The log's size in bytes when it was looked at.</param>
internal sealed record JobReport(JobState State, int? ExitCode, string PlanHash, string BootId, long LogSize, byte[] Log)
{
    /// <summary>Reads the answer of report() in job.sh.</summary>
    /// <returns>False when the answer is not whole, or is none.</returns>
    public static bool TryParse(string answer, out JobReport report)
    {
        report = null!;
        string[] lines = answer.Split('\n');
        int at = Array.IndexOf(lines, "@cockpit-job"), end = Array.IndexOf(lines, "@end", Math.Max(at, 0));
        if (at < 0 || end < at + 6 || lines[at + 5] != "@log") return false;
        if (!Value(lines[at + 1], "state ", out string state) || !Value(lines[at + 2], "hash ", out string hash)
            || !Value(lines[at + 3], "boot-id ", out string boot) || boot.Length == 0 || !Value(lines[at + 4], "log-size ", out string size)
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long logSize)) return false;

        int? code = null;
        if (state.StartsWith("exited ", StringComparison.Ordinal))
        {
            if (!int.TryParse(state.AsSpan(7).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int exit) || exit > 255) return false;
            code = exit;
            state = "exited";
        }
        JobState? known = state switch
        {
            "absent" => JobState.Absent,
            "sealed" => JobState.Sealed,
            "starting" => JobState.Starting,
            "running" => JobState.Running,
            "exited" when code is not null => JobState.Exited,
            "killed" => JobState.Killed,
            "rebooted" => JobState.Rebooted,
            _ => null,
        };
        string base64 = string.Concat(lines[(at + 6)..end]);
        byte[] log = new byte[base64.Length];
        if (known is null || !Convert.TryFromBase64String(base64, log, out int length)) return false;
        report = new JobReport(known.Value, code, hash, boot, logSize, log[..length]);
        return true;
    }

    private static bool Value(string line, string name, out string value)
    {
        bool fits = line.StartsWith(name, StringComparison.Ordinal) || line == name.TrimEnd();
        value = fits && line.Length > name.Length ? line[name.Length..].Trim() : "";
        return fits;
    }
}
