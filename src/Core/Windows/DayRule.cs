using System.Globalization;
using Ical.Net;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;

namespace Cockpit.Core.Windows;

/// <summary>
/// An RFC 5545 recurrence rule (section 3.3.10) of whole days. Rules of hours, minutes or seconds are refused, so that a rule has at most one
/// occurrence a day, and an expansion never looks beyond the last day that was asked for: no rule can run away. Immutable.
/// </summary>
public sealed class DayRule
{
    /// <summary>Characters; the longest rule that says something a person could mean has some 200.</summary>
    public const int MaxLength = 500;

    /// <summary>Days, weeks, months or years from one to the next; and how often at most, 27 years of days.</summary>
    public const int MaxInterval = 1_000, MaxCount = 10_000;

    /// <summary>Increments without a day after which the library gives up; the end of the expansion comes first, so this is a second fence: 60 years of days.</summary>
    private const int MaxUnmatched = 22_000;

    private static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private readonly FrequencyType frequency;
    private readonly int interval;
    private readonly int? count;
    private readonly LocalDate? until;
    private readonly DayOfWeek weekStart;
    private readonly Dictionary<string, List<int>> numbers;
    private readonly List<WeekDay> days;

    private DayRule(string text, DayRuleFields fields)
    {
        Text = text;
        frequency = fields.Frequency!.Value;
        interval = fields.Interval ?? 1;
        count = fields.Count;
        until = fields.Until;
        weekStart = fields.WeekStart ?? DayOfWeek.Monday;
        numbers = fields.Numbers;
        days = fields.Days;
    }

    /// <summary>As it was written, in capitals.</summary>
    public string Text { get; }

    /// <summary>Reads a rule. Never throws, whatever the text.</summary>
    /// <param name="problem">What is wrong with it, as a sentence; null where a rule comes back.</param>
    public static DayRule? Read(string text, out string? problem)
    {
        if (text.Length is 0 or > MaxLength)
        {
            problem = text.Length == 0 ? "The rule is empty; one is FREQ=WEEKLY;BYDAY=TU." : $"The rule has {text.Length:N0} characters, {MaxLength} are allowed.";
            return null;
        }
        string canonical = text.Trim().ToUpperInvariant();
        var fields = new DayRuleFields();
        problem = canonical.Split(';').Select(fields.Take).FirstOrDefault(p => p is not null) ?? fields.Fault();
        return problem is null ? new DayRule(canonical, fields) : null;
    }

    /// <summary>The rule's days from <paramref name="first"/> to <paramref name="last"/>, both included, in order.</summary>
    /// <param name="anchor">The first day that it can name; what it does not say (the weekday, the day of the month) comes from it.</param>
    public List<LocalDate> Days(LocalDate anchor, LocalDate first, LocalDate last)
    {
        LocalDate end = until is { } u && u < last ? u : last;
        LocalDate begin = first < anchor ? anchor : first;
        if (end < begin) return [];
        try
        {
            return [.. new RecurrencePatternEvaluator(Recurrence(end))
                .Evaluate(Date(anchor), Date(begin), new EvaluationOptions { MaxUnmatchedIncrementsLimit = MaxUnmatched })
                .Select(p => LocalDate.FromDateOnly(p.StartTime.Date)).Where(d => d >= begin && d <= end)];
        }
        catch (Exception e) when (e is EvaluationLimitExceededException or EvaluationOutOfRangeException)
        {
            // It names no day as far as anybody looks: it does not open.
            return [];
        }
    }

    private RecurrenceRule Recurrence(LocalDate end)
    {
        var rule = new RecurrenceRule(IsMonthly ? FrequencyType.Monthly : frequency, interval) { Count = count, Until = Date(end), FirstDayOfWeek = weekStart };
        rule.ByDay.AddRange(days);
        rule.ByMonthDay.AddRange(Numbers("BYMONTHDAY"));
        rule.ByYearDay.AddRange(Numbers("BYYEARDAY"));
        rule.ByWeekNo.AddRange(Numbers("BYWEEKNO"));
        rule.ByMonth.AddRange(Numbers("BYMONTH"));
        rule.BySetPosition.AddRange(Numbers("BYSETPOS"));
        return rule;
    }

    /// <summary>
    /// The second Saturday of each August is the same as a rule of years and as one of months, and the library loses days of the former
    /// where the number counts from the month's end.
    /// </summary>
    private bool IsMonthly => frequency == FrequencyType.Yearly && interval == 1 && Numbers("BYMONTH").Count > 0 && days.Any(d => d.Offset is not null and not 0)
        && Numbers("BYYEARDAY").Count == 0 && Numbers("BYWEEKNO").Count == 0 && Numbers("BYMONTHDAY").Count == 0 && Numbers("BYSETPOS").Count == 0;

    private List<int> Numbers(string part) => numbers.GetValueOrDefault(part, []);

    private static CalDateTime Date(LocalDate date) => new(date.Year, date.Month, date.Day);

    /// <summary>The parts of a rule while it is read.</summary>
    private sealed class DayRuleFields
    {
        private readonly HashSet<string> seen = [];

        public FrequencyType? Frequency { get; private set; }

        public int? Interval { get; private set; }

        public int? Count { get; private set; }

        public LocalDate? Until { get; private set; }

        public DayOfWeek? WeekStart { get; private set; }

        public Dictionary<string, List<int>> Numbers { get; } = [];

        public List<WeekDay> Days { get; } = [];

