using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Files;
using Cockpit.Operations.Windows;
using Cockpit.Store.Definitions;
using NodaTime;
using static Cockpit.Operations.Tests.Windows.FileAt;

namespace Cockpit.Operations.Tests.Windows;

public sealed class WindowTests
{
    private static readonly WindowFields Tuesday = new("Europe/Berlin", "FREQ=WEEKLY;BYDAY=TU", new LocalTime(22, 0), Duration.FromHours(4), Duration.FromMinutes(30));

    [Fact]
    public void A_window_is_set_changed_in_one_field_and_listed_with_its_next_openings()
    {
        using var file = new FileAt("2026-10-20T20:41:00Z");
        WindowLine first = SetWindow.Run(file.Session, "web-night", Tuesday);
        Assert.Equal(("every Tuesday", "22:00", 14_400L, 1_800L), (first.When, first.Start, first.DurationSeconds, first.CutoffSeconds));
        Opening open = first.NextWindows[0], next = first.NextWindows[1];
        Assert.True(open.Open);
        Assert.Equal((Utc("2026-10-20T20:00:00Z"), Utc("2026-10-21T00:00:00Z"), Utc("2026-10-20T23:30:00Z"), "+02:00", "2026-10-20 22:00"), (open.StartsAt, open.EndsAt, open.CutoffAt, open.UtcOffset, open.StartsLocal));
        Assert.Equal((Utc("2026-10-27T21:00:00Z"), "+01:00", "clocks went back on Sun 25 Oct"), (next.StartsAt, next.UtcOffset, next.Clocks));

        WindowLine changed = SetWindow.Run(file.Session, "WEB-NIGHT", new WindowFields(Cutoff: Duration.FromHours(1)));
        Assert.Equal(("web-night", 2, 3_600L, "22:00"), (changed.Name, changed.Version, changed.CutoffSeconds, changed.Start));
        Assert.Equal(2, SetWindow.Run(file.Session, "web-night", new WindowFields(Cutoff: Duration.FromHours(1))).Version);
        Assert.Equal("web-night", Assert.Single(ListWindows.Run(file.Session).Windows).Name);
        Assert.Equal(["set the window", "set the window", "made the file"], ListAudit.Run(file.Session, 10).Events.Select(e => e.What));
    }

    [Fact]
    public void What_is_wrong_with_a_window_is_said_at_once_and_makes_no_file()
    {
        using var file = new FileAt("2026-10-20T20:41:00Z");
        var refused = Assert.Throws<CockpitException>(() => SetWindow.Run(file.Session, "w", Tuesday with { Zone = "Berlin", Length = Duration.FromDays(8), Rule = "FREQ=SECONDLY" }));
        Assert.Equal("WINDOW_INVALID", refused.Fault.Code.Name);
        Assert.Contains("Europe/Berlin is one. FREQ=SECONDLY is no rule of whole days; DAILY, WEEKLY, MONTHLY and YEARLY are. The length is over 0", refused.Fault.What, StringComparison.Ordinal);
        Assert.Equal("WINDOW_INVALID", Code(() => SetWindow.Run(file.Session, "w", new WindowFields())));
        Assert.False(File.Exists(file.Session.FilePath));
    }

    [Fact]
    public void A_window_that_a_policy_or_a_template_names_is_not_removed()
    {
        using var file = new FileAt("2026-10-20T20:41:00Z");
        SetWindow.Run(file.Session, "web-night", Tuesday);
        SetWindow.Run(file.Session, "other", Tuesday);
        file.Session.Write(t => t.Define(DefinitionKind.Policy, "prod-web", """{"windows":["Web-Night"],"scope":"other"}""", DemoFile.Anna, file.Session.Now));
        file.Session.Write(t => t.Define(DefinitionKind.Template, "prod", """{"windows":["web-night"]}""", DemoFile.Anna, file.Session.Now));
        var refused = Assert.Throws<CockpitException>(() => RemoveWindow.Run(file.Session, "web-night"));
        Assert.Equal(("WINDOW_IN_USE", "The window web-night is named by policy prod-web, template prod."), (refused.Fault.Code.Name, refused.Fault.What));
        Assert.Equal("other", RemoveWindow.Run(file.Session, "OTHER").Name);
        Assert.Equal("WINDOW_UNKNOWN", Code(() => RemoveWindow.Run(file.Session, "other")));
        Assert.Equal(["policy prod-web", "template prod"], Assert.Single(ListWindows.Run(file.Session).Windows).UsedBy);
    }

