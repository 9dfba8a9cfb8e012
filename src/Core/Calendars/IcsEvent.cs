using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Core.Calendars;

/// <summary>One VEVENT while it is read: what says when it is and what it is called.</summary>
internal sealed class IcsEvent(int line)
{
    /// <summary>Characters of a UID; those of calendar programs have 20 to 80.</summary>
    private const int MaxUid = 255;

    private const int MaxExceptions = 10_000;

    private IcsLine? start, end, length, rule, recurrenceId, uid;
    private readonly List<IcsLine> more = [], without = [];
    private readonly HashSet<string> seen = [];

    public int Line { get; } = line;

    public string Summary { get; private set; } = "";

    public bool Cancelled { get; private set; }

    /// <summary>It was written by a Cockpit, as one of its windows: no freeze.</summary>
    public bool IsWindow { get; private set; }

    public string Uid => uid?.Value.Trim() is { Length: > 0 and <= MaxUid } text ? text
        : throw IcsLine.Fault(Line, uid is null ? "the entry has no UID, so that nobody could tell it from another." : $"a UID has 1 to {MaxUid} characters.");

    /// <summary>It has one time, and no recurrence.</summary>
    public bool IsSingle => rule is null && more.Count == 0;

    public bool IsOverride => recurrenceId is not null;

    public void Take(IcsLine line)
    {
        switch (line.Name)
        {
            case "DTSTART": start = Once(line); break;
            case "DTEND": end = Once(line); break;
            case "DURATION": length = Once(line); break;
            case "RRULE": rule = Once(line); break;
            case "RECURRENCE-ID": recurrenceId = Once(line); break;
            case "UID": uid = Once(line); break;
            case "RDATE": more.Add(line); break;
            case "EXDATE": without.Add(line); break;
            case "EXRULE": throw line.Wrong("EXRULE went out of use with RFC 5545; leave its days out with EXDATE.");
            case "SUMMARY": Summary = Text(Once(line).Value); break;
            case "STATUS": Cancelled = Once(line).Value.Trim().Equals("CANCELLED", StringComparison.OrdinalIgnoreCase); break;
            case IcsWriter.Kind: IsWindow = line.Value.Trim() == IcsWriter.WindowKind; break;
            default: break;
        }
    }

    /// <summary>Which occurrence of the others it replaces; null where it is an entry of its own.</summary>
    public string? Replaces(DateTimeZone floating)
    {
        if (recurrenceId is null) return null;
        if (recurrenceId.Parameter("RANGE") is not null) throw recurrenceId.Wrong("a change of all later occurrences (RANGE) is not read; let the calendar program write them out.");
        return IcsTime.Read(recurrenceId, recurrenceId.Value.Trim(), floating).Key;
    }

    /// <summary>Its occurrences that are not over at <paramref name="from"/> and begin before <paramref name="until"/>, by their key.</summary>
    public SortedDictionary<string, (Instant Start, Instant End)> Occurrences(DateTimeZone floating, Instant from, Instant until)
    {
        if (start is null) throw IcsLine.Fault(Line, "the entry has no DTSTART.");
        IcsTime first = IcsTime.Read(start, start.Value.Trim(), floating);
        if (end is not null && length is not null) throw length.Wrong("an entry has DTEND or DURATION, not both.");
        Func<IcsTime, Instant> ends = Ends(first, floating);
        if (ends(first) < first.At) throw (end ?? length ?? start).Wrong("it ends before it begins.");
        if (ends(first) - first.At > IcsCalendar.MaxLength) throw (end ?? length ?? start).Wrong($"it lasts over {IcsCalendar.MaxLength.Days} days.");

        var found = new SortedDictionary<string, (Instant, Instant)>(StringComparer.Ordinal);
        foreach (IcsTime t in Starts(first, floating, from, until))
        {
            if (t.At < until && ends(t) > from && ends(t) > t.At) found[t.Key] = (t.At, ends(t));
        }
        foreach (IcsTime t in Many(without, floating))
        {
            found.Remove(t.Key);
            // A date leaves out what begins on that day, at whatever time.
            if (t.IsDate && !first.IsDate) foreach (string key in found.Where(f => f.Value.Item1.InZone(first.Zone).Date == t.Wall.Date).Select(f => f.Key).ToList()) found.Remove(key);
        }
        return found;
    }