        /// <summary>Reads NAME=VALUE.</summary>
        /// <returns>What is wrong with it, or null.</returns>
        public string? Take(string part)
        {
            int equals = part.IndexOf('=');
            if (equals <= 0) return $"\"{part}\" in the rule is not NAME=VALUE; a rule is like FREQ=MONTHLY;BYDAY=2TU.";
            string name = part[..equals], value = part[(equals + 1)..];
            if (!seen.Add(name)) return $"{name} stands in the rule twice.";
            return name switch
            {
                "FREQ" => TakeFrequency(value),
                "INTERVAL" => Number(name, value, 1, MaxInterval, n => Interval = n),
                "COUNT" => Number(name, value, 1, MaxCount, n => Count = n),
                "UNTIL" => TakeUntil(value),
                "WKST" => (WeekStart = Weekday(value)) is not null ? null : $"WKST={value}: a day is one of MO, TU, WE, TH, FR, SA, SU.",
                "BYDAY" => TakeDays(value),
                "BYMONTHDAY" => TakeNumbers(name, value, 31, negative: true),
                "BYYEARDAY" => TakeNumbers(name, value, 366, negative: true),
                "BYWEEKNO" => TakeNumbers(name, value, 53, negative: true),
                "BYMONTH" => TakeNumbers(name, value, 12, negative: false),
                "BYSETPOS" => TakeNumbers(name, value, 366, negative: true),
                "BYHOUR" or "BYMINUTE" or "BYSECOND" => $"{name} is no part of a rule of whole days; the window's start says the time of day.",
                _ => $"A rule has no part {name}.",
            };
        }

        /// <summary>What is wrong with the parts together; the table in RFC 5545, section 3.3.10.</summary>
        public string? Fault()
        {
            if (Frequency is not { } frequency) return "The rule has no FREQ; one is FREQ=WEEKLY;BYDAY=TU.";
            if (Count is not null && Until is not null) return "A rule has COUNT or UNTIL, not both.";
            bool numbered = Days.Any(d => d.Offset is not null and not 0);
            if (numbered && frequency is not (FrequencyType.Monthly or FrequencyType.Yearly)) return "BYDAY with a number, such as 2TU, goes with FREQ=MONTHLY or YEARLY.";
            if (numbered && Numbers.ContainsKey("BYWEEKNO")) return "BYDAY with a number does not go with BYWEEKNO.";
            if (Numbers.ContainsKey("BYWEEKNO") && frequency != FrequencyType.Yearly) return "BYWEEKNO goes with FREQ=YEARLY.";
            if (Numbers.ContainsKey("BYYEARDAY") && frequency != FrequencyType.Yearly) return "BYYEARDAY goes with FREQ=YEARLY.";
            if (Numbers.ContainsKey("BYMONTHDAY") && frequency == FrequencyType.Weekly) return "BYMONTHDAY does not go with FREQ=WEEKLY.";
            if (Numbers.ContainsKey("BYSETPOS") && Days.Count == 0 && Numbers.Count == 1) return "BYSETPOS chooses among the days of another BY part, and there is none.";
            return null;
        }

        private string? TakeFrequency(string value)
        {
            Frequency = value switch
            {
                "DAILY" => FrequencyType.Daily, "WEEKLY" => FrequencyType.Weekly, "MONTHLY" => FrequencyType.Monthly, "YEARLY" => FrequencyType.Yearly, _ => null,
            };
            return Frequency is null ? $"FREQ={value} is no rule of whole days; DAILY, WEEKLY, MONTHLY and YEARLY are." : null;
        }

        private string? TakeUntil(string value)
        {
            var parsed = NodaTime.Text.LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(value);
            Until = parsed.Success ? parsed.Value : null;
            return parsed.Success ? null : $"UNTIL={value}: it is a day of the window's zone, such as UNTIL=20271231.";
        }

        private string? TakeDays(string value)
        {
            foreach (string item in value.Split(','))
            {
                int letters = Math.Max(0, item.Length - 2);
                string number = item[..letters];
                int n = 0;
                if (Weekday(item[letters..]) is not { } day || (number.Length > 0 && (!TryNumber(number, out n) || n == 0 || Math.Abs(n) > 53)))
                    return $"BYDAY={value}: a day is one of MO, TU, WE, TH, FR, SA, SU, with a number before it where one of a month is meant: 2TU, -1FR.";
                Days.Add(number.Length == 0 ? new WeekDay(day) : new WeekDay(day, n));
            }
            return null;
        }

        private string? TakeNumbers(string name, string value, int most, bool negative)
        {
            var list = new List<int>();
            foreach (string item in value.Split(','))
            {
                if (!TryNumber(item, out int n) || n == 0 || Math.Abs(n) > most || (n < 0 && !negative))
                    return $"{name}={value}: its numbers are 1 to {most}{(negative ? $", or -1 to -{most} from the end" : "")}.";
                list.Add(n);
            }
            Numbers.Add(name, [.. list.Distinct()]);
            return null;
        }

        private static string? Number(string name, string value, int least, int most, Action<int> set)
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int n) || n < least || n > most)
                return $"{name}={value}: it is {least} to {most:N0}{(name == "COUNT" ? "; a window without end has no COUNT" : "")}.";
            set(n);
            return null;
        }

        private static bool TryNumber(string text, out int n) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out n);

        private static DayOfWeek? Weekday(string name) => Array.IndexOf(DayNames, name) is >= 0 and var i ? (DayOfWeek)i : null;
    }
}