    [Fact]
    public void A_window_names_those_that_are_open_at_the_same_time()
    {
        using var file = new FileAt("2026-10-20T20:41:00Z");
        SetWindow.Run(file.Session, "tue", Tuesday);
        SetWindow.Run(file.Session, "daily", Tuesday with { Rule = "FREQ=DAILY", Start = new LocalTime(1, 0), Length = Duration.FromHours(3) });
        SetWindow.Run(file.Session, "noon", Tuesday with { Start = new LocalTime(12, 0) });
        WindowOverlap both = Assert.Single(ShowWindow.Run(file.Session, "tue").Overlaps!);
        Assert.Equal(("daily", Utc("2026-10-20T23:00:00Z"), Utc("2026-10-21T00:00:00Z")), (both.Window, both.StartsAt, both.EndsAt));
        Assert.Empty(ShowWindow.Run(file.Session, "noon").Overlaps!);
    }

    [Fact]
    public void A_stored_window_that_cannot_be_read_never_opens_and_says_so()
    {
        using var file = new FileAt("2026-10-20T20:41:00Z");
        SetWindow.Run(file.Session, "good", Tuesday);
        file.Session.Write(t => t.Define(DefinitionKind.Window, "bad", """{"name":"bad"}""", DemoFile.Anna, file.Session.Now));
        WindowLine bad = ShowWindow.Run(file.Session, "bad");
        Assert.Empty(bad.NextWindows);
        Assert.Equal("What is stored of it cannot be read.", Assert.Single(bad.Problems));
        Assert.All(NextWindows.Run(file.Session, null, null, 5, null).NextWindows, o => Assert.Equal("good", o.Window));
        Assert.Equal("WINDOW_UNREADABLE", Code(() => NextWindows.Run(file.Session, "bad", null, 5, null)));
    }

    [Fact]
    public void The_next_openings_of_all_windows_come_in_order_from_any_moment()
    {
        using var file = new FileAt("2026-06-01T00:00:00Z");
        SetWindow.Run(file.Session, "tue", Tuesday);
        SetWindow.Run(file.Session, "kolkata", Tuesday with { Zone = "Asia/Kolkata" });
        NextWindowList next = NextWindows.Run(file.Session, null, null, 4, "2026-03-24T00:00Z");
        Assert.Equal(["kolkata", "tue", "kolkata", "tue"], next.NextWindows.Select(o => o.Window));
        Assert.Equal([null, null, null, "clocks went forward on Sun 29 Mar"], next.NextWindows.Select(o => o.Clocks));
        Assert.Equal("TIME_INVALID", Code(() => NextWindows.Run(file.Session, null, null, 4, "yesterday")));
    }

    [Fact]
    public void A_date_means_a_day_of_the_files_zone_which_the_file_shows()
    {
        using var file = new FileAt("2026-10-20T20:41:00Z");
        SetWindow.Run(file.Session, "tue", Tuesday);
        Assert.False(ShowFile.Run(file.Session).ZoneSet);
        Assert.Equal("ZONE_UNKNOWN", Code(() => SetFileZone.Run(file.Session, "Berlin")));
        SetFileZone.Run(file.Session, "Asia/Kolkata");
        Assert.Equal(("Asia/Kolkata", true), (ShowFile.Run(file.Session).Zone, ShowFile.Run(file.Session).ZoneSet));
        FreezeLine freeze = AddFreeze.Run(file.Session, "f", "2026-12-20", "2026-12-20", null, null, "r");
        Assert.Equal((Utc("2026-12-19T18:30:00Z"), Utc("2026-12-20T18:30:00Z")), (freeze.StartsAt, freeze.EndsAt));
    }
}
