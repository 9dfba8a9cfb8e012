using System.Globalization;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Cockpit.Core.Windows;

/// <summary>What a change of clocks does to an occurrence, in words for people.</summary>
public static class ClockWords
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");

    /// <summary>Such as "clocks went back on Sun 25 Oct"; null where no change of clocks touches it.</summary>
    public static string? Of(WindowCalendar calendar, WindowOccurrence o)
    {
        if (o.ClocksAt is not { } at) return null;
        ZoneInterval before = calendar.Zone.GetZoneInterval(at - Duration.Epsilon), after = calendar.Zone.GetZoneInterval(at);
        string shown = Minutes.Format(at.WithOffset(before.WallOffset).TimeOfDay), then = Minutes.Format(at.InZone(calendar.Zone).TimeOfDay);
        string start = Minutes.Format(calendar.Window.Start);
        bool back = after.WallOffset < before.WallOffset;
        return o.Clocks switch
        {
            ClockChange.StartMoved => $"{start} does not exist, clocks go forward {shown} -> {then}: it starts at {then}",
            ClockChange.StartTwice => $"{start} comes twice, clocks go back {shown} -> {then}: it starts the first time",
            ClockChange.During => $"clocks go {(back ? "back" : "forward")} {shown} -> {then} while it is open",
            ClockChange.Since => $"clocks went {(back ? "back" : "forward")} on {Date.Format(at.InZone(calendar.Zone).Date)}",
            _ => null,
        };
    }

    /// <summary>An offset from UTC as screens print it: "+02:00", "+10:30", and "+00:00" for none.</summary>
    public static string Offset(Offset offset) => offset.ToString("+HH:mm", CultureInfo.InvariantCulture);
}
