namespace Cockpit.Core.Errors;

/// <summary>A scope expression cannot be read, or a named scope cannot be changed so.</summary>
public static class ScopeErrors
{
    public static readonly ErrorCode ScopeSyntax = new("SCOPE_SYNTAX", ExitCode.BadInput, "Nothing was selected.", "A scope looks like: env = prod and role in (web, app) and not tag = legacy.");
    public static readonly ErrorCode ScopeCycle = new("SCOPE_CYCLE", ExitCode.BadInput, "Such a scope has no members that could be said; nothing was selected or changed.", "Name another scope, or write its expression out: cockpit scope list shows them.");
    public static readonly ErrorCode ScopeUnknown = new("SCOPE_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit scope list shows the scopes.");
    public static readonly ErrorCode ScopeInUse = new("SCOPE_IN_USE", ExitCode.Refused, "Nothing was changed.", "Change what uses it first.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        ScopeSyntax, ScopeCycle, ScopeUnknown, ScopeInUse,
    ];
}
