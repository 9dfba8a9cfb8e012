using System.Globalization;
using Cockpit.Core.Policies.Explaining;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Cli.Commands;

/// <summary>Openings of windows in words, with the offset that they have there.</summary>
internal static class WindowText
{
    /// <summary>"Tue 20 Oct 22:00-02:00+02:00".</summary>
    public static string Range(NextWindow n)
    {
        Offset offset = OffsetPattern.GeneralInvariant.Parse(n.UtcOffset).Value;
        LocalDateTime start = n.StartsAt.WithOffset(offset).LocalDateTime, end = n.EndsAt.WithOffset(offset).LocalDateTime;
        return $"{start.ToString("ddd d MMM uuuu HH:mm", CultureInfo.InvariantCulture)}-{end.ToString(n.EndsAt - n.StartsAt <= Duration.FromDays(1) ? "HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture)}{n.UtcOffset}";
    }
}
