using NodaTime;

namespace Cockpit.Scanner;

/// <summary>The bounds of one host's scan.</summary>
public sealed record ScanOptions
{
    /// <summary>Read as root (sudo, or a root login), which a few facts need. A scan changes nothing in either case.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Let the host fetch its package lists first, as root. The one thing that a scan may change.</summary>
    public bool Refresh { get; init; }

    /// <summary>From the first attempt to connect to the whole answer. A slow host with stale apt caches takes 10 s.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(60);
}
