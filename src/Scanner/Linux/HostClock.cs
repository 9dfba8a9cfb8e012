using NodaTime;

namespace Cockpit.Scanner.Linux;

/// <summary>
/// How far the host's clock is from ours: it told its time between two of our moments, and if that lies outside them, the clock is wrong by as much, and
/// so are the times of its files. Pure.
/// </summary>
internal sealed class HostClock
{
    /// <summary>A clock off by no more is taken as right, so that two scans of the same state say the same.</summary>
    private static readonly Duration Tolerance = Duration.FromSeconds(5);

    /// <param name="told">Seconds since 1970 by the host's clock; null when it told none.</param>
    /// <param name="asked">When the script was sent, by our clock.</param>
    /// <param name="answered">When its answer was there.</param>
    public HostClock(long? told, Instant asked, Instant answered)
    {
        if (told is >= 0 and <= uint.MaxValue)
        {
            var host = Instant.FromUnixTimeSeconds(told.Value);
            Skew = host < asked - Tolerance ? host - asked : host > answered + Tolerance ? host - answered : Duration.Zero;
        }
    }

    /// <summary>The host's clock minus ours, zero within what could be measured; null when it told no time.</summary>
    public Duration? Skew { get; }

    /// <summary>What the host calls <paramref name="seconds"/> since 1970, by our clock; null for no time between 1970 and 2106, or where the host's clock is not known.</summary>
    public Instant? Ours(long seconds) => Skew is { } skew && seconds is > 0 and <= uint.MaxValue
        ? Instant.FromUnixTimeSeconds(seconds) - Duration.FromSeconds((long)skew.TotalSeconds)
        : null;
}
