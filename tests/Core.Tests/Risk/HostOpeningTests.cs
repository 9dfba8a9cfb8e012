using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Risk.Chances;
using Cockpit.Core.Tests.Policies;
using Cockpit.Core.Tests.Windows;
using Cockpit.Core.Windows;
using NodaTime;
using Xunit;
using static Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Risk;

public sealed class HostOpeningTests
{
    private static (PolicyBook Book, HostPolicy Host) Under(string? windows, int minutes = 240)
    {
        WindowCalendar night = Window("Europe/Berlin", "FREQ=WEEKLY;BYDAY=TU", "22:00", minutes, name: "night");
        SettingValues settings = windows is null ? SettingValues.Nothing : SettingValues.Nothing.With(PolicySettings.Windows, [windows]);
        var policy = new Policy("prod", 1, null, "env = prod", [], 60, settings);
        PolicyParts parts = PolicyParts.Empty with { Policies = PolicyParts.Empty.Policies.SetItem("prod", policy), Windows = PolicyParts.Empty.Windows.SetItem("night", night.Window) };
        return (RandomFleet.Sound(parts), new HostPolicy(PolicyStatus.Managed, policy, null));
    }

    private static string Text(HostOpening o) => $"{o.State} {o.Window} {(o.OpensAt is { } at ? Sample.Text(at) : o.Reason)}";

    [Theory]
    [InlineData("night", 240, "", "Window night 2026-10-20 20:00")]
    [InlineData("night", 240, "2026-10-20 00:00/2026-10-21 00:00", "Window night 2026-10-27 21:00")]
    [InlineData("night", 240, "2026-10-20 00:00/2056-10-21 00:00", "Frozen  every opening of prod is frozen, until 2056-10-21 00:00Z")]
    [InlineData("night", 5, "", "NeverFits  every window of prod is too short for the work")]
    [InlineData(null, 240, "", "NoWindow  prod gives the host no window")]
    [InlineData("always", 240, "", "Always  2026-10-20 12:00")]
    [InlineData("always", 240, "2026-10-20 11:00/2026-10-20 13:00", "Always  2026-10-20 13:00")]
    [InlineData("always", 240, "2026-10-20 12:05/2026-10-20 13:00", "Always  2026-10-20 13:00")]
    [InlineData("always", 240, "2026-10-21 12:00/2026-10-22 13:00", "Always  2026-10-20 12:00")]
    public void A_host_opens_with_its_policys_windows_less_what_is_frozen(string? windows, int minutes, string freeze, string expected)
    {
        (PolicyBook book, HostPolicy host) = Under(windows, minutes);
        Freeze[] freezes = freeze.Split('/') is [var from, var until] ? [Frozen(from, until)] : [];
        Assert.Equal(expected, Text(HostOpening.Of(book, host, freezes, Utc("2026-10-20 12:00"))));
    }

    [Fact]
    public void Without_a_policy_that_counts_there_is_no_opening_but_in_a_file_without_any()
    {
        (PolicyBook book, _) = Under("night");
        Instant now = Utc("2026-10-20 12:00");
        Assert.Equal(OpeningState.NoPolicy, HostOpening.Of(book, new HostPolicy(PolicyStatus.Unmanaged, null, null), [], now).State);
        Assert.Equal(OpeningState.Conflict, HostOpening.Of(book, new HostPolicy(PolicyStatus.Conflict, null, null), [], now).State);
        Assert.Equal((OpeningState.Always, (Instant?)now), (HostOpening.Of(PolicyBook.Empty, default, [], now) with { Policy = null }) is var o ? (o.State, o.OpensAt) : default);
    }
}
