namespace Cockpit.Core.Errors;

/// <summary>A findings file cannot be imported.</summary>
public static class FindingErrors
{
    public static readonly ErrorCode FindingsUnknownFormat = new("FINDINGS_UNKNOWN_FORMAT", ExitCode.BadInput, "Nothing was imported.", "docs/FINDINGS.md lists the exports that are read, with the columns that each needs.");
    public static readonly ErrorCode FindingsEmpty = new("FINDINGS_EMPTY", ExitCode.BadInput, "Nothing was imported.", "The file has no rows; export it again.");
    public static readonly ErrorCode FindingsTruncated = new("FINDINGS_TRUNCATED", ExitCode.BadInput, "Nothing was imported.", "The file ends inside a quoted cell; copy or export it again.");
    public static readonly ErrorCode FindingsUnreadable = new("FINDINGS_UNREADABLE", ExitCode.BadInput, "Nothing was imported.", "Check the path and the rights of the file.");
    public static readonly ErrorCode FindingsRejectedRows = new("FINDINGS_REJECTED_ROWS", ExitCode.BadInput, "Nothing was imported.", "Correct the rows, or run it without --strict to import the others.");
    public static readonly ErrorCode FindingUnknown = new("FINDING_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit findings list shows the ids.");
    public static readonly ErrorCode FindingNotOpen = new("FINDING_NOT_OPEN", ExitCode.Refused, "Nothing was accepted.", "What is closed needs no acceptance.");
    public static readonly ErrorCode FindingNotAccepted = new("FINDING_NOT_ACCEPTED", ExitCode.Refused, "Nothing was changed.", "cockpit findings list --status accepted shows what is accepted.");
    public static readonly ErrorCode AcceptanceInvalid = new("ACCEPTANCE_INVALID", ExitCode.BadInput, "Nothing was accepted.", "cockpit findings accept --help shows what it takes.");
    public static readonly ErrorCode ImportRunning = new("IMPORT_RUNNING", ExitCode.Refused, "Nothing was started.", "Wait until the import is done; cockpit status shows it.");

    public static readonly ErrorCode UpdateUnknown = new("UPDATE_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit update list shows what is pending; a scan reads it anew.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        UpdateUnknown, FindingsUnknownFormat, FindingsEmpty, FindingsTruncated, FindingsUnreadable, FindingsRejectedRows, FindingUnknown, FindingNotOpen, FindingNotAccepted, AcceptanceInvalid, ImportRunning,
    ];
}
