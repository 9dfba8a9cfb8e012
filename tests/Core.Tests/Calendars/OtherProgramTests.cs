using System.Diagnostics;
using Cockpit.Core.Calendars;
using Cockpit.Core.Ids;
using Cockpit.Core.Tests.Windows;
using Cockpit.Core.Windows;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Calendars;

/// <summary>What Python's icalendar and recurring_ical_events, as Debian packages them, read in our files.</summary>
public sealed class OtherProgramTests
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, datetime, icalendar, recurring_ical_events
        text = sys.stdin.buffer.read()
        calendar = icalendar.Calendar.from_ical(text)
        for event in recurring_ical_events.of(calendar).between(datetime.datetime(2026, 2, 1), datetime.datetime(2027, 2, 1)):
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            utc = datetime.timezone.utc
            print(str(event["SUMMARY"]), start.astimezone(utc).strftime("%Y-%m-%d %H:%M"), end.astimezone(utc).strftime("%Y-%m-%d %H:%M"))
        """;

    private static readonly Instant From = Sample.Utc("2026-02-01 00:00"), Until = Sample.Utc("2027-02-01 00:00");

    private static string Run(string script, string input)
    {
        var start = new ProcessStartInfo(Python, ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Result;
    }

    [Fact]
    public void Another_program_finds_the_same_openings_and_freezes()
    {
        Assert.SkipUnless(File.Exists(Python) && Can(), "apt-get install python3-icalendar python3-recurring-ical-events");
        WindowCalendar[] windows =
        [
            Sample.Window(Sample.Berlin, "FREQ=WEEKLY;BYDAY=TU", "22:00", 240, name: "a"),
            Sample.Window(Sample.NewYork, "FREQ=MONTHLY;BYDAY=-1SA;UNTIL=20261231", "20:00", 600, name: "b"),
            Sample.Window(Sample.Berlin, "FREQ=DAILY", "22:00", 420, name: "c"),
            Sample.Window(Sample.Kolkata, "FREQ=MONTHLY;BYDAY=2TU", "22:00", 240, offset: 7, name: "d"),
            Sample.Window(Sample.Berlin, "FREQ=WEEKLY;BYDAY=SU", "02:30", 120, name: "f"),
            Sample.Window(Sample.LordHowe, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;COUNT=20", "12:00", 60, name: "e"),
        ];
        var writer = new IcsWriter("file", From);
        Assert.All(windows, w => Assert.True(writer.Add(w, From, Until)));
        writer.Add(new Freeze(new FreezeId(3), "year-end", "", Sample.Utc("2026-12-19 23:00"), Sample.Utc("2027-01-02 23:00"), "books", "ben", null));
        string[] expected =
        [
            .. windows.SelectMany(w => w.Between(From, Until).Select(o => $"{w.Window.Name} {Sample.Text(o.StartsAt)} {Sample.Text(o.EndsAt)}")),
            "Freeze: year-end 2026-12-19 23:00 2027-01-02 23:00",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Run(Script, writer.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private static bool Can()
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", "import icalendar, recurring_ical_events"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
