using NodaTime;

namespace Cockpit.Core.Hosts;

/// <summary>What one scan read on a host. A scan changes nothing there.</summary>
/// <param name="OsFamily">By the package manager: "debian" (apt), "redhat" (dnf, yum), "suse" (zypper), "alpine" (apk), "arch" (pacman).</param>
/// <param name="OsName">ID of os-release: "debian", "ubuntu".</param>
/// <param name="OsVersion">VERSION_ID, or debian_version where it says more ("12.11").</param>
/// <param name="OsCodename">VERSION_CODENAME, such as "bookworm".</param>
/// <param name="Kernel">The running kernel's release.</param>
/// <param name="MachineId">/etc/machine-id, 32 hex digits; null when the host has none.</param>
/// <param name="BootId">/proc/sys/kernel/random/boot_id.</param>
/// <param name="MetadataAt">When the package lists were last fetched there; null when they never were.</param>
/// <param name="HasSecuritySource">A security suite is among the configured sources (label or suite says so).</param>
/// <param name="RebootPackages">Which packages ask for the reboot (reboot-required.pkgs).</param>
/// <param name="Unread">What could not be read, and for lack of what. Empty after a full scan.</param>
public sealed record Inventory(
    string OsFamily, string OsName, string OsVersion, string OsCodename, string Architecture, string Kernel,
    string? MachineId, string BootId, Duration Uptime, Instant? MetadataAt, bool HasSecuritySource,
    bool RebootRequired, IReadOnlyList<string> RebootPackages,
    IReadOnlyList<InstalledPackage> Packages, IReadOnlyList<PendingUpdate> Updates,
    IReadOnlyList<FileSystemUse> FileSystems, IReadOnlyList<string> Unread)
{
    /// <summary>What else was read beside packages and updates.</summary>
    public SystemFacts Facts { get; init; } = SystemFacts.Unknown;
}

/// <summary>A package that is installed.</summary>
/// <param name="Held">dpkg has it on hold.</param>
/// <param name="Sound">Fully installed and configured; false for half-configured and the like.</param>
public sealed record InstalledPackage(string Name, string Architecture, string Version, string SourceName, string SourceVersion, bool Held, bool Sound);

public enum UpdateClass { Security, Other }

/// <summary>A newer version that the host's own package lists offer.</summary>
/// <param name="To">The candidate: what apt would install.</param>
/// <param name="Class">Security if any version above the installed one comes from a security source, even where the candidate does not.</param>
/// <param name="SecurityVersion">That security version, where it differs from the candidate; both are then named.</param>
/// <param name="Source">Label and suite of the candidate, such as "Debian-Security:oldstable-security".</param>
/// <param name="Held">On hold, so apt keeps it back.</param>
/// <param name="Phased">The vendor gives it to part of all hosts so far, and not to this one yet.</param>
/// <param name="KeptBack">A plain upgrade leaves it, for it needs a new package or a removal.</param>
public record PendingUpdate(
    string Name, string Architecture, string From, string To, UpdateClass Class, string? SecurityVersion, string Source, bool Held,
    bool Phased = false, bool KeptBack = false)
{
    /// <summary>The vendor's own word for the worst advisory, in lower case: "critical", "important", "moderate", "low"; null where it gives none.</summary>
    public string? Severity { get; init; }

    /// <summary>The vendor's bulletins that this update carries out, such as "RHSA-2026:0001"; empty where the package manager knows none.</summary>
    public IReadOnlyList<string> Advisories { get; init; } = [];

    /// <summary>The CVEs that the package manager says it fixes; empty where it knows none, which proves nothing.</summary>
    public IReadOnlyList<string> Cves { get; init; } = [];
}

/// <summary>One file system's size and room, in bytes.</summary>
public sealed record FileSystemUse(string MountPoint, long SizeBytes, long FreeBytes);
