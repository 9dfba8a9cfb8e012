using System.Globalization;
using NodaTime;

namespace Cockpit.Core.Windows;

/// <summary>Lengths of time as people write them: 4h, 90m, 1d, 4h30m.</summary>
public static class Lengths
{
    /// <summary>Null for anything else, and for what is over a year.</summary>
    public static Duration? TryParse(string text)
    {
        long minutes = 0, number = -1;
        long last = long.MaxValue;
        if (text.Length is 0 or > 20) return null;
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                number = (Math.Max(0, number) * 10) + (c - '0');
                if (number > 366 * 1_440) return null;
                continue;
            }
            long unit = c switch { 'd' => 1_440, 'h' => 60, 'm' => 1, _ => 0 };
            // Large units first, each once, and each with its number.
            if (unit == 0 || number < 0 || unit >= last) return null;
            minutes += number * unit;
            (number, last) = (-1, unit);
        }
        bool whole = number < 0 || (number == 0 && last == long.MaxValue);
        return whole && minutes <= 366 * 1_440 ? Duration.FromMinutes(minutes) : null;
    }

    /// <summary>"4h", "4h30m", "1d", "0m".</summary>
    public static string Of(Duration duration)
    {
        long minutes = (long)duration.TotalMinutes;
        string text = (minutes / 1_440 is > 0 and var d ? string.Create(CultureInfo.InvariantCulture, $"{d}d") : "")
            + (minutes / 60 % 24 is > 0 and var h ? string.Create(CultureInfo.InvariantCulture, $"{h}h") : "")
            + (minutes % 60 is > 0 and var m ? string.Create(CultureInfo.InvariantCulture, $"{m}m") : "");
        return text.Length == 0 ? "0m" : text;
    }
}
