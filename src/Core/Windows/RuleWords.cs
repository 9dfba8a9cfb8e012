namespace Cockpit.Core.Windows;

/// <summary>Short ways to write the rules that most windows have, and rules in words.</summary>
public static class RuleWords
{
    private static readonly (string Short, string Code, string Name)[] Days =
    [
        ("mon", "MO", "Monday"), ("tue", "TU", "Tuesday"), ("wed", "WE", "Wednesday"), ("thu", "TH", "Thursday"), ("fri", "FR", "Friday"), ("sat", "SA", "Saturday"), ("sun", "SU", "Sunday"),
    ];

    private static readonly string[] Ordinals = ["", "first", "second", "third", "fourth", "fifth"];

    /// <summary>"tue" or "mon,wed" as a rule of each week; null where it is none.</summary>
    public static string? Weekly(string text) => Codes(text, numbered: false) is { } codes ? $"FREQ=WEEKLY;BYDAY={codes}" : null;

    /// <summary>"2tue", "-1fri" (the last Friday), or days of the month such as "1,15" as a rule of each month; null where it is none.</summary>
    public static string? Monthly(string text)
    {
        if (text.Split(',').All(d => int.TryParse(d, out int n) && n != 0 && Math.Abs(n) <= 31)) return $"FREQ=MONTHLY;BYMONTHDAY={text}";
        return Codes(text, numbered: true) is { } codes ? $"FREQ=MONTHLY;BYDAY={codes}" : null;
    }

    /// <summary>A rule in words where it is one of the plain ones, else as it is written.</summary>
    /// <param name="offsetDays">Days from the rule's day to the window's.</param>
    public static string Of(string rule, int offsetDays)
    {
        string text = Plain(rule.Trim().ToUpperInvariant()) ?? rule;
        return offsetDays switch
        {
            0 => text,
            > 0 => $"{offsetDays} {(offsetDays == 1 ? "day" : "days")} after {text}",
            _ => $"{-offsetDays} {(offsetDays == -1 ? "day" : "days")} before {text}",
        };
    }

    private static string? Plain(string rule)
    {
        if (rule == "FREQ=DAILY") return "every day";
        if (rule.StartsWith("FREQ=WEEKLY;BYDAY=", StringComparison.Ordinal))
        {
            var names = rule[18..].Split(',').Select(c => Days.FirstOrDefault(d => d.Code == c).Name).ToList();
            return names.Exists(n => n is null) ? null : $"every {string.Join(" and ", names)}";
        }
        if (rule.StartsWith("FREQ=MONTHLY;BYDAY=", StringComparison.Ordinal) && rule[19..] is { Length: >= 3 } day && Days.FirstOrDefault(d => d.Code == day[^2..]).Name is { } name)
        {
            if (day[..^2] == "-1") return $"the last {name} of each month";
            return int.TryParse(day[..^2], out int n) && n is >= 1 and <= 5 ? $"the {Ordinals[n]} {name} of each month" : null;
        }
        if (rule.StartsWith("FREQ=MONTHLY;BYMONTHDAY=", StringComparison.Ordinal) && int.TryParse(rule[24..], out int date)) return date switch { -1 => "the last day of each month", > 0 => $"day {date} of each month", _ => null };
        return null;
    }

    private static string? Codes(string text, bool numbered)
    {
        var codes = new List<string>();
        foreach (string item in text.ToLowerInvariant().Split(','))
        {
            string day = item.Trim().TrimStart('-', '0', '1', '2', '3', '4', '5'), number = item.Trim()[..^day.Length];
            if (number.Length > 0 != numbered || Days.FirstOrDefault(d => day.Length >= 2 && d.Name.StartsWith(day, StringComparison.OrdinalIgnoreCase)).Code is not { } code) return null;
            codes.Add(number + code);
        }
        return string.Join(',', codes);
    }
}
