using NodaTime;

namespace Cockpit.Simulation;

/// <summary>How long things take: each from the shorter time to the longer one, as the seed says.</summary>
public sealed record Pace(Span Connect, Span Look, Span Patch, Span Reboot, Duration ConnectTimeout, Duration LongReboot)
{
    /// <summary>For people who watch: a host takes 2 to 8 seconds.</summary>
    public static Pace Demo { get; } = new(
        new(Duration.FromMilliseconds(100), Duration.FromMilliseconds(400)), new(Duration.FromMilliseconds(200), Duration.FromMilliseconds(800)),
        new(Duration.FromMilliseconds(1200), Duration.FromSeconds(4)), new(Duration.FromMilliseconds(800), Duration.FromSeconds(2)),
        Duration.FromSeconds(3), Duration.FromSeconds(20));

    /// <summary>As real servers are, for virtual time.</summary>
    public static Pace Real { get; } = new(
        new(Duration.FromMilliseconds(100), Duration.FromSeconds(20)), new(Duration.FromSeconds(1), Duration.FromSeconds(10)),
        new(Duration.FromSeconds(10), Duration.FromMinutes(12)), new(Duration.FromSeconds(30), Duration.FromMinutes(4)),
        Duration.FromSeconds(20), Duration.FromMinutes(40));
}

/// <summary>A range of durations.</summary>
public readonly record struct Span(Duration Shortest, Duration Longest)
{
    public Duration At(double roll) => Shortest + (Longest - Shortest) * roll;
}
