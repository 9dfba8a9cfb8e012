using Cockpit.Core.Scopes;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Windows;
using Cockpit.Core.Definitions;
using Cockpit.Store.Definitions;
using static Cockpit.Operations.Tests.Windows.FileAt;

namespace Cockpit.Operations.Tests.Windows;

public sealed class FreezeTests
{
    private static FileAt File()
    {
        var file = new FileAt("2026-10-20T20:41:00Z");
        SetFileZone.Run(file.Session, "Europe/Berlin");
        return file;
    }

    [Fact]
    public void A_freeze_lasts_to_the_end_of_its_last_day_and_is_listed_until_then()
    {
        using FileAt file = File();
        FreezeLine freeze = AddFreeze.Run(file.Session, "year-end", "2026-12-20", "2027-01-02", null, "env = prod", "closing of the books");
        Assert.Equal(("Z1", Utc("2026-12-19T23:00:00Z"), Utc("2027-01-02T23:00:00Z"), "ahead", "anna"), (freeze.Id, freeze.StartsAt, freeze.EndsAt, freeze.State, freeze.By));
        file.At("2027-01-02T22:59:59Z");
        Assert.Equal("on", Assert.Single(ListFreezes.Run(file.Session, all: false).Freezes).State);
        file.At("2027-01-02T23:00:00Z");
        Assert.Empty(ListFreezes.Run(file.Session, all: false).Freezes);
        Assert.Equal("over", Assert.Single(ListFreezes.Run(file.Session, all: true).Freezes).State);
    }

    [Fact]
    public void A_time_without_a_zone_is_refused_unless_one_is_named()
    {
        using FileAt file = File();
        Assert.Equal("TIME_INVALID", Code(() => AddFreeze.Run(file.Session, "f", "2026-12-20T18:00", "2026-12-21", null, null, "r")));
        Assert.Equal(Utc("2026-12-20T12:30:00Z"), AddFreeze.Run(file.Session, "f", "2026-12-20T18:00", "2026-12-21", "Asia/Kolkata", null, "r").StartsAt);
        Assert.Equal(Utc("2026-12-20T17:00:00Z"), AddFreeze.Run(file.Session, "g", "2026-12-20T18:00+01:00", "2026-12-21", null, null, "r").StartsAt);
        Assert.Equal(file.Session.Now, AddFreeze.Run(file.Session, "h", null, "2026-12-21T00:00:00Z", null, null, "r").StartsAt);
    }

    [Fact]
    public void What_is_no_freeze_is_refused_whole()
    {
        using FileAt file = File();
        Assert.Equal("FREEZE_INVALID", Code(() => AddFreeze.Run(file.Session, "f", "2026-12-20", "2026-12-19", null, null, "r")));
        Assert.Equal("FREEZE_INVALID", Code(() => AddFreeze.Run(file.Session, "f", "2026-09-20", "2026-09-21", null, null, "r")));
        Assert.Equal("FREEZE_INVALID", Code(() => AddFreeze.Run(file.Session, "f", null, "2026-12-19", null, null, new string('x', 201))));
        Assert.Equal("FREEZE_INVALID", Code(() => AddFreeze.Run(file.Session, "a b", null, "2026-12-19", null, null, "r")));
        Assert.Equal("SCOPE_SYNTAX", Code(() => AddFreeze.Run(file.Session, "f", null, "2026-12-19", null, "env = prod adn x", "r")));
        Assert.Equal("ZONE_UNKNOWN", Code(() => AddFreeze.Run(file.Session, "f", null, "2026-12-19", "Brelin", null, "r")));
        AddFreeze.Run(file.Session, "f", null, "2026-12-19", null, null, "r");
        Assert.Equal("FREEZE_INVALID", Code(() => AddFreeze.Run(file.Session, "F", null, "2026-12-20", null, null, "r")));
        Assert.Single(ListFreezes.Run(file.Session, all: true).Freezes);
    }

    [Fact]
    public void A_freeze_is_lifted_by_id_or_name_with_a_reason_and_its_number_is_not_given_again()
    {
        using FileAt file = File();
        AddFreeze.Run(file.Session, "one", null, "2026-12-19", null, null, "r");
        AddFreeze.Run(file.Session, "two", null, "2026-12-19", null, null, "r");
        Assert.Equal("FREEZE_INVALID", Code(() => RemoveFreeze.Run(file.Session, "two", " ")));
        RemoveFreeze.Run(file.Session, "two", "over early");
        RemoveFreeze.Run(file.Session, "z1", "over early");
        Assert.Equal("FREEZE_UNKNOWN", Code(() => RemoveFreeze.Run(file.Session, "Z1", "again")));
        Assert.Equal("Z3", AddFreeze.Run(file.Session, "two", null, "2026-12-19", null, null, "r").Id);
        Assert.Contains(ListAudit.Run(file.Session, 10).Events, e => e.What == "lifted the freeze: over early" && e.Subject == "Z2 two");
    }

    [Fact]
    public void A_freeze_of_which_the_scope_was_removed_binds_every_host_and_says_so()
    {
        using FileAt file = File();
        file.Session.Write(t => t.Define(DefinitionKind.Scope, "web", "role = web", DemoFile.Anna, file.Session.Now));
        AddFreeze.Run(file.Session, "f", null, "2026-12-19", null, "web", "r");
        Assert.Null(ListFreezes.Run(file.Session, false).Freezes[0].Problem);
        file.Session.Write(t => t.Define(DefinitionKind.Scope, "web", null, DemoFile.Anna, file.Session.Now));
        Assert.StartsWith("It binds every host", ListFreezes.Run(file.Session, false).Freezes[0].Problem, StringComparison.Ordinal);
    }
}