    /// <summary>It has an end after its begin: what has none is a mark in the calendar, and freezes nothing.</summary>
    public bool HasLength(DateTimeZone floating)
    {
        if (start is null) return false;
        IcsTime first = IcsTime.Read(start, start.Value.Trim(), floating);
        return Ends(first, floating)(first) > first.At;
    }

    private Func<IcsTime, Instant> Ends(IcsTime first, DateTimeZone floating)
    {
        if (length is not null)
        {
            Period lasts = IcsTime.ReadLength(length);
            return t => t.After(lasts);
        }
        if (end is null) return first.IsDate ? t => t.After(Period.FromDays(1)) : t => t.At;
        IcsTime last = IcsTime.Read(end, end.Value.Trim(), floating);
        if (last.IsDate != first.IsDate) throw end.Wrong("DTSTART and DTEND are not both dates or both times.");
        if (!ReferenceEquals(last.Zone, first.Zone) && last.Zone.Id != first.Zone.Id)
        {
            Duration elapsed = last.At - first.At;
            return t => t.At + elapsed;
        }
        Period wall = Period.Between(first.Wall, last.Wall, PeriodUnits.Seconds);
        return t => (t with { Wall = t.Wall.Plus(wall) }).At;
    }

    private IEnumerable<IcsTime> Starts(IcsTime first, DateTimeZone floating, Instant from, Instant until)
    {
        yield return first;
        foreach (IcsTime t in Many(more, floating))
        {
            if (t.IsDate != first.IsDate) throw more[0].Wrong("RDATE and DTSTART are not both dates or both times.");
            yield return t;
        }
        if (rule is null) yield break;
        // UNTIL of an entry may be a moment; whole days are the rule's business, moments are ours.
        Instant last = Instant.MaxValue;
        List<string> parts = [.. rule.Value.Trim().Split(';', StringSplitOptions.RemoveEmptyEntries)];
        if (parts.Find(p => p.StartsWith("UNTIL=", StringComparison.OrdinalIgnoreCase) && p.Length > 14) is { } text)
        {
            parts.Remove(text);
            last = IcsTime.Read(rule, text[6..], first.Zone).At;
        }
        DayRule days = DayRule.Read(string.Join(';', parts), out string? problem) ?? throw rule.Wrong(problem!);
        LocalDate begin = from.InZone(first.Zone).Date.PlusDays(-IcsCalendar.MaxLength.Days - 1), stop = until.InZone(first.Zone).Date.PlusDays(1);
        foreach (LocalDate day in days.Days(first.Wall.Date, begin, stop))
        {
            IcsTime t = first.On(day);
            if (t.At <= last) yield return t;
        }
    }

    private static IEnumerable<IcsTime> Many(List<IcsLine> lines, DateTimeZone floating)
    {
        int count = 0;
        foreach (IcsLine line in lines)
        {
            if (line.Parameter("VALUE")?.Equals("PERIOD", StringComparison.OrdinalIgnoreCase) == true) throw line.Wrong($"{line.Name} has periods; only dates and times are read.");
            foreach (IcsTime t in IcsTime.ReadAll(line, floating))
            {
                if (++count > MaxExceptions) throw line.Wrong($"the entry has over {MaxExceptions:N0} dates.");
                yield return t;
            }
        }
    }

    private IcsLine Once(IcsLine line) => seen.Add(line.Name) ? line : throw line.Wrong($"{line.Name} stands in the entry twice.");

    /// <summary>Text as it was before it was escaped (RFC 5545, section 3.3.11); lines become one.</summary>
    private static string Text(string value)
    {
        var text = new System.Text.StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length) text.Append(value[i]);
            else text.Append(value[++i] is 'n' or 'N' ? ' ' : value[i]);
        }
        return text.ToString().Trim();
    }
}
