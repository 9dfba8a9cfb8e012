using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What can be done with windows, freezes and calendars.</summary>
public static class WindowOperations
{
    public static readonly Operation Set = new("window.set", "window", "window set", 'a', "Makes or changes a maintenance window: a zone, days, a start and a length.", OperationKind.Act, "cockpit window set web-night --zone Europe/Berlin --monthly 2tue --offset-days 7 --start 22:00 --length 4h --cutoff 30m") { Role = Role.Approver };
    public static readonly Operation List = new("window.list", "windows", "window list", null, "Lists windows with their next openings.", OperationKind.Read, "cockpit window list");
    public static readonly Operation Show = new("window.show", "window", "window show", null, "Shows one window: its rule in words, its next openings, and days that it skips.", OperationKind.Read, "cockpit window show web-night");
    public static readonly Operation Remove = new("window.remove", "remove window", "window remove", null, "Removes a window that no policy names.", OperationKind.Act, "cockpit window remove web-night") { Role = Role.Approver };
    public static readonly Operation Next = new("window.next", "next windows", "window next", null, "Shows when windows open next, with the offset from UTC, and what changes of clocks do to them.", OperationKind.Read, "cockpit window next --window web-night --count 8");
    public static readonly Operation FreezeAdd = new("freeze.add", "freeze", "freeze add", null, "Makes a freeze: a time in which nothing starts, by hand neither.", OperationKind.Act, "cockpit freeze add year-end --from 2026-12-20 --until 2027-01-02 --scope 'env = prod' --reason 'year-end closing'");
    public static readonly Operation FreezeList = new("freeze.list", "freezes", "freeze list", null, "Lists freezes that are on or ahead.", OperationKind.Read, "cockpit freeze list");
    public static readonly Operation FreezeRemove = new("freeze.remove", "lift freeze", "freeze remove", null, "Lifts a freeze.", OperationKind.Act, "cockpit freeze remove Z3 --reason 'the release moved'") { Role = Role.Approver };
    public static readonly Operation Export = new("calendar.export", "export .ics", "calendar export", 'x', "Writes windows and freezes as an .ics file that calendar programs read.", OperationKind.Read, "cockpit calendar export patching.ics");
    public static readonly Operation Import = new("calendar.import", "import .ics", "calendar import", 'i', "Takes the entries of an .ics file over as freezes; importing it again brings what changed.", OperationKind.Act, "cockpit calendar import holidays.ics --scope 'env = prod'") { Role = Role.Approver };

    internal static IReadOnlyList<Operation> All => [Set, List, Show, Remove, Next, FreezeAdd, FreezeList, FreezeRemove, Export, Import];
}
