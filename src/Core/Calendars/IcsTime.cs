using Cockpit.Core.Windows;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Calendars;

/// <summary>A date or a time of an entry, with the zone in which it counts.</summary>
/// <param name="IsDate">A whole day; the time is midnight.</param>
internal readonly record struct IcsTime(LocalDateTime Wall, bool IsDate, DateTimeZone Zone)
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly PeriodPattern Iso = PeriodPattern.NormalizingIso;

    public Instant At => WindowCalendar.At(Zone, Wall);

    /// <summary>Which of its occurrences an entry's moment is: what stays the same from one export to the next.</summary>
    public string Key => IsDate ? Date.Format(Wall.Date) : Key0(At);

    private static string Key0(Instant at) => Time.Format(at.InUtc().LocalDateTime) + "Z";

    public IcsTime On(LocalDate day) => this with { Wall = day + Wall.TimeOfDay };

    /// <param name="floating">The zone of dates and of times that name none.</param>
    public static IcsTime Read(IcsLine line, string value, DateTimeZone floating)
    {
        if (value.Length == 8 && Date.Parse(value).TryGetValue(default, out LocalDate date)) return new(Checked(line, date.AtMidnight()), true, floating);
        bool utc = value.EndsWith('Z');
        if (Time.Parse(utc ? value[..^1] : value).TryGetValue(default, out LocalDateTime wall))
        {
            if (utc) return new(Checked(line, wall), false, DateTimeZone.Utc);
            if (line.Parameter("TZID") is not { } id) return new(Checked(line, wall), false, floating);
            return new(Checked(line, wall), false, Zones.FindForeign(id) ?? throw line.Wrong($"{line.Name} is in a zone that nobody knows; a zone is an IANA name such as Europe/Berlin."));
        }
        throw line.Wrong($"{line.Name} is no date and no time.");
    }

    public static IEnumerable<IcsTime> ReadAll(IcsLine line, DateTimeZone floating) => line.Value.Split(',').Select(v => Read(line, v.Trim(), floating));

    /// <summary>When what begins here and lasts that long ends: days on the calendar, the rest as time that passes (RFC 5545, section 3.3.6).</summary>
    public Instant After(Period length) =>
        (this with { Wall = Wall.PlusDays(length.Days + (7 * length.Weeks)) }).At + Duration.FromHours(length.Hours) + Duration.FromMinutes(length.Minutes) + Duration.FromSeconds(length.Seconds);

    public static Period ReadLength(IcsLine line)
    {
        string text = line.Value.Trim().TrimStart('+');
        if (text.Length <= 40 && Iso.Parse(text).TryGetValue(Period.Zero, out Period? length) && length is not null && length.Years == 0 && length.Months == 0
            && InRange(length.Weeks) && InRange(length.Days) && InRange(length.Hours) && InRange(length.Minutes) && InRange(length.Seconds)) return length;
        throw line.Wrong("DURATION is no length such as PT4H or P1D.");
    }

    private static bool InRange(long n) => n is >= 0 and <= 100_000_000;

    private static LocalDateTime Checked(IcsLine line, LocalDateTime wall) =>
        wall.Year is >= 1970 and < 2200 ? wall : throw line.Wrong($"{line.Name} lies outside 1970 to 2199.");
}
