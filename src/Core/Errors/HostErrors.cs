namespace Cockpit.Core.Errors;

/// <summary>A host as it was typed or imported cannot be used.</summary>
public static class HostErrors
{
    public static readonly ErrorCode HostUnknown = new("HOST_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit host list shows the names.");
    public static readonly ErrorCode HostExists = new("HOST_EXISTS", ExitCode.BadInput, "Nothing was changed.", "cockpit host set NAME changes it.");
    public static readonly ErrorCode HostInvalid = new("HOST_INVALID", ExitCode.BadInput, "Nothing was changed.", "Correct the value and run it again.");
    public static readonly ErrorCode HostFileInvalid = new("HOST_FILE_INVALID", ExitCode.BadInput, "Nothing was added or changed.", "--format says what it is; of a CSV the first row names the columns, and name is needed.");

    public static readonly ErrorCode HostMergeRefused = new("HOST_MERGE_REFUSED", ExitCode.Refused, "Nothing was joined.", "cockpit scan A B, then again; what is two machines stays two hosts.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        HostUnknown, HostExists, HostInvalid, HostFileInvalid, HostMergeRefused,
    ];
}
