namespace Cockpit.Core.Errors;

/// <summary>A scope expression cannot be read.</summary>
public static class ScopeErrors
{
    public static readonly ErrorCode ScopeSyntax = new("SCOPE_SYNTAX", ExitCode.BadInput, "Nothing was selected.", "A scope looks like: env = prod and role in (web, app) and not tag = legacy.");

    internal static IReadOnlyList<ErrorCode> All =>
    [
        ScopeSyntax,
    ];
}
