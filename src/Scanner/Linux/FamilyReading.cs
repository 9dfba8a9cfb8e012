using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Scanner.Linux;

/// <summary>What the parser of one package manager makes of an answer.</summary>
/// <param name="OsFamily">"debian", "redhat", "suse", "alpine", "arch", as in <see cref="Inventory"/>.</param>
/// <param name="OsVersion">VERSION_ID, or what the family knows better.</param>
/// <param name="Facts">The facts that the package manager knows; those that every Linux has are added to them, where it did not tell.</param>
internal sealed record FamilyReading(
    string OsFamily, string OsVersion, string Architecture,
    IReadOnlyList<InstalledPackage> Packages, IReadOnlyList<PendingUpdate> Updates, Instant? MetadataAt, bool HasSecuritySource,
    bool RebootRequired, IReadOnlyList<string> RebootPackages, SystemFacts Facts)
{
    /// <summary>By the host's own clock, seconds since 1970: no package has changed later than this. Null where nothing tells.</summary>
    public long? PackagesChangedAt { get; init; }
}
