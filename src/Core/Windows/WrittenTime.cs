using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Windows;

/// <summary>Reads moments as people write them: RFC 3339 with an offset or Z, a date, or a date and a time of a zone.</summary>
public static class WrittenTime
{
    private static readonly OffsetDateTimePattern WithMinutes = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>");

    private static readonly LocalDateTimePattern[] Local =
        [LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss")];

    /// <param name="zone">Where dates count.</param>
    /// <param name="local">Where times without an offset count; null refuses them.</param>
    /// <param name="ends">The moment ends something: a date means the end of that day, not its begin.</param>
    /// <param name="problem">What is wrong with it, as a sentence; null where a moment comes back.</param>
    public static Instant? Read(string text, DateTimeZone zone, DateTimeZone? local, bool ends, out string? problem)
    {
        problem = null;
        Instant? at = null;
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out LocalDate date) && date.Year is >= 1970 and < 2200)
            at = WindowCalendar.At(local ?? zone, (ends ? date.PlusDays(1) : date).AtMidnight());
        else if (OffsetDateTimePattern.Rfc3339.Parse(text).TryGetValue(default, out OffsetDateTime exact) || WithMinutes.Parse(text).TryGetValue(default, out exact))
            at = exact.ToInstant();
        else if (Local.Select(p => p.Parse(text)).FirstOrDefault(p => p.Success) is { } parsed)
        {
            if (local is null)
            {
                problem = $"\"{text}\" says no zone.";
                return null;
            }
            at = WindowCalendar.At(local, parsed.Value);
        }
        if (at is { } a && a >= Instant.FromUtc(1970, 1, 1, 0, 0) && a < Instant.FromUtc(2200, 1, 1, 0, 0)) return a;
        problem = "It is no time.";
        return null;
    }
}
