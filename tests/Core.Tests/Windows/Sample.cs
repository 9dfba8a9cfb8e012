using Cockpit.Core.Ids;
using Cockpit.Core.Windows;
using CsCheck;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Cockpit.Core.Tests.Windows;

/// <summary>Windows and moments for tests, written as people write them.</summary>
internal static class Sample
{
    public const string Berlin = "Europe/Berlin", NewYork = "America/New_York", LordHowe = "Australia/Lord_Howe", Kolkata = "Asia/Kolkata";

    public static WindowCalendar Window(string zone, string rule, string start, int minutes, int cutoff = 0, int offset = 0, LocalDate? from = null, string name = "w")
    {
        var window = new MaintenanceWindow(
            name, zone, rule, LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(start).Value, Duration.FromMinutes(minutes), Duration.FromMinutes(cutoff), offset, from);
        WindowCalendar? calendar = WindowCalendar.Of(window, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        return calendar!;
    }

    /// <param name="text">Such as "2026-10-25 01:00", in UTC.</param>
    public static Instant Utc(string text) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(text).Value.InUtc().ToInstant();

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static string Text(WindowOccurrence o) => $"{o.Day:uuuu-MM-dd} {Text(o.StartsAt)} {Text(o.EndsAt)} {ClockWords.Offset(o.Offset)} {o.Clocks}";

    public static string Text(Instant at) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Format(at);

    public static Freeze Frozen(string from, string until, string scope = "", long id = 1) => new(new FreezeId(id), $"f{id}", scope, Utc(from), Utc(until), "year end", "ben", null);
}
