using Cockpit.Tui.Kit;
using NodaTime;

namespace Cockpit.Tui.Imports.Findings;

/// <summary>How far an import is, in words: share, rows, rate, time left.</summary>
public static class ImportMeter
{
    /// <summary>Before this, rate and time left would jump about.</summary>
    private static readonly Duration Settled = Duration.FromMilliseconds(500);

    public static string Text(long done, long total, long rows, Duration elapsed)
    {
        string text = $"{(total > 0 ? Math.Min(100, done * 100 / total) : 0)}%  {rows:N0} rows";
        if (elapsed < Settled || rows == 0) return text;
        text += $"  {Rate(rows / elapsed.TotalSeconds)}/s";
        if (done <= 0 || total <= 0) return text;
        // All is read, and what is left is to write it down and count it.
        if (done >= total) return text + "  closing";
        return text + $"  {Ages.Short(Duration.FromSeconds(Math.Ceiling(elapsed.TotalSeconds * (total - done) / done)))} left";
    }

    private static string Rate(double perSecond) => perSecond >= 10_000 ? $"{perSecond / 1_000:0}k" : $"{perSecond:N0}";
}
