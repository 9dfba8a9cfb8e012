using Cockpit.Core.Scopes;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using CsCheck;
using NodaTime;
using Xunit;
using static Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Windows;

public sealed class OpeningsTests
{
    private static readonly WindowCalendar Tuesday = Window("UTC", "FREQ=WEEKLY;BYDAY=TU", "22:00", 240, cutoff: 30, name: "tue");
    private static readonly Duration Hour = Duration.FromHours(1);

    private static string Next(IReadOnlyCollection<WindowCalendar> windows, IReadOnlyCollection<Freeze> freezes, Duration forecast, string at) =>
        Openings.NextUsable(windows, freezes, forecast, Utc(at)) is { Opening: { } o } ? $"{Text(o.StartsAt)} {Text(o.EndsAt)} {Text(o.LastSafeStartAt)}" : $"{Openings.NextUsable(windows, freezes, forecast, Utc(at)).Why}";

    [Fact]
    public void The_last_safe_start_is_the_end_less_the_forecast_or_the_cutoff()
    {
        Assert.Equal("2026-10-20 22:00 2026-10-21 02:00 2026-10-21 01:00", Next([Tuesday], [], Hour, "2026-10-20 12:00"));
        Assert.Equal("2026-10-20 22:00 2026-10-21 02:00 2026-10-21 01:30", Next([Tuesday], [], Duration.FromMinutes(10), "2026-10-20 12:00"));
    }

    [Theory]
    [InlineData(60, "2026-10-21 01:00", "2026-10-21 01:00 2026-10-21 02:00 2026-10-21 01:00")]
    [InlineData(60, "2026-10-21 01:01", "2026-10-27 22:00 2026-10-28 02:00 2026-10-28 01:00")]
    [InlineData(10, "2026-10-21 01:29", "2026-10-21 01:29 2026-10-21 02:00 2026-10-21 01:30")]
    [InlineData(10, "2026-10-21 01:30", "2026-10-27 22:00 2026-10-28 02:00 2026-10-28 01:30")]
    [InlineData(240, "2026-10-20 22:00", "2026-10-20 22:00 2026-10-21 02:00 2026-10-20 22:00")]
    [InlineData(241, "2026-10-20 12:00", "NeverFits")]
    public void A_host_begins_where_its_work_still_fits(int minutes, string at, string expected) => Assert.Equal(expected, Next([Tuesday], [], Duration.FromMinutes(minutes), at));

    [Fact]
    public void What_starts_now_starts_in_the_window_that_ends_after_it()
    {
        WindowCalendar late = Window("UTC", "FREQ=WEEKLY;BYDAY=WE", "01:00", 240, name: "late");
        Assert.Equal("2026-10-21 01:30 2026-10-21 05:00 2026-10-21 04:00", Next([Tuesday, late], [], Hour, "2026-10-21 01:30"));
    }

    [Theory]
    [InlineData("2026-10-20 20:00", "2026-10-20 23:00", "2026-10-20 23:00 2026-10-21 02:00 2026-10-21 01:00")]
    [InlineData("2026-10-20 23:30", "2026-10-22 00:00", "2026-10-20 22:00 2026-10-20 23:30 2026-10-20 22:30")]
    [InlineData("2026-10-20 22:30", "2026-10-20 23:00", "2026-10-20 23:00 2026-10-21 02:00 2026-10-21 01:00")]
    [InlineData("2026-10-20 22:30", "2026-10-21 01:30", "2026-10-27 22:00 2026-10-28 02:00 2026-10-28 01:00")]
    [InlineData("2026-10-20 22:00", "2076-10-21 02:00", "Frozen")]
    public void Freezes_cut_openings(string from, string until, string expected) => Assert.Equal(expected, Next([Tuesday], [Frozen(from, until)], Hour, "2026-10-20 12:00"));

    [Fact]
    public void A_host_without_windows_and_one_whose_windows_are_over_have_no_next_opening()
    {
        Assert.Equal("NoWindow", Next([], [], Hour, "2026-10-20 12:00"));
        Assert.Equal("NeverOpens", Next([Window("UTC", "FREQ=DAILY;COUNT=1", "22:00", 240)], [], Hour, "2026-10-20 12:00"));
    }

