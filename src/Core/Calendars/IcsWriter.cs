using System.Globalization;
using System.Text;
using Cockpit.Core.Windows;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Cockpit.Core.Calendars;

/// <summary>Writes windows and freezes as one iCalendar text (RFC 5545).</summary>
/// <param name="uidDomain">What makes UIDs the file's own; the file's id.</param>
/// <param name="now">When it is written.</param>
public sealed class IcsWriter(string uidDomain, Instant now)
{
    /// <summary>The property that tells a window from a freeze, and its value: an import takes no window for a freeze.</summary>
    internal const string Kind = "X-COCKPIT-KIND", WindowKind = "WINDOW";

    /// <summary>Octets of a line before it is folded (section 3.1).</summary>
    private const int MaxLine = 75;

    /// <summary>Until when a zone's changes of clocks are written out; calendar programs have their own data beyond.</summary>
    private const int LastYear = 2037;

    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
    private static readonly LocalDateTimePattern Wall = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private readonly StringBuilder text = new();
    private readonly SortedSet<string> zones = new(StringComparer.Ordinal);

    /// <summary>A window's openings. Where its rule says them exactly they are one recurring entry, with the days on which clocks change it written out from one moment to another; else each is an entry.</summary>
    /// <returns>False where it has none in that time.</returns>
    public bool Add(WindowCalendar window, Instant from, Instant until)
    {
        if (window.FirstDay() is not { } first) return false;
        List<WindowOccurrence> openings = window.Between(from, until);
        MaintenanceWindow w = window.Window;
        if (w.OffsetDays != 0)
        {
            foreach (WindowOccurrence o in openings) Event(OfDay(w, o), w.Name, Describe(w), WindowKind, Moments(o));
            return openings.Count > 0;
        }
        zones.Add(w.Zone);
        string uid = $"window-{w.Name}";
        List<string> times = [$"DTSTART;TZID={w.Zone}:{Wall.Format(first + w.Start)}", $"DURATION:PT{(long)w.Length.TotalMinutes}M", $"RRULE:{Rule(window)}"];
        LocalDate begin = from.InZone(window.Zone).Date.PlusDays(-8), end = until.InZone(window.Zone).Date;
        // A start that does not exist, or comes twice, is another moment in each calendar program: it is left out of the recurrence, and stands beside it as what it is.
        List<WindowOccurrence> moved = openings.FindAll(o => o.Clocks is ClockChange.StartMoved or ClockChange.StartTwice);
        times.AddRange(window.Skipped(begin, end).Select(s => s.Day).Concat(moved.Select(o => o.Day)).Select(day => $"EXDATE;TZID={w.Zone}:{Wall.Format(day + w.Start)}"));
        Event(uid, w.Name, Describe(w), WindowKind, times);
        foreach (WindowOccurrence o in openings.Except(moved).Where(o => o.EndsAt - o.StartsAt != w.Length))
            Event(uid, w.Name, Describe(w), WindowKind, [$"RECURRENCE-ID;TZID={w.Zone}:{Wall.Format(o.Day + w.Start)}", .. Moments(o)]);
        foreach (WindowOccurrence o in moved) Event(OfDay(w, o), w.Name, Describe(w), WindowKind, Moments(o));
        return true;
    }

    public void Add(Freeze freeze) => Event(
        $"freeze-{freeze.Id}", $"Freeze: {freeze.Name}", $"{freeze.Reason} ({freeze.By}). Hosts: {(freeze.Scope.Length == 0 ? "all" : freeze.Scope)}.", "FREEZE", [$"DTSTART:{Utc.Format(freeze.StartsAt)}", $"DTEND:{Utc.Format(freeze.EndsAt)}"]);

