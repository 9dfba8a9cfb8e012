using System.Globalization;

namespace Cockpit.Scanner.Csv;

/// <summary>Numbers and dates in cells, as exports and spreadsheets write them.</summary>
internal static class CellNumbers
{
    /// <summary>
    /// A number with a decimal point or comma as whole 1/10^<paramref name="digits"/>; further digits are cut. What follows a space is
    /// passed over: "8.1 (AV:N/...)" is 8.1. Null for anything else, an empty cell among them.
    /// </summary>
    public static long? Scaled(ReadOnlySpan<byte> cell, int digits)
    {
        cell = cell.Trim((byte)' ');
        int space = cell.IndexOf((byte)' ');
        if (space > 0) cell = cell[..space];
        if (cell.Length is 0 or > 18) return null;
        long value = 0;
        int decimals = -1;
        bool any = false;
        foreach (byte b in cell)
        {
            if (b is (byte)'.' or (byte)',')
            {
                if (decimals >= 0) return null;
                decimals = 0;
            }
            else if (b is >= (byte)'0' and <= (byte)'9')
            {
                any = true;
                if (decimals >= digits) continue;
                if (decimals >= 0) decimals++;
                value = value * 10 + (b - '0');
            }
            else
            {
                return null;
            }
        }
        if (!any) return null;
        for (int i = Math.Max(decimals, 0); i < digits; i++) value *= 10;
        return value;
    }

    /// <summary>A whole number of digits only.</summary>
    public static long? Whole(ReadOnlySpan<byte> cell)
    {
        cell = cell.Trim((byte)' ');
        if (cell.Length is 0 or > 18) return null;
        long value = 0;
        foreach (byte b in cell)
        {
            if (b is < (byte)'0' or > (byte)'9') return null;
            value = value * 10 + (b - '0');
        }
        return value;
    }

    private static ReadOnlySpan<byte> Months => "janfebmaraprmayjunjulaugsepoctnovdec"u8;

    /// <summary>
    /// "Feb 03, 2026 07:00 AM" or "Jan 5, 2021 10:24:08 MST", taken as UTC: an abbreviation of a zone means several zones, so it is
    /// passed over.
    /// </summary>
    public static NodaTime.Instant? NamedDate(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is < 10 or > 40) return null;
        Span<byte> lower = stackalloc byte[cell.Length];
        System.Text.Ascii.ToLower(cell, lower, out _);
        int month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0;
        bool afternoon = false, morning = false;
        foreach (Range part in ((ReadOnlySpan<byte>)lower).SplitAny(" ,/"u8))
        {
            ReadOnlySpan<byte> word = lower[part];
            if (word.IsEmpty) continue;
            if (word.EndsWith("am"u8) || word.EndsWith("pm"u8))
            {
                (morning, afternoon) = (word[^2] == 'a', word[^2] == 'p');
                word = word[..^2];
                if (word.IsEmpty) continue;
            }
            if (word.Contains((byte)':'))
            {
                int at = 0;
                foreach (Range piece in word.Split((byte)':'))
                {
                    if (Whole(word[piece]) is not { } value || at > 2) return null;
                    if (at == 0) hour = (int)Math.Min(value, 99);
                    else if (at == 1) minute = (int)Math.Min(value, 99);
                    else second = (int)Math.Min(value, 99);
                    at++;
                }
            }
            else if (Whole(word) is { } number and <= 9999)
            {
                if (number > 31) year = (int)number;
                else day = (int)number;
            }
            else if (month == 0 && word.Length >= 3 && Months.IndexOf(word[..3]) is >= 0 and var index && index % 3 == 0)
            {
                month = index / 3 + 1;
            }
        }
        if (afternoon && hour < 12) hour += 12;
        if (morning && hour == 12) hour = 0;
        if (year is < 1990 or > 2999 || month == 0 || day < 1 || day > CultureInfo.InvariantCulture.Calendar.GetDaysInMonth(year, month)) return null;
        return hour > 23 || minute > 59 || second > 59 ? null : NodaTime.Instant.FromUtc(year, month, day, hour, minute, second);
    }

    /// <summary>
    /// "05/13/2021 07:08:28" or "2021-05-13 07:08", taken as UTC. Month first, as Qualys writes it; where the first number cannot be a month,
    /// a spreadsheet has turned it and <paramref name="dayFirst"/> is set.
    /// </summary>
    public static NodaTime.Instant? Date(ReadOnlySpan<byte> cell, out bool dayFirst) => Date(cell, false, out dayFirst);

    /// <summary>"22/09/2022 13:01", as exports write it that always put the day first; taken as UTC.</summary>
    public static NodaTime.Instant? DayFirstDate(ReadOnlySpan<byte> cell) => Date(cell, true, out _);

    private static NodaTime.Instant? Date(ReadOnlySpan<byte> cell, bool alwaysDayFirst, out bool dayFirst)
    {
        dayFirst = false;
        if (cell.Length is < 8 or > 40) return null;
        Span<int> numbers = stackalloc int[6];
        numbers.Clear();
        int count = 0;
        bool inside = false, iso = cell.Length > 4 && cell[4] is (byte)'-' or (byte)'/', afternoon = false, morning = false;
        foreach (byte b in cell)
        {
            // "06:10:00.123Z": what is behind the second is passed over.
            if (b == '.' && count == 6) break;
            if (b is >= (byte)'0' and <= (byte)'9')
            {
                if (!inside && count++ == 6) return null;
                inside = true;
                numbers[count - 1] = numbers[count - 1] * 10 + (b - '0');
                if (numbers[count - 1] > 9999) return null;
            }
            else if (b is (byte)'/' or (byte)'-' or (byte)':' or (byte)' ' or (byte)'.' or (byte)'T' or (byte)'Z' or (byte)'M')
            {
                inside = false;
            }
            else if (b is (byte)'A' or (byte)'P')
            {
                inside = false;
                afternoon |= b == 'P';
                morning |= b == 'A';
            }
            else
            {
                return null;
            }
        }
        if (count < 3) return null;
        (int year, int month, int day) = iso ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[0], numbers[1]);
        if (!iso && (alwaysDayFirst || month > 12))
        {
            (month, day) = (day, month);
            dayFirst = true;
        }
        int hour = afternoon && numbers[3] < 12 ? numbers[3] + 12 : morning && numbers[3] == 12 ? 0 : numbers[3];
        if (year is < 1990 or > 2999 || month is < 1 or > 12 || day < 1 || day > CultureInfo.InvariantCulture.Calendar.GetDaysInMonth(year, month)) return null;
        if (hour > 23 || numbers[4] > 59 || numbers[5] > 59) return null;
        return NodaTime.Instant.FromUtc(year, month, day, hour, numbers[4], numbers[5]);
    }
}
