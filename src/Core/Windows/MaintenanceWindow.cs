using NodaTime;

namespace Cockpit.Core.Windows;

/// <summary>
/// Times at which changes may start: a zone, a rule for the days, a time of day and a length. A window belongs to the day it starts on,
/// also where it goes over midnight.
/// </summary>
/// <param name="Zone">An IANA zone, such as "Europe/Berlin".</param>
/// <param name="Rule">An RFC 5545 recurrence rule of whole days, such as "FREQ=MONTHLY;BYDAY=2TU"; its days are days of the zone.</param>
/// <param name="Start">The wall-clock time of day in the zone.</param>
/// <param name="Length">Elapsed time from the start, over 0 and at most 7 days. The window ends when it has passed or when the wall clock shows start + length, whichever comes first.</param>
/// <param name="Cutoff">Before the end, from which on no host begins; 0 or more and less than the length.</param>
/// <param name="OffsetDays">Days from the rule's day to the window's day, -31 to 31: the Tuesday after the second Tuesday is 2TU and 7.</param>
/// <param name="From">The first day that the rule can name; INTERVAL and COUNT count from it. Null is 2026-01-01.</param>
public sealed record MaintenanceWindow(
    string Name, string Zone, string Rule, LocalTime Start, Duration Length, Duration Cutoff, int OffsetDays = 0, LocalDate? From = null)
{
    /// <summary>From which day the rule counts where the window names none.</summary>
    public static LocalDate FirstDay { get; } = new(2026, 1, 1);
}

/// <summary>What a change of clocks does to one occurrence.</summary>
public enum ClockChange
{
    None,

    /// <summary>The start does not exist on that day and moved to the first moment that does.</summary>
    StartMoved,

    /// <summary>The start exists twice on that day; the first one counts.</summary>
    StartTwice,

    /// <summary>The clocks change while it is open, so that it ends at another wall-clock time or lasts less than its length.</summary>
    During,

    /// <summary>The clocks changed since the occurrence before, so that the UTC offset is another.</summary>
    Since,
}

/// <summary>One opening of a window.</summary>
/// <param name="Day">The day it belongs to, in the window's zone; where no time of it is left, the start moved into the next one.</param>
/// <param name="EndsAt">Exclusive; after <paramref name="StartsAt"/>.</param>
/// <param name="CutoffAt">The last moment at which a host may begin if its work fits until the end; exclusive. At the start where clocks left no more.</param>
/// <param name="Offset">From UTC, at the start.</param>
/// <param name="ClocksAt">When the clocks that <paramref name="Clocks"/> means change; null where that is None.</param>
public sealed record WindowOccurrence(
    string Window, LocalDate Day, Instant StartsAt, Instant EndsAt, Instant CutoffAt, Offset Offset, ClockChange Clocks, Instant? ClocksAt = null)
{
    public bool IsOpenAt(Instant now) => now >= StartsAt && now < EndsAt;
}

/// <summary>A day of the rule on which the window does not open, because the clocks leave nothing of it.</summary>
/// <param name="Reason">A sentence.</param>
public sealed record SkippedOccurrence(string Window, LocalDate Day, string Reason);
