using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>The named defaults and limits of rollouts, each with its unit and its reason. A plan prints those that it took.</summary>
public static class RolloutLimits
{
    /// <summary>How long an approval holds: a week lets it wait for the next window, and is too short for the packages to become others.</summary>
    public static readonly Duration ApprovalLasts = Duration.FromDays(7);

    /// <summary>How long a break-glass start, or another person's word for one, passes what it passes: an emergency that lasts longer can be approved.</summary>
    public static readonly Duration BreakGlassLasts = Duration.FromHours(24);

    /// <summary>By when another person has to have signed a break-glass start that nobody else approved before.</summary>
    public static readonly Duration SecondSignatureWithin = Duration.FromHours(24);

    /// <summary>By when somebody has to have looked at a break-glass start that a second person approved.</summary>
    public static readonly Duration BreakGlassReviewWithin = Duration.FromDays(7);

    /// <summary>A host in doubt is asked again this often: rare enough for a host that is down, often enough to see it come back.</summary>
    public static readonly Duration ProbeEvery = Duration.FromSeconds(60);

    /// <summary>An older scan, or older package lists on the host, say too little about what an install would do today.</summary>
    public static readonly Duration MaxScanAge = Duration.FromHours(24);

    /// <summary>Of a ring at once where nothing else is said: most of a service stays up.</summary>
    public const int DefaultMaxParallelPercent = 25;

    /// <summary>Lost hosts that are tolerated where nothing else is said: the first loss stops and asks.</summary>
    public const int DefaultMaxFailures = 0;

    /// <summary>Healthy seconds after a ring before the next one, where nothing else is said.</summary>
    public const int DefaultBakeSeconds = 0;

    /// <summary>A ring of this size or more is not done by more than half at once because of a percentage; that takes a number.</summary>
    public const int RingWhereHalfCounts = 3;

    /// <summary>Hosts in one plan. A larger one is more likely a wrong scope than a wish.</summary>
    public const int MaxHosts = 10_000;

    /// <summary>Bytes of a stored plan that are read. 10,000 hosts with 50 updates each come to about 100 MB.</summary>
    public const int MaxPlanBytes = 256 * 1024 * 1024;
}
