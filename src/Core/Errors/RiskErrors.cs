namespace Cockpit.Core.Errors;

/// <summary>The rules of the risk cannot be used.</summary>
public static class RiskErrors
{
    public static readonly ErrorCode RiskRulesInvalid = new("RISK_RULES_INVALID", ExitCode.BadInput, "Nothing was changed; the rules and the scores stay as they are.", "cockpit risk rules show -o json prints rules to start from.");
    public static readonly ErrorCode RiskRulesUnreadable = new("RISK_RULES_UNREADABLE", ExitCode.BadInput, "Nothing was changed; the rules and the scores stay as they are.", "Check the path and the rights of the file.");
    public static readonly ErrorCode RiskRulesUnknown = new("RISK_RULES_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit risk rules history lists the versions.");

    internal static IReadOnlyList<ErrorCode> All => [RiskRulesInvalid, RiskRulesUnreadable, RiskRulesUnknown];
}
