using NodaTime;

namespace Cockpit.Core.Intel;

/// <summary>After how many days a feed is too old to lean on. What is older still counts, and is marked wherever it does.</summary>
public sealed record FeedLimits(int Kev, int Epss, int Ssvc, int DebianTracker, int Oval)
{
    public static FeedLimits Standard { get; } = new(Kev: 7, Epss: 7, Ssvc: 30, DebianTracker: 7, Oval: 7);

    public int DaysOf(IntelKind kind) => kind switch
    {
        IntelKind.Kev => Kev,
        IntelKind.Epss => Epss,
        IntelKind.Ssvc => Ssvc,
        IntelKind.DebianTracker => DebianTracker,
        _ => Oval,
    };

    public bool IsStale(IntelKind kind, Instant asOf, Instant now) => now - asOf > Duration.FromDays(DaysOf(kind));
}
