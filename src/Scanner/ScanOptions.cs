using NodaTime;

namespace Cockpit.Scanner;

/// <summary>The bounds of one host's scan.</summary>
public sealed record ScanOptions
{
    /// <summary>From the first attempt to connect to the whole answer. A slow host with stale apt caches takes 10 s.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(60);
}
