using System.Globalization;

namespace Cockpit.Core.Rollouts;

/// <summary>A number of hosts, given as a number or as a percentage of them.</summary>
/// <param name="Value">0 or more; at most 100 when a percentage.</param>
public readonly record struct Share(int Value, bool IsPercent)
{
    public static Share Percent(int value) => new(value, true);

    public static Share Hosts(int value) => new(value, false);

    /// <summary>Reads "25%" or "3".</summary>
    public static bool TryParse(string text, out Share share)
    {
        text = text.Trim();
        bool percent = text.EndsWith('%');
        bool ok = int.TryParse(percent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out int value);
        share = new Share(value, percent);
        return ok && (!percent || value <= 100);
    }

    /// <summary>Of so many hosts, rounded down: less at once and less lost than asked for, never more.</summary>
    public int Of(int hosts) => IsPercent ? (int)((long)hosts * Value / 100) : Value;

    public override string ToString() => IsPercent ? $"{Value}%" : $"{Value}";
}
