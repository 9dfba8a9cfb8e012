using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Findings.Acceptance;

/// <summary>Reads until when something holds, as people write it.</summary>
public static class UntilDate
{
    /// <summary>"2026-12-31" ends with that day in UTC; "2026-12-31T12:00:00Z" or with an offset ends then. Null for anything else.</summary>
    public static Instant? TryParse(string text)
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } && day.Year is >= 1970 and < 9999) return day.PlusDays(1).AtMidnight().InUtc().ToInstant();
        return OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var at } ? at.ToInstant() : null;
    }
}
