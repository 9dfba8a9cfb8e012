namespace Cockpit.Core.Errors;

/// <summary>Windows, freezes and calendars.</summary>
public static class WindowErrors
{
    public static readonly ErrorCode WindowInvalid = new("WINDOW_INVALID", ExitCode.BadInput, "Nothing was changed.", "A window looks like: cockpit window set web-night --zone Europe/Berlin --weekly tue --start 22:00 --length 4h.");
    public static readonly ErrorCode WindowUnknown = new("WINDOW_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit window list shows the names.");
    public static readonly ErrorCode WindowInUse = new("WINDOW_IN_USE", ExitCode.Refused, "Nothing was changed.", "Take the window out of the policies first, then remove it.");
    public static readonly ErrorCode WindowUnreadable = new("WINDOW_UNREADABLE", ExitCode.Refused, "It never opens, so nothing starts in it.", "Set it anew: cockpit window set NAME.");
    public static readonly ErrorCode ZoneUnknown = new("ZONE_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "A zone is an IANA name such as Europe/Berlin.");
    public static readonly ErrorCode TimeInvalid = new("TIME_INVALID", ExitCode.BadInput, "Nothing was changed.", "Write 2026-12-20, 2026-12-20T18:00+01:00, or 2026-12-20T18:00 with --zone Europe/Berlin.");
    public static readonly ErrorCode FreezeInvalid = new("FREEZE_INVALID", ExitCode.BadInput, "Nothing was changed.", "A freeze looks like: cockpit freeze add year-end --from 2026-12-20 --until 2027-01-02 --reason 'change freeze'.");
    public static readonly ErrorCode FreezeUnknown = new("FREEZE_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit freeze list shows the ids.");
    public static readonly ErrorCode CalendarUnreadable = new("CALENDAR_UNREADABLE", ExitCode.BadInput, "Nothing was changed.", "Name a readable .ics file.");
    public static readonly ErrorCode CalendarInvalid = new("CALENDAR_INVALID", ExitCode.BadInput, "Nothing was changed: no entry of the calendar was taken over.", "Mend the line, or leave the entry out, and import it again.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        WindowInvalid, WindowUnknown, WindowInUse, WindowUnreadable, ZoneUnknown, TimeInvalid, FreezeInvalid, FreezeUnknown, CalendarUnreadable, CalendarInvalid,
    ];
}
