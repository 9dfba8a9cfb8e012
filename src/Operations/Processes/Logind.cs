namespace Cockpit.Operations.Processes;

/// <summary>
/// Whether this machine kills what a user left running when the user logs out (man 5 logind.conf, KillUserProcesses). A worker that was
/// started from a login session would then die in the middle of a rollout.
/// </summary>
internal static class Logind
{
    private static readonly string[] Folders = ["/etc/systemd", "/run/systemd", "/usr/lib/systemd"];

    public static bool KillsUserProcesses() => Setting(AllLines()) && !Lingers(Environment.UserName);

    /// <summary>The last assignment counts, as systemd reads its drop-ins.</summary>
    internal static bool Setting(IEnumerable<string> lines)
    {
        bool kills = false;
        foreach (string line in lines)
        {
            string[] parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && parts[0] == "KillUserProcesses") kills = parts[1] is "yes" or "true" or "1" or "on";
        }
        return kills;
    }

    /// <summary>root's processes are spared by default, and so are those of a user who lingers.</summary>
    private static bool Lingers(string user) => user == "root" || File.Exists($"/var/lib/systemd/linger/{user}");

    private static IEnumerable<string> AllLines()
    {
        var files = new List<string>();
        string? main = Folders.Select(f => $"{f}/logind.conf").FirstOrDefault(File.Exists);
        if (main is not null) files.Add(main);
        files.AddRange(Folders.Select(f => $"{f}/logind.conf.d").Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.conf")).OrderBy(Path.GetFileName, StringComparer.Ordinal));
        return files.SelectMany(File.ReadLines);
    }
}
