using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Operations.Hosts;

/// <summary>What the last good scan read beside packages and updates, for lists and scripts. Null is "not known"; an empty list or text is "known: none".</summary>
/// <param name="AsRoot">Whether the scan read as root.</param>
/// <param name="ClockSkewSeconds">The host's clock minus ours.</param>
public sealed record HostFacts(
    bool? AsRoot, string? InstalledKernel, IReadOnlyList<string>? RebootReasons, IReadOnlyList<string>? FailedServices, IReadOnlyList<string>? StaleServices,
    string? TimeZone, double? ClockSkewSeconds, string? Virtualization, IReadOnlyList<ForeignUpdater>? ForeignUpdaters,
    IReadOnlyList<string>? DatabaseProblems, string? LockHolder, IReadOnlyList<Repository>? Repositories, IReadOnlyList<string>? SilentRepositories,
    MetadataRefresh? Refresh, VendorSubscription? Subscription, OsSupport? Support, string? LivePatch, IReadOnlyList<string>? Containers,
    string? Proxy, IReadOnlyList<string>? Mirrors, Instant? LastUpdateAt)
{
    /// <summary>Addresses of its network cards, by which scanners name the same machine.</summary>
    public IReadOnlyList<string>? Macs { get; init; }

    /// <summary>Its SMBIOS UUID.</summary>
    public string? BiosUuid { get; init; }

    internal static HostFacts Of(SystemFacts f) => new(
        f.AsRoot, f.InstalledKernel, f.RebootReasons, f.FailedServices, f.StaleServices, f.TimeZone, f.ClockSkew?.TotalSeconds, f.Virtualization, f.ForeignUpdaters,
        f.DatabaseProblems, f.LockHolder, f.Repositories, f.SilentRepositories, f.Refresh, f.Subscription, f.Support, f.LivePatch, f.Containers,
        f.Proxy, f.Mirrors, f.LastUpdateAt)
    {
        Macs = f.Macs,
        BiosUuid = f.BiosUuid,
    };
}
