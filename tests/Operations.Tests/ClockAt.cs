using NodaTime;

namespace Cockpit.Operations.Tests;

/// <summary>A clock that stands still.</summary>
internal sealed class ClockAt(Instant now) : IClock
{
    public Instant GetCurrentInstant() => now;
}
