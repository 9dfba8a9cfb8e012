namespace Cockpit.Core.Errors;

/// <summary>A scope expression cannot be read.</summary>
public static class ScopeErrors
{
    public static readonly ErrorCode ScopeSyntax = new("SCOPE_SYNTAX", ExitCode.BadInput, "Nothing was selected.", "A scope looks like: env = prod and role in (web, app) and not tag = legacy.");
    public static readonly ErrorCode ScopeFactUnknown = new("SCOPE_FACT_UNKNOWN", ExitCode.BadInput, "Nothing was selected.", "docs/CLI.md lists the facts that a scope can ask for.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        ScopeSyntax, ScopeFactUnknown,
    ];
}
