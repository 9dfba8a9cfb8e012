using Cockpit.Core.Errors;
using NodaTime;

namespace Cockpit.Core.Calendars;

/// <summary>One time of a calendar's entry.</summary>
/// <param name="Instance">Which occurrence of its UID; empty where the entry has only one.</param>
/// <param name="Title">As the calendar has it, hostile characters included.</param>
public sealed record CalendarEntry(string Uid, string Instance, string Title, Instant StartsAt, Instant EndsAt);

/// <summary>An entry that says it does not take place.</summary>
/// <param name="Instance">Null is every occurrence.</param>
public sealed record CancelledEntry(string Uid, string? Instance);

/// <summary>An entry that freezes nothing.</summary>
public sealed record SkippedEntry(int Line, string Reason);

/// <summary>What an .ics file says: RFC 5545 as calendar programs write it. Its recurrences are written out; what it cannot be sure of is refused.</summary>
/// <param name="Events">VEVENTs in the file.</param>
public sealed record IcsCalendar(int Events, IReadOnlyList<CalendarEntry> Entries, IReadOnlyList<CancelledEntry> Cancelled, IReadOnlyList<SkippedEntry> Skipped)
{
    /// <summary>Bytes of a file; a year of a large company's calendar has a tenth of it.</summary>
    public const int MaxBytes = 8 << 20;

    public const int MaxEvents = 20_000, MaxEntries = 20_000;

    /// <summary>An entry that lasts longer is a mistake more often than a freeze.</summary>
    public static Duration MaxLength { get; } = Duration.FromDays(400);

    private const int MaxDepth = 8;

    /// <param name="floating">The zone of whole days and of times that name none.</param>
    /// <param name="from">What is over by then is left out.</param>
    /// <param name="until">What begins later is left out.</param>
    /// <exception cref="CockpitException">CALENDAR_INVALID with the line; nothing of the file counts then.</exception>
    public static IcsCalendar Read(string text, DateTimeZone floating, Instant from, Instant until)
    {
        List<IcsEvent> events = Parse(text, out bool cancels);
        var cancelled = new List<CancelledEntry>();
        var skipped = new List<SkippedEntry>();
        var entries = new List<CalendarEntry>();
        var overrides = events.Where(e => e.IsOverride).ToLookup(e => e.Uid, StringComparer.Ordinal);
        var uids = new HashSet<string>(StringComparer.Ordinal);
        foreach (IcsEvent e in events.Where(e => !e.IsOverride))
        {
            if (!uids.Add(e.Uid)) throw IcsLine.Fault(e.Line, "the UID of the entry stands in the file twice.");
            if (e.IsWindow) skipped.Add(new(e.Line, "It is a window of a Cockpit, and no freeze."));
            else if (cancels || e.Cancelled) cancelled.Add(new(e.Uid, null));
            else if (!e.HasLength(floating) && e.Occurrences(floating, from, until).Count == 0) skipped.Add(new(e.Line, "It has no length, so it freezes nothing."));
            else Take(e, [.. overrides[e.Uid]]);
        }
        // Occurrences that were changed, of entries that are not in the file themselves.
        foreach (IcsEvent e in events.Where(e => e.IsOverride && !uids.Contains(e.Uid)))
        {
            if (cancels || e.Cancelled) cancelled.Add(new(e.Uid, e.Replaces(floating)));
            else Take(null, [e]);
        }
        return new(events.Count, entries, cancelled, skipped);

        void Take(IcsEvent? main, IReadOnlyList<IcsEvent> changed)
        {
            var times = main?.Occurrences(floating, from, until) ?? [];
            bool single = main is not null && changed.Count == 0 && main.IsSingle;
            var titles = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (IcsEvent c in changed)
            {
                string key = c.Replaces(floating)!;
                times.Remove(key);
                if (cancels || c.Cancelled)
                {
                    cancelled.Add(new(c.Uid, key));
                    continue;
                }
                foreach ((Instant Start, Instant End) at in c.Occurrences(floating, from, until).Values.Take(1)) times[key] = at;
                titles[key] = c.Summary;
            }
            foreach ((string key, (Instant start, Instant end)) in times)
            {
                if (entries.Count == MaxEntries) throw IcsLine.Fault((main ?? changed[0]).Line, $"with this entry the calendar has over {MaxEntries:N0} times.");
                entries.Add(new((main ?? changed[0]).Uid, single ? "" : key, titles.GetValueOrDefault(key, main?.Summary ?? ""), start, end));
            }
        }
    }

    private static List<IcsEvent> Parse(string text, out bool cancels)
    {
        var events = new List<IcsEvent>();
        var open = new Stack<string>();
        cancels = false;
        bool any = false;
        int last = 1;
        foreach (IcsLine line in IcsLines.Of(text.StartsWith('\uFEFF') ? text[1..] : text))
        {
            last = line.Number;
            string value = line.Value.Trim().ToUpperInvariant();
            if (open.Count == 0 && (line.Name != "BEGIN" || value != "VCALENDAR")) throw line.Wrong("it is no calendar: one begins with BEGIN:VCALENDAR.");
            if (line.Name == "BEGIN")
            {
                if (open.Count == MaxDepth) throw line.Wrong("its parts lie too deep in one another.");
                open.Push(value);
                any = true;
                if (value != "VEVENT") continue;
                if (open.Count != 2) throw line.Wrong("an entry does not stand in a calendar.");
                if (events.Count == MaxEvents) throw line.Wrong($"the calendar has over {MaxEvents:N0} entries.");
                events.Add(new IcsEvent(line.Number));
            }
            else if (line.Name == "END")
            {
                if (open.Pop() != value) throw line.Wrong("it ends a part that is not the open one.");
            }
            else if (open.Peek() == "VEVENT") events[^1].Take(line);
            else if (open.Count == 1 && line.Name == "METHOD") cancels = value == "CANCEL";
        }
        if (!any) throw IcsLine.Fault(1, "it is no calendar: one begins with BEGIN:VCALENDAR.");
        if (open.Count > 0) throw IcsLine.Fault(last, $"the file ends inside {open.Peek()[..Math.Min(20, open.Peek().Length)]}: it was cut off.");
        return events;
    }
}
