using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Tests.Windows;
using Cockpit.Core.Windows;
using NodaTime;
using Xunit;
using static Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class HostGateTests
{
    /// <summary>Tuesdays 22:00 to 02:00 in Berlin: 20:00 to 24:00 UTC on 20 October 2026.</summary>
    private static WindowCalendar Night(int cutoff = 0, int minutes = 240) => Window(Berlin, "FREQ=WEEKLY;BYDAY=TU", "22:00", minutes, cutoff);

    private static HostGate At(string utc, IReadOnlyList<WindowCalendar>? planned, IReadOnlyList<WindowCalendar>? current = null, params Freeze[] freezes) =>
        HostGates.Of(new HostWindows(planned, current, freezes), HostForecast.Assumed, RebootSetting.IfRequired, Utc(utc));

    private static string? WhyNot(string utc, StartKind kind, HostGate gate) => gate.WhyNot(kind, RebootSetting.IfRequired, Utc(utc));

    [Fact]
    public void Without_windows_and_freezes_nothing_binds() => Assert.Same(HostGate.Free, At("2026-10-20 12:00", null));

    [Fact]
    public void A_closed_window_says_when_it_opens()
    {
        HostGate gate = At("2026-10-20 12:00", [Night()], [Night()]);
        Assert.False(gate.Open);
        Assert.Equal("WINDOW_CLOSED", gate.Code);
        Assert.Equal(Utc("2026-10-20 20:00"), gate.OpensAt);
    }

    [Theory]
    [InlineData("2026-10-20 19:59", "WINDOW_CLOSED")]
    [InlineData("2026-10-20 20:00", null)]
    [InlineData("2026-10-20 23:10", null)]
    [InlineData("2026-10-20 23:11", "FORECAST")]
    [InlineData("2026-10-21 00:00", "WINDOW_CLOSED")]
    public void A_host_begins_inside_the_window_and_only_while_50_assumed_minutes_fit(string utc, string? code) =>
        Assert.Equal(code, WhyNot(utc, StartKind.NewHost, At(utc, [Night()], [Night()])));

    [Theory]
    [InlineData("2026-10-20 21:59", null)]
    [InlineData("2026-10-20 22:00", "FORECAST")]
    public void From_the_cutoff_on_no_host_begins_though_it_would_fit(string utc, string? code) =>
        Assert.Equal(code, WhyNot(utc, StartKind.NewHost, At(utc, [Night(cutoff: 120)], [Night(cutoff: 120)])));

    [Fact]
    public void A_begun_host_is_patched_after_the_cutoff_if_it_fits_and_rebooted_if_that_fits()
    {
        HostGate gate = At("2026-10-20 23:00", [Night(cutoff: 120)], [Night(cutoff: 120)]);
        Assert.Null(WhyNot("2026-10-20 23:00", StartKind.PatchOfBegunHost, gate));
        Assert.Equal("FORECAST", WhyNot("2026-10-20 23:30", StartKind.PatchOfBegunHost, gate));
        Assert.Null(WhyNot("2026-10-20 23:40", StartKind.Reboot, gate));
        Assert.Equal("FORECAST", WhyNot("2026-10-20 23:41", StartKind.Reboot, gate));
        Assert.Null(WhyNot("2026-10-20 23:59", StartKind.Verify, gate));
    }

    [Fact]
    public void A_window_that_was_moved_since_must_be_open_as_it_was_and_as_it_is()
    {
        WindowCalendar later = Window(Berlin, "FREQ=WEEKLY;BYDAY=TU", "23:00", 240);
        HostGate gate = At("2026-10-20 20:30", [Night()], [later]);
        Assert.Equal("WINDOW_CLOSED", gate.Code);
        Assert.Equal(Utc("2026-10-20 21:00"), gate.OpensAt);
        Assert.Equal(Utc("2026-10-21 00:00"), At("2026-10-20 21:30", [Night()], [later]).EndsAt);
        HostGate never = At("2026-10-20 20:30", [Night()], [Window(Berlin, "FREQ=WEEKLY;BYDAY=WE", "12:00", 60)]);
        Assert.Equal(("NEVER_OPENS", (Instant?)null), (never.Code, never.OpensAt));
    }

    [Fact]
    public void A_window_that_was_widened_since_lets_nothing_start_that_was_not_planned() =>
        Assert.Equal("WINDOW_CLOSED", At("2026-10-20 12:00", [Night()], null).Code);

    [Fact]
    public void A_plan_for_always_is_bound_by_windows_that_its_policy_has_now() =>
        Assert.Equal("WINDOW_CLOSED", At("2026-10-20 12:00", null, [Night()]).Code);

    [Fact]
    public void A_policy_that_lost_its_windows_opens_never() => Assert.Equal("NEVER_OPENS", At("2026-10-20 20:30", [Night()], []).Code);

    [Fact]
    public void A_freeze_shuts_an_open_window_and_says_until_when_and_what_comes_after()
    {
        HostGate gate = At("2026-10-20 20:30", [Night()], [Night()], Frozen("2026-10-20 20:00", "2026-10-20 21:30"));
        Assert.Equal("FROZEN", gate.Code);
        Assert.True(gate.OpenBehindFreeze);
        Assert.Equal(Utc("2026-10-20 21:30"), gate.OpensAt);
        HostGate long_ = At("2026-10-20 20:30", [Night()], [Night()], Frozen("2026-10-20 20:00", "2026-10-22 00:00"));
        Assert.Equal(Utc("2026-10-27 21:00"), long_.OpensAt);
        Assert.False(At("2026-10-20 12:00", [Night()], [Night()], Frozen("2026-10-20 00:00", "2026-10-22 00:00")).OpenBehindFreeze);
    }

    [Fact]
    public void A_freeze_binds_a_plan_without_windows_and_ends_it()
    {
        HostGate gate = At("2026-10-20 12:00", null, null, Frozen("2026-10-20 00:00", "2026-10-22 00:00"));
        Assert.Equal(("FROZEN", Utc("2026-10-22 00:00")), (gate.Code, gate.OpensAt));
    }

    [Fact]
    public void A_freeze_that_begins_before_the_windows_end_is_the_end()
    {
        HostGate gate = At("2026-10-20 20:30", [Night()], [Night()], Frozen("2026-10-20 22:00", "2026-10-22 00:00"));
        Assert.Equal(Utc("2026-10-20 22:00"), gate.EndsAt);
        Assert.Equal("FORECAST", WhyNot("2026-10-20 21:11", StartKind.NewHost, gate));
        Assert.Equal(Utc("2026-10-20 21:10"), gate.LastSafeStartAt(RebootSetting.IfRequired));
    }

    [Fact]
    public void A_window_in_which_the_work_never_fits_never_opens() =>
        Assert.Equal("NEVER_OPENS", At("2026-10-20 12:00", [Night(minutes: 49)], [Night(minutes: 49)]).Code);
}
