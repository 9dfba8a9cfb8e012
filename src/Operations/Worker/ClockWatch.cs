using NodaTime;

namespace Cockpit.Operations.Worker;

/// <summary>
/// Compares the wall clock with the monotonic one. Windows, ages and approvals are judged by the wall clock, so a step of it would start
/// or hold things at the wrong time; until a person has looked, nothing starts.
/// </summary>
internal sealed class ClockWatch
{
    /// <summary>Less is a clock being slewed or set right after boot; more is another day or zone, or a machine that was suspended.</summary>
    private static readonly Duration MaxStep = Duration.FromSeconds(60);

    /// <summary>The comparison begins anew this often, so that a slow correction (500 ppm, RFC 5905) over days is no step.</summary>
    private static readonly Duration CompareOver = Duration.FromMinutes(10);

    private (Instant Wall, Duration Monotonic)? start;

    /// <summary>How far the wall clock stepped, when that is over the limit; it is told once for each step.</summary>
    public Duration? Stepped(Instant wall, Duration monotonic)
    {
        if (start is not { } from)
        {
            start = (wall, monotonic);
            return null;
        }
        Duration passed = monotonic - from.Monotonic;
        Duration step = wall - from.Wall - passed;
        bool over = step > MaxStep || step < -MaxStep;
        if (over || passed > CompareOver) start = (wall, monotonic);
        return over ? step : null;
    }
}
