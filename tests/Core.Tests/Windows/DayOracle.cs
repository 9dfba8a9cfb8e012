using System.Globalization;
using NodaTime;

namespace Cockpit.Core.Tests.Windows;

/// <summary>Whether a rule names a day, by looking at that day alone. Knows FREQ, INTERVAL, one BYDAY list or number, one BYMONTHDAY and one BYMONTH.</summary>
internal static class DayOracle
{
    private static readonly string[] DayNames = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public static bool Names(string rule, LocalDate anchor, LocalDate day)
    {
        var parts = rule.Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        int interval = parts.TryGetValue("INTERVAL", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        int steps = parts["FREQ"] switch
        {
            "DAILY" => Period.DaysBetween(anchor, day),
            "WEEKLY" => Period.DaysBetween(Monday(anchor), Monday(day)) / 7,
            "MONTHLY" => ((day.Year - anchor.Year) * 12) + day.Month - anchor.Month,
            _ => day.Year - anchor.Year,
        };
        if (steps % interval != 0) return false;
        if (parts.TryGetValue("BYMONTH", out string? month) && int.Parse(month, CultureInfo.InvariantCulture) != day.Month) return false;
        int inMonth = day.Calendar.GetDaysInMonth(day.Year, day.Month);
        if (parts.TryGetValue("BYMONTHDAY", out string? monthDay) && int.Parse(monthDay, CultureInfo.InvariantCulture) is var n && day.Day != (n > 0 ? n : inMonth + 1 + n)) return false;
        return !parts.TryGetValue("BYDAY", out string? byDay) || byDay.Split(',').Any(d => Fits(d, day, inMonth));
    }

    private static bool Fits(string text, LocalDate day, int inMonth)
    {
        if (text[^2..] != DayNames[(int)day.DayOfWeek]) return false;
        if (text.Length == 2) return true;
        int n = int.Parse(text[..^2], CultureInfo.InvariantCulture);
        return n > 0 ? (day.Day + 6) / 7 == n : (inMonth - day.Day + 7) / 7 == -n;
    }

    private static LocalDate Monday(LocalDate d) => d.PlusDays(1 - (int)d.DayOfWeek);
}
