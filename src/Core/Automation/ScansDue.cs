using NodaTime;

namespace Cockpit.Core.Automation;

/// <summary>A host that is scanned by itself.</summary>
/// <param name="Every">As its policy says.</param>
/// <param name="LastAt">When its last scan began, however it ended; null when there was none.</param>
public sealed record ScannedByItself(string Host, Duration Every, Instant? LastAt);

/// <summary>Which hosts are due for a scan. Pure.</summary>
public static class ScansDue
{
    /// <summary>Those that are due, the longest wait first. A scan that failed counts as one: a host that is down is not asked all the time.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<ScannedByItself> hosts, Instant now) =>
    [
        .. hosts.Where(h => h.LastAt is not { } last || last > now || now - last >= h.Every)
            .OrderBy(h => h.LastAt ?? Instant.MinValue).ThenBy(h => h.Host, StringComparer.OrdinalIgnoreCase).Select(h => h.Host),
    ];
}
