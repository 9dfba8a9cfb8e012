namespace Cockpit.Core.Errors;

/// <summary>The call itself is wrong, or was stopped.</summary>
public static class CallErrors
{
    public static readonly ErrorCode Usage = new("USAGE", ExitCode.BadInput, "Nothing was changed.", "cockpit --help lists the commands.");
    public static readonly ErrorCode ConfirmationNeeded = new("CONFIRMATION_NEEDED", ExitCode.BadInput, "Nothing was changed.", "Run it in a terminal, or add --yes.");
    public static readonly ErrorCode NotHereYet = new("NOT_HERE_YET", ExitCode.BadInput, "Nothing was changed.", "docs/CLI.md lists what this version can do.");
    public static readonly ErrorCode NoTerminal = new("NO_TERMINAL", ExitCode.BadInput, "Nothing was changed.", "The command line needs no terminal: cockpit status.");
    public static readonly ErrorCode Interrupted = new("INTERRUPTED", ExitCode.Interrupted, "What was running on hosts goes on.", "Run it again to go on.");
    public static readonly ErrorCode Internal = new("INTERNAL", ExitCode.Internal, "What happened to the servers is in the journal.", "The log has the details: cockpit --verbose names it.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        Usage, ConfirmationNeeded, NotHereYet, NoTerminal, Interrupted, Internal,
    ];
}
