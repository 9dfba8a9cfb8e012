using Cockpit.Core.Errors;

namespace Cockpit.Core.Scopes;

/// <summary>
/// A query that selects hosts, such as <c>env = prod and role in (web, app) and not tag = legacy</c>. Membership is computed, never stored.
/// Immutable and safe for use by many threads.
/// </summary>
public sealed class Scope
{
    /// <summary>Characters of an expression. Scopes by hand have a hundred; a list of 300 names still fits.</summary>
    public const int MaxLength = 8_192;

    private readonly ScopeNode? root;

    private Scope(string expression, ScopeNode? root)
    {
        Expression = expression;
        this.root = root;
    }

    /// <summary>Every host; its expression is empty.</summary>
    public static Scope Everything { get; } = new("", null);

    /// <summary>As it was typed.</summary>
    public string Expression { get; }

    /// <summary>Reads an expression. Never throws, whatever the text.</summary>
    public static bool TryParse(string text, out Scope scope, out ScopeSyntaxError? error)
    {
        scope = Everything;
        if (text.Length > MaxLength)
        {
            error = new(MaxLength + 1, $"the expression has {text.Length:N0} characters, {MaxLength:N0} are allowed", null);
            return false;
        }
        if (!ScopeTokens.TryCut(text, out var tokens, out error)) return false;
        if (ScopeParser.Parse(tokens, text.Length, out error) is not { } root) return false;
        scope = new Scope(text, root);
        return true;
    }

    /// <summary>Reads an expression; null is <see cref="Everything"/>.</summary>
    /// <exception cref="CockpitException">SCOPE_SYNTAX with the column.</exception>
    public static Scope Parse(string? text)
    {
        if (text is null) return Everything;
        return TryParse(text, out Scope scope, out ScopeSyntaxError? error) ? scope : throw new CockpitException(error!.Fault);
    }

    /// <summary>Whether the host is a member, and nothing else: what a list of thousands asks.</summary>
    public bool Selects(ScopeSubject host) => root is null || root.Of(host, null) == Truth.Yes;

    /// <summary>Whether the host is a member, and why that is unknown where it is. Unknown is no member.</summary>
    public Membership Of(ScopeSubject host)
    {
        if (root is null) return new(Truth.Yes, []);
        var unset = new SortedSet<string>(StringComparer.Ordinal);
        Truth verdict = root.Of(host, unset);
        return new(verdict, verdict == Truth.Unknown ? [.. unset] : []);
    }

    /// <summary>The expression in full parentheses; reads back as the same scope.</summary>
    public override string ToString() => root?.ToString() ?? "";
}
