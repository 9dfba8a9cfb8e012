using NodaTime;

namespace Cockpit.Core.Hosts;

/// <summary>What lists, states and scopes need of a host's last good scan: a row of a table, where the whole <see cref="Inventory"/> is pages of JSON.</summary>
/// <param name="Updates">Updates that are pending, held ones included.</param>
/// <param name="SecurityUpdates">How many of them are of the class Security.</param>
/// <param name="Unread">How many things could not be read.</param>
/// <param name="Supported">Whether the vendor still makes security updates for the release; null is not known.</param>
/// <param name="StaleServices">Services that still run deleted libraries; null is not known.</param>
/// <param name="Doubts">How many reasons there are not to call the host compliant (<see cref="ComplianceDoubts"/>), but for the age of its lists.</param>
public sealed record HostFigures(
    string OsFamily, string OsName, string OsVersion, string Kernel, Instant? MetadataAt, bool HasSecuritySource,
    bool RebootRequired, int Updates, int SecurityUpdates, int Unread, bool? Supported, int? StaleServices, int Doubts = 0)
{
    public static HostFigures Of(Inventory read) => new(
        read.OsFamily, read.OsName, read.OsVersion, read.Kernel, read.MetadataAt, read.HasSecuritySource,
        read.RebootRequired, read.Updates.Count, read.Updates.Count(u => u.Class == UpdateClass.Security), read.Unread.Count,
        read.Facts.Support?.Supported, read.Facts.StaleServices?.Count, ComplianceDoubts.Of(read).Count);
}
