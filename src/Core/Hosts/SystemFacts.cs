using NodaTime;

namespace Cockpit.Core.Hosts;

/// <summary>
/// What a scan reads beside packages and updates. Null is "not known": it could not be read, was not asked, or the host's kind has no
/// such thing, and <see cref="Inventory.Unread"/> says which right was missing. An empty list is "known: none".
/// </summary>
public sealed record SystemFacts
{
    public static SystemFacts Unknown { get; } = new();

    /// <summary>Whether the scan read as root; without it a few facts stay unknown.</summary>
    public bool? AsRoot { get; init; }

    /// <summary>The newest kernel of the running one's flavour that is installed; null in a container and where it is not known.</summary>
    public string? InstalledKernel { get; init; }

    /// <summary>Why a reboot is owed, in the words of the tool that asks for it; empty where none is.</summary>
    public IReadOnlyList<string>? RebootReasons { get; init; }

    /// <summary>Units that systemd calls failed.</summary>
    public IReadOnlyList<string>? FailedServices { get; init; }

    /// <summary>Services, or programs where none can be named, that still run deleted libraries: installed, not in effect.</summary>
    public IReadOnlyList<string>? StaleServices { get; init; }

    /// <summary>An IANA name, such as "Europe/Berlin".</summary>
    public string? TimeZone { get; init; }

    /// <summary>The host's clock minus ours; zero within what the scan could measure.</summary>
    public Duration? ClockSkew { get; init; }

    /// <summary>What systemd-detect-virt calls it: "kvm", "lxc"; "none" for a physical machine.</summary>
    public string? Virtualization { get; init; }

    /// <summary>What updates the host without us.</summary>
    public IReadOnlyList<ForeignUpdater>? ForeignUpdaters { get; init; }

    /// <summary>What is wrong with the package database, a sentence each; empty when it is sound.</summary>
    public IReadOnlyList<string>? DatabaseProblems { get; init; }

    /// <summary>Who holds the package manager's lock, such as "apt-get (pid 4711)"; empty when nobody does.</summary>
    public string? LockHolder { get; init; }

    /// <summary>Configured repositories whose metadata is missing or failed, by what the host calls them.</summary>
    public IReadOnlyList<string>? SilentRepositories { get; init; }

    /// <summary>Every configured repository and how old its metadata is.</summary>
    public IReadOnlyList<Repository>? Repositories { get; init; }

    /// <summary>What the scan was allowed to fetch beforehand; null after a scan that changed nothing, which is what a scan does unless it is asked.</summary>
    public MetadataRefresh? Refresh { get; init; }

    /// <summary>The vendor's subscription that further security updates hang on; null where the system's kind has none.</summary>
    public VendorSubscription? Subscription { get; init; }

    /// <summary>Whether the vendor still makes security updates for this release.</summary>
    public OsSupport? Support { get; init; }

    /// <summary>livepatch or kpatch: what is patched in the running kernel; empty when nothing is.</summary>
    public string? LivePatch { get; init; }

    /// <summary>Containers that run, with what holds them: "nginx (docker)".</summary>
    public IReadOnlyList<string>? Containers { get; init; }

    /// <summary>The package manager's proxy, passwords masked; empty where it uses none.</summary>
    public string? Proxy { get; init; }

    /// <summary>The hosts that packages come from, passwords masked.</summary>
    public IReadOnlyList<string>? Mirrors { get; init; }

    /// <summary>Addresses of its network cards, as <see cref="Findings.HardwareIds.Macs"/> writes them: scanners name the same machine by them.</summary>
    public IReadOnlyList<string>? Macs { get; init; }

    /// <summary>Its SMBIOS UUID, as <see cref="Findings.HardwareIds.BiosUuid"/> writes it; only root can read it.</summary>
    public string? BiosUuid { get; init; }

    /// <summary>When packages were last installed or upgraded there.</summary>
    public Instant? LastUpdateAt { get; init; }
}

/// <summary>A program that installs updates by itself.</summary>
/// <param name="Name">"unattended-upgrades", "dnf-automatic", "yum-cron", "zypper"; for a cron job the file that holds it.</param>
/// <param name="NextAt">When it runs next; null where that is not known.</param>
public sealed record ForeignUpdater(string Name, Instant? NextAt);

/// <summary>Whether the vendor still makes security updates for a release.</summary>
/// <param name="Supported">False: end of life, so "no updates" proves nothing.</param>
/// <param name="Until">The last day of it, as far as it is known.</param>
/// <param name="Source">Where that stands: "os-release SUPPORT_END", or the program's own table with its date.</param>
public sealed record OsSupport(bool Supported, LocalDate? Until, string Source);

/// <summary>A repository that the host is configured to use.</summary>
/// <param name="Name">As the package manager writes it, passwords masked: "http://deb.debian.org/debian-security bookworm-security", "baseos".</param>
/// <param name="Security">It holds security updates.</param>
/// <param name="FetchedAt">When its metadata was last fetched, as far as that is proved; null where it never was, or that is not known.</param>
/// <param name="PublishedAt">The vendor's own date of the metadata that is there.</param>
/// <param name="ValidUntil">After this moment the vendor wants it used no more; null where it does not say.</param>
public sealed record Repository(string Name, bool Security, Instant? FetchedAt, Instant? PublishedAt, Instant? ValidUntil);

/// <summary>What came of fetching package metadata before a scan (<c>scan --refresh</c>).</summary>
/// <param name="Problems">What was not fetched, in the package manager's words; empty when everything was.</param>
public sealed record MetadataRefresh(Instant At, IReadOnlyList<string> Problems);

/// <summary>A vendor's subscription: "Ubuntu Pro", "Red Hat Subscription".</summary>
/// <param name="Attached">The host belongs to one.</param>
/// <param name="Services">What it gives the host now, such as "esm-infra".</param>
/// <param name="Withheld">How many security updates the vendor gives only to those who have it, as far as the host knows.</param>
public sealed record VendorSubscription(string Name, bool Attached, IReadOnlyList<string> Services, int? Withheld);
