namespace Cockpit.Core.Errors;

/// <summary>What goes wrong with policies and what they are made of.</summary>
public static class PolicyErrors
{
    public static readonly ErrorCode PolicyInvalid = new("POLICY_INVALID", ExitCode.BadInput, "Nothing was changed; every host keeps its policy.", "cockpit policy schema prints what a file may hold; cockpit policy export prints what counts now.");
    public static readonly ErrorCode PolicyConflict = new("POLICY_CONFLICT", ExitCode.Refused, "Nothing was changed.", "Give one of them another priority, or a scope that leaves the host out.");
    public static readonly ErrorCode PolicyUnknown = new("POLICY_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit policy list shows the names.");
    public static readonly ErrorCode PolicyBroken = new("POLICY_BROKEN", ExitCode.BadFile, "No policy counts, so nothing starts by itself.", "cockpit policy export and cockpit policy apply mend it; cockpit audit list shows who changed what.");
    public static readonly ErrorCode DefinitionInUse = new("DEFINITION_IN_USE", ExitCode.Refused, "Nothing was changed.", "Change what uses it first.");

    public static readonly ErrorCode PolicyChanged = new("POLICY_CHANGED", ExitCode.Refused, "Nothing was changed.", "Look at it again: cockpit policy history shows who changed what.");

    internal static IReadOnlyList<ErrorCode> All => [PolicyInvalid, PolicyConflict, PolicyUnknown, PolicyBroken, DefinitionInUse, PolicyChanged];
}
