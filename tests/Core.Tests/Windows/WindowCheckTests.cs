using Cockpit.Core.Windows;
using NodaTime;
using Xunit;
using static Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Windows;

public sealed class WindowCheckTests
{
    private static readonly MaintenanceWindow Good = new("web-night", Berlin, "FREQ=WEEKLY;BYDAY=TU", new LocalTime(22, 0), Duration.FromHours(4), Duration.FromMinutes(30), 7, Date("2026-02-01"));

    public static TheoryData<string, MaintenanceWindow> Bad => new()
    {
        { "begins with a letter", Good with { Name = "-x" } },
        { "Europe/Berlin is one", Good with { Zone = "europe/berlin" } },
        { "Europe/Berlin is one", Good with { Zone = "Berlin" } },
        { "Europe/Berlin is one", Good with { Zone = "Europe/Brelin" } },
        { "America/New_York is one", Good with { Zone = "new york" } },
        { "no zone \"Middle/Earth\". A zone is", Good with { Zone = "Middle/Earth" } },
        { "no zone \"UTC+02\"", Good with { Zone = "UTC+02" } },
        { "A zone is an IANA name", Good with { Zone = new string('x', 100_000) } },
        { "whole days", Good with { Rule = "FREQ=SECONDLY" } },
        { "whole minutes", Good with { Start = new LocalTime(22, 0, 30) } },
        { "at most 7 days", Good with { Length = Duration.FromDays(7) + Duration.FromMinutes(1) } },
        { "over 0", Good with { Length = Duration.Zero, Cutoff = Duration.FromMinutes(-1) } },
        { "whole minutes", Good with { Length = Duration.FromSeconds(3_601) } },
        { "shorter than the length", Good with { Cutoff = Duration.FromHours(4) } },
        { "0 or more", Good with { Cutoff = Duration.FromMinutes(-1) } },
        { "-31 to 31", Good with { OffsetDays = int.MinValue } },
        { "between 1970-01-01", Good with { From = Date("2200-01-01") } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_field_is_named_and_the_window_never_opens(string problem, MaintenanceWindow window)
    {
        Assert.Null(WindowCalendar.Of(window, out IReadOnlyList<string> problems));
        Assert.Contains(problems, p => p.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_bad_field_is_named_at_once() =>
        Assert.Equal(4, WindowCheck.Problems(Good with { Zone = "x", Rule = "y", Length = Duration.FromDays(8), OffsetDays = 40 }).Count);

    [Fact]
    public void A_window_reads_back_as_it_was_written()
    {
        Assert.Equal(Good, WindowBody.Read(WindowBody.Write(Good)));
        MaintenanceWindow plain = Good with { OffsetDays = 0, From = null };
        Assert.Equal(plain, WindowBody.Read(WindowBody.Write(plain)));
        Assert.Equal("""{"name":"web-night","zone":"Europe/Berlin","rule":"FREQ=WEEKLY;BYDAY=TU","start":"22:00","lengthSeconds":14400,"cutoffSeconds":1800}""", WindowBody.Write(plain));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"name":"a","zone":"UTC","rule":"FREQ=DAILY","start":"25:00","lengthSeconds":60,"cutoffSeconds":0}""")]
    [InlineData("""{"name":"a","zone":"UTC","rule":"FREQ=DAILY","start":"22:00","lengthSeconds":9223372036854775807,"cutoffSeconds":0}""")]
    [InlineData("""{"name":"a","zone":"UTC","rule":"FREQ=DAILY","start":"22:00","lengthSeconds":60}""")]
    [InlineData("""{"name":"a","zone":null,"rule":"FREQ=DAILY","start":"22:00","lengthSeconds":60,"cutoffSeconds":0}""")]
    [InlineData("""{"name":"a","zone":"UTC","rule":"FREQ=DAILY","start":"22:00","lengthSeconds":60,"cutoffSeconds":0,"new":1}""")]
    [InlineData("""{"name":"a","zone":"UTC","rule":"FREQ=DAILY","start":"22:00","lengthSeconds":60,"cutoffSeconds":0,"from":"2026-02-31"}""")]
    public void A_body_that_cannot_be_read_is_no_window(string body) => Assert.Null(WindowBody.Read(body));

    [Fact]
    public void The_zones_say_which_release_they_are() => Assert.Matches("^20[0-9][0-9][a-z]$", Zones.DataVersion);
}
