namespace Cockpit.Core.Errors;

/// <summary>A file of threat intelligence cannot be imported.</summary>
public static class IntelErrors
{
    public static readonly ErrorCode IntelUnreadable = new("INTEL_UNREADABLE", ExitCode.BadInput, "Nothing was imported; the scores stay as they are.", "Check the path and the rights of the file.");
    public static readonly ErrorCode IntelInvalid = new("INTEL_INVALID", ExitCode.BadInput, "Nothing was imported; the scores stay as they are.", "Fetch the file again: it is cut, or of another kind.");
    public static readonly ErrorCode IntelOlder = new("INTEL_OLDER", ExitCode.Refused, "Nothing was imported; the scores stay as they are.", "A newer file is in already: cockpit intel status.");

    internal static IReadOnlyList<ErrorCode> All => [IntelUnreadable, IntelInvalid, IntelOlder];
}