    /// <summary>The whole calendar; lines end as RFC 5545 wants it.</summary>
    public override string ToString()
    {
        var whole = new StringBuilder();
        foreach (string line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cockpit//Windows and freezes//EN", "CALSCALE:GREGORIAN"]) Fold(whole, line);
        foreach (string zone in zones) TimeZone(whole, zone);
        whole.Append(text);
        Fold(whole, "END:VCALENDAR");
        return whole.ToString();
    }

    /// <summary>The rule with its end as a moment: beside a start with a time RFC 5545 wants no date there.</summary>
    private static string Rule(WindowCalendar window) => string.Join(';', window.Window.Rule.Trim().ToUpperInvariant().Split(';').Select(part =>
        part.StartsWith("UNTIL=", StringComparison.Ordinal) && Date.Parse(part[6..]) is { Success: true } day
            ? $"UNTIL={Utc.Format(WindowCalendar.At(window.Zone, day.Value.PlusDays(1).AtMidnight()) - Duration.FromSeconds(1))}" : part));

    private static string[] Moments(WindowOccurrence o) => [$"DTSTART:{Utc.Format(o.StartsAt)}", $"DTEND:{Utc.Format(o.EndsAt)}"];

    private static string OfDay(MaintenanceWindow w, WindowOccurrence o) => $"window-{w.Name}-{Date.Format(o.Day)}";

    private static string Describe(MaintenanceWindow w) =>
        $"Maintenance window, {RuleWords.Of(w.Rule, w.OffsetDays)}, {w.Zone}." + (w.Cutoff > Duration.Zero ? $" No host begins in the last {Lengths.Of(w.Cutoff)}." : "");

    private void Event(string uid, string summary, string description, string kind, IEnumerable<string> times)
    {
        Fold(text, "BEGIN:VEVENT");
        Fold(text, $"UID:{Escape(uid)}@{uidDomain}");
        Fold(text, $"DTSTAMP:{Utc.Format(now)}");
        foreach (string line in times) Fold(text, line);
        Fold(text, $"SUMMARY:{Escape(summary)}");
        Fold(text, $"DESCRIPTION:{Escape(description)}");
        Fold(text, "TRANSP:TRANSPARENT");
        Fold(text, $"{Kind}:{kind}");
        Fold(text, "END:VEVENT");
    }

    /// <summary>The zone's offsets and changes of clocks, those of the same kind in one part.</summary>
    private void TimeZone(StringBuilder whole, string name)
    {
        DateTimeZone zone = Zones.Find(name)!;
        Instant begin = Instant.FromUtc(Math.Min(now.InUtc().Year - 1, LastYear - 1), 1, 1, 0, 0), end = Instant.FromUtc(LastYear, 12, 31, 0, 0);
        List<ZoneInterval> intervals = [.. zone.GetZoneIntervals(begin, end)];
        Fold(whole, "BEGIN:VTIMEZONE");
        Fold(whole, $"TZID:{name}");
        ZoneInterval first = intervals[0];
        Observance(whole, first, first.WallOffset, [Wall.Format(new LocalDateTime(1970, 1, 1, 0, 0))]);
        foreach (var group in intervals.Zip(intervals.Skip(1)).GroupBy(p => (From: p.First.WallOffset, To: p.Second.WallOffset, p.Second.Savings, p.Second.Name)))
            Observance(whole, group.First().Second, group.Key.From, [.. group.Select(p => Wall.Format(p.Second.Start.WithOffset(group.Key.From).LocalDateTime))]);
        Fold(whole, "END:VTIMEZONE");
    }

    private static void Observance(StringBuilder whole, ZoneInterval interval, Offset before, IReadOnlyList<string> starts)
    {
        string kind = interval.Savings > Offset.Zero ? "DAYLIGHT" : "STANDARD";
        Fold(whole, $"BEGIN:{kind}");
        Fold(whole, $"DTSTART:{starts[0]}");
        if (starts.Count > 1) Fold(whole, $"RDATE:{string.Join(',', starts.Skip(1))}");
        Fold(whole, $"TZOFFSETFROM:{before.ToString("+HHmm", CultureInfo.InvariantCulture)}");
        Fold(whole, $"TZOFFSETTO:{interval.WallOffset.ToString("+HHmm", CultureInfo.InvariantCulture)}");
        Fold(whole, $"TZNAME:{Escape(interval.Name)}");
        Fold(whole, $"END:{kind}");
    }

    /// <summary>Section 3.3.11. Control characters have no place in a calendar.</summary>
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length + 8);
        foreach (char c in value)
        {
            if (c is '\\' or ';' or ',') escaped.Append('\\').Append(c);
            else if (c is '\n') escaped.Append("\\n");
            else escaped.Append(char.IsControl(c) ? '?' : c);
        }
        return escaped.ToString();
    }

    private static void Fold(StringBuilder to, string line)
    {
        int octets = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxLine)
            {
                to.Append("\r\n ");
                octets = 1;
            }
            to.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        to.Append("\r\n");
    }
}
