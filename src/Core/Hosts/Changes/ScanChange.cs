namespace Cockpit.Core.Hosts.Changes;

/// <summary>What can differ between two scans of a host.</summary>
public enum ScanChangeKind
{
    /// <summary>Another machine answers under this name; what is installed is not compared with the one before.</summary>
    MachineReplaced,
    Rebooted,
    Kernel,
    InstalledKernel,
    OsRelease,
    PackageAdded,
    PackageRemoved,
    PackageUpgraded,
    PackageDowngraded,

    /// <summary>Another version, of which the order does not say which is newer.</summary>
    PackageChanged,
    PackageHeld,
    PackageReleased,

    /// <summary>Installed, and not configured.</summary>
    PackageBroken,
    PackageMended,
    ServiceFailed,
    ServiceRecovered,
    MirrorAdded,
    MirrorRemoved,
    RepositorySilent,
    RepositoryAnswers,
    SecuritySource,
    ForeignUpdaterAdded,
    ForeignUpdaterRemoved,
    TimeZone,
    Proxy,
    Virtualization,
    Support,
}

/// <summary>One difference.</summary>
/// <param name="Subject">What it is about: a package, a service, a repository; empty where the kind says all.</param>
/// <param name="Before">Null where it was not there.</param>
/// <param name="After">Null where it is not there any more.</param>
public sealed record ScanChange(ScanChangeKind Kind, string Subject, string? Before, string? After)
{
    /// <summary>No rollout of ours explains it.</summary>
    public bool ByOthers { get; init; }
}

/// <summary>What changed since the good scan before, as it is kept.</summary>
/// <param name="Changes">What others did first where not all are kept.</param>
/// <param name="More">Changes that are only counted.</param>
/// <param name="ByOthers">How many of all no rollout of ours explains.</param>
public sealed record ScanDelta(IReadOnlyList<ScanChange> Changes, int More, int ByOthers)
{
    /// <summary>Changes of one scan that are kept one by one. An upgrade of a whole system changes more, and nobody reads them all.</summary>
    public const int MaxKept = 500;

    /// <param name="all">Every change, those of others marked.</param>
    public static ScanDelta Of(IReadOnlyList<ScanChange> all) => new(
        all.Count <= MaxKept ? all : [.. all.OrderByDescending(c => c.ByOthers).Take(MaxKept)], Math.Max(0, all.Count - MaxKept), all.Count(c => c.ByOthers));
}
