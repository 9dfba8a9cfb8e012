using System.Globalization;
using Cockpit.Executor.Apt;

namespace Cockpit.Executor.Facts;

/// <summary>What facts.sh read on a host. Text from the host is kept as it came; whoever shows it strips it.</summary>
/// <param name="MachineId">Empty where the host has none.</param>
/// <param name="Audit">What dpkg --audit complains of; empty when the package database is sane.</param>
/// <param name="Locks">Who holds the package manager's locks.</param>
/// <param name="Claim">Which file and rollout the host serves, as <see cref="Jobs.JobScripts.Owner"/> writes it; empty when none.</param>
/// <param name="Simulation">The plan's exact command, simulated; null where it was not asked for.</param>
/// <param name="Free">Room in the places that an upgrade writes to, with their mount point.</param>
/// <param name="DownloadBytes">What apt would fetch.</param>
/// <param name="Stale">Programs that still run a library that was replaced under them.</param>
internal sealed record HostReading(
    string MachineId, string BootId, bool RebootRequired, IReadOnlyList<InstalledRow> Installed, string Audit,
    IReadOnlyList<LockHolder> Locks, string Claim, Simulation? Simulation, IReadOnlyList<FreeRoom> Free, long DownloadBytes, IReadOnlyList<string> Stale)
{
    /// <summary>Reads the answer of facts.sh. What stands outside its frame, such as a login script's greeting, is passed over.</summary>
    /// <returns>False when the answer is not whole.</returns>
    public static bool TryParse(string answer, out HostReading reading)
    {
        reading = null!;
        Dictionary<string, List<string>> parts = [];
        List<string>? current = null;
        bool inside = false, whole = false;
        foreach (string line in answer.Split('\n'))
        {
            if (!inside) inside = line == "@cockpit-facts";
            else if (line == "@end") { whole = true; break; }
            else if (line.StartsWith('@')) parts[line[1..]] = current = [];
            else if (line.StartsWith(' ')) current?.Add(line[1..]);
        }
        if (!whole || !parts.TryGetValue("boot-id", out List<string>? boot) || boot.Count != 1) return false;

        List<string> Part(string name) => parts.GetValueOrDefault(name, []);
        List<string> simulated = Part("simulation");
        Simulation? simulation = null;
        if (simulated.Count > 0)
        {
            if (!simulated[0].StartsWith("exit ", StringComparison.Ordinal) || !int.TryParse(simulated[0].AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int code)) return false;
            simulation = Simulation.Parse(code, simulated.Skip(1));
        }
        reading = new HostReading(
            Part("machine-id").FirstOrDefault("").Trim(), boot[0].Trim(), Part("reboot-required").Count > 0,
            [.. Part("installed").Select(InstalledRow.Read).OfType<InstalledRow>()],
            string.Join('\n', Part("audit")).Trim(),
            [.. Part("lock").Select(LockHolder.Read).OfType<LockHolder>()],
            Part("claim").FirstOrDefault("").Trim(),
            simulation,
            [.. Part("free-kib").Select(FreeRoom.Read).OfType<FreeRoom>()],
            Part("download-bytes").Sum(l => long.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n < 1L << 40 ? n : 0),
            Part("stale"));
        return true;
    }
}

/// <summary>One package as dpkg knows it.</summary>
/// <param name="Status">dpkg's abbreviation: "ii" is installed and configured, "hi" the same on hold, "iF" half-configured.</param>
internal sealed record InstalledRow(string Name, string Architecture, string Version, string Status)
{
    public bool Held => Status.StartsWith('h');

    /// <summary>Unpacked and configured, with no error flag behind it.</summary>
    public bool Sound => Status is "ii" or "hi";

    public static InstalledRow? Read(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var architecture, var version, var status] ? new(name, architecture, version, status) : null;
}

internal sealed record LockHolder(int Pid, string Name)
{
    public static LockHolder? Read(string line) =>
        line.Split(' ', 2) is [var pid, var name] && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? new(number, name.Trim()) : null;
}

internal sealed record FreeRoom(string MountPoint, long Bytes)
{
    public static FreeRoom? Read(string line) =>
        line.Split(' ', 2) is [var kib, var mount] && long.TryParse(kib, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number < 1L << 50
            ? new(mount.Trim(), number * 1024) : null;
}
