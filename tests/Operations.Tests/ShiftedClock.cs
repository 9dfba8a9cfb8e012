using NodaTime;

namespace Cockpit.Operations.Tests;

/// <summary>The system's clock, at another time: it goes on, as simulated hosts need it, and can be set.</summary>
internal sealed class ShiftedClock : IClock
{
    private Duration offset;

    public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + offset;

    public void Reset(Instant to) => offset = to - SystemClock.Instance.GetCurrentInstant();
}
