using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using NodaTime;

namespace Cockpit.Scanner.Rpm;

/// <summary>What rpm's database itself says about a reboot, whichever tool is there to ask. Pure.</summary>
internal static class RebootCheck
{
    /// <summary>Packages that only a reboot puts into effect; dnf's needs-restarting(8) names the same.</summary>
    private static readonly HashSet<string> Core = new(StringComparer.Ordinal)
    {
        "kernel", "kernel-core", "kernel-rt", "kernel-rt-core", "kernel-uek", "kernel-uek-core", "kernel-default", "glibc", "linux-firmware", "systemd", "dbus", "dbus-broker", "dbus-daemon",
        "dbus-1",
    };

    /// <summary>Packages that hold a kernel itself, not only need one.</summary>
    private static readonly HashSet<string> Kernels = new(StringComparer.Ordinal)
    {
        "kernel", "kernel-core", "kernel-rt", "kernel-rt-core", "kernel-uek", "kernel-uek-core", "kernel-default",
    };

    /// <param name="asked">What a tool of the host named; they are added to what the database shows.</param>
    /// <param name="toolSays">The sentence for a tool that asks for a reboot and names no package; null when none does.</param>
    public static (IReadOnlyList<string> Packages, IReadOnlyList<string> Reasons) Of(HostAnswer host, RpmPackages packages, IReadOnlyList<string> asked, string? toolSays)
    {
        var names = SinceBoot(packages, host).Concat(asked).Distinct().Order(StringComparer.Ordinal).ToList();
        var reasons = new List<string>();
        if (NewerKernel(packages, host.Sections["kernel"].First) is { } kernel) reasons.Add(kernel);
        if (names.Count > 0) reasons.Add($"installed since the boot: {string.Join(", ", names)}");
        else if (toolSays is not null) reasons.Add(toolSays);
        return (names, reasons);
    }

    /// <summary>The release of the newest kernel that is installed; null where the running one is of no package, as in a container.</summary>
    public static string? InstalledKernel(RpmPackages packages, string running)
    {
        var kernels = packages.All.Where(p => Kernels.Contains(p.Name)).ToList();
        if (!kernels.Exists(k => IsRelease(k.Version, k.Architecture, running))) return null;
        var newest = kernels.MaxBy(k => k.Version, RpmVersion.Order)!;
        return IsRelease(newest.Version, newest.Architecture, running) ? Clean.Text(running) : $"{newest.Version}.{newest.Architecture}";
    }

    /// <summary>Core packages that were installed since the boot.</summary>
    private static IEnumerable<string> SinceBoot(RpmPackages packages, HostAnswer host) =>
        packages.All.Where(p => Core.Contains(p.Name) && p.InstalledAt >= host.BootedAt && !IsOlderKernel(p, packages)).Select(p => p.Name);

    /// <summary>The sentence when a newer kernel is installed than the one that runs; null else, and where another's kernel runs, as in a container.</summary>
    private static string? NewerKernel(RpmPackages packages, string running)
    {
        var kernels = packages.All.Where(p => Kernels.Contains(p.Name)).Select(p => (p.Version, p.Architecture)).ToList();
        var own = kernels.FirstOrDefault(k => IsRelease(k.Version, k.Architecture, running)).Version;
        var newest = kernels.Select(k => k.Version).Max(RpmVersion.Order);
        return own is not null && newest is not null && RpmVersion.IsNewer(newest, own) ? $"kernel {newest} is installed, {Clean.Text(running)} runs" : null;
    }

    /// <summary>RHEL's release is "version-release.architecture", SUSE's is the version without its last number and with the flavour.</summary>
    private static bool IsRelease(string version, string architecture, string running) =>
        running == $"{version}.{architecture}" || running.EndsWith("-default", StringComparison.Ordinal) && version.StartsWith(running[..^"-default".Length], StringComparison.Ordinal);

    private static bool IsOlderKernel(RpmPackage package, RpmPackages packages) =>
        Kernels.Contains(package.Name) && packages.All.Any(p => p.Name == package.Name && RpmVersion.IsNewer(p.Version, package.Version));
}