    [Fact]
    public void A_forecast_of_nothing_is_no_forecast() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Openings.NextUsable([Tuesday], [], Duration.Zero, Utc("2026-10-20 12:00")));

    [Fact]
    public void Without_history_a_host_takes_what_is_assumed()
    {
        Assert.Equal(Duration.FromMinutes(50), AssumedDurations.OfHost(RebootSetting.IfRequired));
        Assert.Equal(Duration.FromMinutes(35), AssumedDurations.OfHost(RebootSetting.Never));
    }

    [Fact]
    public void The_next_usable_moment_is_the_first_that_a_look_at_every_minute_finds()
    {
        Gen<Freeze> freezes = Gen.Select(Gen.Int[0, 14 * 1440], Gen.Int[1, 2_000], Gen.Long[1, 9]).Select((start, length, id) =>
            Frozen("2026-10-19 00:00", "2026-10-19 00:00", id: id) with { StartsAt = Utc("2026-10-19 00:00") + Duration.FromMinutes(start), EndsAt = Utc("2026-10-19 00:00") + Duration.FromMinutes(start + length) });
        Gen<WindowCalendar> windows = Gen.Select(OneOf("TU", "WE", "TU,WE,TH", "SU"), Gen.Int[0, 1439], Gen.Int[2, 600]).Select((days, start, length) =>
            Window(Berlin, $"FREQ=WEEKLY;BYDAY={days}", $"{start / 60:00}:{start % 60:00}", length, cutoff: length / 4));
        Gen.Select(windows.Array[0, 3], freezes.Array[0, 5], Gen.Int[1, 200], Gen.Int[0, 7 * 1440]).Sample(
            (some, frozen, forecast, offset) =>
            {
                Instant at = Utc("2026-10-19 00:00") + Duration.FromMinutes(offset), horizon = at + Duration.FromDays(8);
                Duration work = Duration.FromMinutes(forecast);
                var all = some.SelectMany(w => w.Between(at, horizon)).ToList();
                Instant? first = null;
                for (Instant t = at; t < horizon && first is null; t += Duration.FromMinutes(1))
                {
                    if (all.Any(o => o.StartsAt <= t && t < o.CutoffAt && t + work <= o.EndsAt) && !frozen.Any(f => f.StartsAt < t + work && f.EndsAt > t)) first = t;
                }
                UsableOpening? found = Openings.NextUsable(some, frozen, work, at).Opening;
                if (first is not null) Assert.Equal(first, found!.StartsAt);
                else Assert.True(found is null || found.StartsAt >= horizon);
            }, iter: 150);
    }

    [Fact]
    public void Two_windows_overlap_where_both_are_open()
    {
        WindowCalendar a = Window("UTC", "FREQ=DAILY", "22:00", 240), b = Window(Berlin, "FREQ=WEEKLY;BYDAY=WE", "02:00", 240);
        Interval both = Assert.Single(Openings.Overlaps(a, b, Utc("2026-06-01 00:00"), Utc("2026-06-08 00:00")));
        Assert.Equal(("2026-06-03 00:00", "2026-06-03 02:00"), (Text(both.Start), Text(both.End)));
        Assert.Empty(Openings.Overlaps(a, Window("UTC", "FREQ=DAILY", "02:00", 60), Utc("2026-06-01 00:00"), Utc("2026-06-08 00:00")));
    }

    [Fact]
    public void The_openings_of_several_windows_are_joined_where_they_touch()
    {
        WindowCalendar a = Window("UTC", "FREQ=DAILY", "20:00", 120), b = Window("UTC", "FREQ=DAILY", "22:00", 60), c = Window("UTC", "FREQ=DAILY", "23:30", 10);
        Assert.Equal(
            ["2026-06-01 20:00 2026-06-01 23:00", "2026-06-01 23:30 2026-06-01 23:40"],
            Openings.Union([c, b, a], Utc("2026-06-01 00:00"), Utc("2026-06-02 00:00")).ConvertAll(i => $"{Text(i.Start)} {Text(i.End)}"));
    }

    [Fact]
    public void A_freeze_binds_members_and_those_of_whom_nobody_knows()
    {
        Freeze all = Frozen("2026-10-20 00:00", "2026-10-21 00:00", id: 3), prod = Frozen("2026-10-19 00:00", "2026-10-22 00:00", "env = prod", 2), db = Frozen("2026-10-20 00:00", "2026-10-21 00:00", "role = db", 1);
        Truth Member(string scope) => scope == "env = prod" ? Truth.Unknown : Truth.No;
        Assert.Equal([2L, 3L], Freezes.BindingAt([all, prod, db], Member, Utc("2026-10-20 12:00")).ConvertAll(f => f.Id.Value));
        Assert.Equal([2L], Freezes.BindingAt([all, prod, db], Member, Utc("2026-10-21 00:00")).ConvertAll(f => f.Id.Value));
        Assert.Equal([2L, 1L, 3L], Freezes.Binding([all, prod, db], _ => Truth.Yes).ConvertAll(f => f.Id.Value));
    }
}
