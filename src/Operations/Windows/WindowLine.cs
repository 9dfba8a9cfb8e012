using Cockpit.Core.Windows;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Operations.Windows;

/// <summary>One opening as people and scripts see it.</summary>
/// <param name="Day">The day it belongs to, in the window's zone.</param>
/// <param name="CutoffAt">From then on no host begins.</param>
/// <param name="UtcOffset">At the start: "+02:00".</param>
/// <param name="Clocks">What a change of clocks does to it, in words; null where none does.</param>
/// <param name="StartsLocal">On the wall in the zone: "2026-10-20 22:00".</param>
public sealed record Opening(
    string Window, LocalDate Day, Instant StartsAt, Instant EndsAt, Instant CutoffAt, string Zone, string UtcOffset, string StartsLocal, string EndsLocal, string EndUtcOffset, string? Clocks, bool Open)
{
    /// <summary>The freezes over it that bind the host that was asked about, in words; null where none does or no host was named.</summary>
    public string? Frozen { get; init; }

    private static readonly LocalDateTimePattern Wall = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public static Opening Of(WindowCalendar c, WindowOccurrence o, Instant now)
    {
        ZonedDateTime start = o.StartsAt.InZone(c.Zone), end = o.EndsAt.InZone(c.Zone);
        return new(
            o.Window, o.Day, o.StartsAt, o.EndsAt, o.CutoffAt, c.Window.Zone, ClockWords.Offset(o.Offset), Wall.Format(start.LocalDateTime), Wall.Format(end.LocalDateTime),
            ClockWords.Offset(end.Offset), ClockWords.Of(c, o), o.IsOpenAt(now));
    }
}

/// <summary>Another window that is open at the same time.</summary>
/// <param name="StartsAt">The first time that it is, after the moment that was asked about.</param>
public sealed record WindowOverlap(string Window, Instant StartsAt, Instant EndsAt);

/// <summary>A day of the rule on which the window does not open.</summary>
public sealed record SkippedDay(LocalDate Day, string Reason);

/// <summary>A window as people and scripts see it.</summary>
/// <param name="Start">HH:MM on the wall of the zone; null, as are the other fields, where what is stored cannot be read.</param>
/// <param name="Rule">As RFC 5545 writes it.</param>
/// <param name="When">The rule in words.</param>
/// <param name="NextWindows">The next openings, an open one first; empty where it never opens again.</param>
/// <param name="Skipped">Days within 400 from now on which the clocks leave nothing of it.</param>
/// <param name="Problems">Why it cannot be used; it never opens then.</param>
/// <param name="UsedBy">Policies that name it.</param>
public sealed record WindowLine(
    string Name, int Version, string? Zone, string? Rule, string? When, string? Start, long? DurationSeconds, long? CutoffSeconds, int OffsetDays, LocalDate? From,
    IReadOnlyList<Opening> NextWindows, IReadOnlyList<SkippedDay> Skipped, IReadOnlyList<string> Problems, IReadOnlyList<string> UsedBy)
{
    /// <summary>Other windows that are open at the same time within 400 days, with the first such time; null where it was not looked for.</summary>
    public IReadOnlyList<WindowOverlap>? Overlaps { get; init; }

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    internal static WindowLine Of(DefinedWindow d, Instant now, int next, IReadOnlyList<string> usedBy)
    {
        MaintenanceWindow? w = d.Window;
        LocalDate today = now.InZone(d.Calendar?.Zone ?? DateTimeZone.Utc).Date;
        return new(
            d.Name, d.Version, w?.Zone, w?.Rule, w is null ? null : RuleWords.Of(w.Rule, w.OffsetDays), w is null ? null : Time.Format(w.Start), (long?)w?.Length.TotalSeconds, (long?)w?.Cutoff.TotalSeconds,
            w?.OffsetDays ?? 0, w?.From, d.Calendar is { } c ? c.Next(now, next).ConvertAll(o => Opening.Of(c, o, now)) : [],
            d.Calendar is { } s ? s.Skipped(today, today.PlusDays(400)).ConvertAll(o => new SkippedDay(o.Day, o.Reason)) : [], d.Problems, usedBy);
    }
}

/// <param name="TzdataVersion">The release of the time zone data that says when they open.</param>
public sealed record WindowList(IReadOnlyList<WindowLine> Windows, string TzdataVersion);

/// <param name="Host">The host whose windows they are; null where none was named.</param>
/// <param name="Policy">The policy that gives them to it.</param>
/// <param name="Note">Why a host has none, or that it needs none; null otherwise.</param>
public sealed record NextWindowList(IReadOnlyList<Opening> NextWindows, string? Host, string? Policy, string? Note, string TzdataVersion);

/// <summary>The name of a window that was removed.</summary>
public sealed record RemovedWindow(string Name);
