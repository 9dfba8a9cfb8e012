using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>When a rollout will have ended, if nothing fails and no window interrupts it.</summary>
/// <param name="PlusMinusSeconds">How far measured durations spread; null where there are none.</param>
/// <param name="Samples">Measured runs that it rests on; 0 is assumed durations.</param>
public sealed record ForecastView(Instant EndsAt, int? PlusMinusSeconds, int Samples);

/// <summary>Forecasts rollouts. Pure.</summary>
public static class RolloutForecast
{
    /// <summary>Null where nothing is left, or where it has not begun and no moment is known at which it could.</summary>
    /// <param name="from">When it goes on: now, or the next opening of its windows.</param>
    public static ForecastView? Of(RolloutState s, FleetState f, Instant from)
    {
        Duration left = Duration.Zero;
        foreach (RingState ring in s.Rings)
        {
            List<Duration> each = [.. ring.Plan.Hosts.Select(h => s.Hosts[h.Id]).Where(h => !h.IsEnded).Select(h => f.GateOf(h.Plan.Id).Forecast.Whole(s.Plan.RebootOf(h.Plan)))];
            if (each.Count == 0) continue;
            // Hosts at once take as long as the longest of them.
            int waves = (each.Count + ring.Plan.MaxParallel - 1) / ring.Plan.MaxParallel;
            left += each.Max() * waves + Duration.FromSeconds(ring.Plan.BakeSeconds);
        }
        return left == Duration.Zero ? null : new ForecastView(from + left, null, 0);
    }
}
