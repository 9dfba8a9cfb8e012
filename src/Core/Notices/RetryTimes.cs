using NodaTime;

namespace Cockpit.Core.Notices;

/// <summary>When what could not be delivered is tried again: after 1 minute, 5, 30, 2 hours, then every 6 hours until 7 days are over. Pure.</summary>
public static class RetryTimes
{
    /// <summary>A notice that nobody could be told for this long is given up; it stays in the list.</summary>
    public static readonly Duration GivenUpAfter = Duration.FromDays(7);

    private static readonly Duration[] Waits = [Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(30), Duration.FromHours(2)];

    private static readonly Duration Later = Duration.FromHours(6);

    /// <param name="firstDueAt">When the first try was due.</param>
    /// <param name="tries">Tries so far, 1 or more.</param>
    /// <returns>Null when it is given up.</returns>
    public static Instant? Next(Instant firstDueAt, int tries, Instant now)
    {
        Instant next = now + (tries <= Waits.Length ? Waits[tries - 1] : Later);
        return next - firstDueAt > GivenUpAfter ? null : next;
    }
}
