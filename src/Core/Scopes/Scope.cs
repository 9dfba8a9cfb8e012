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
    private readonly int names;
    private readonly Lazy<IReadOnlyList<ScopeFact>> facts;

    private Scope(string expression, ParsedScope? parsed, int names)
    {
        Expression = expression;
        root = parsed?.Root;
        this.names = names;
        References = parsed is null ? [] : [.. parsed.References.Select(r => r.Scope.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        facts = new(() => parsed is null ? [] : ScopeBook.FactsOf(parsed));
    }

    /// <summary>Every host; its expression is empty.</summary>
    public static Scope Everything { get; } = new("", null, 0);

    /// <summary>As it was typed.</summary>
    public string Expression { get; }

    /// <summary>The named scopes that stand in the expression itself.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Every fact that it asks for, also through the scopes that it names; each once, by name.</summary>
    public IReadOnlyList<ScopeFact> Facts => facts.Value;

    /// <summary>Every tag that it asks for, also through the scopes that it names.</summary>
    public IEnumerable<TagTest> TagTests => root is null ? [] : TagTest.In(root);

    /// <summary>Reads an expression that names no scopes. Never throws, whatever the text.</summary>
    public static bool TryParse(string text, out Scope scope, out ScopeSyntaxError? error) => TryParse(text, ScopeBook.Empty, out scope, out error);

    /// <summary>Reads an expression. Never throws, whatever the text.</summary>
    /// <param name="book">The scopes that it may name.</param>
    public static bool TryParse(string text, ScopeBook book, out Scope scope, out ScopeSyntaxError? error)
    {
        scope = Everything;
        if (ScopeParser.Parse(text, book.Named, out error) is not { } parsed) return false;
        error = ScopeBook.Refusal(parsed.References);
        if (error is not null) return false;
        scope = new Scope(text, parsed, parsed.References.Count == 0 ? 0 : book.Count);
        return true;
    }

    /// <summary>Reads an expression that names no scopes; null is <see cref="Everything"/>.</summary>
    /// <exception cref="CockpitException">SCOPE_SYNTAX with the column.</exception>
    public static Scope Parse(string? text) => Parse(text, ScopeBook.Empty);

    /// <summary>Reads an expression; null is <see cref="Everything"/>.</summary>
    /// <param name="book">The scopes that it may name.</param>
    /// <exception cref="CockpitException">SCOPE_SYNTAX with the column, SCOPE_CYCLE with the names.</exception>
    public static Scope Parse(string? text, ScopeBook book)
    {
        if (text is null) return Everything;
        return TryParse(text, book, out Scope scope, out ScopeSyntaxError? error) ? scope : throw new CockpitException(error!.Fault);
    }

    /// <summary>Whether the host is a member, and nothing else: what a list of thousands asks.</summary>
    public bool Selects(ScopeSubject host) => root is null || root.Of(new Judging(host, null, names)) == Truth.Yes;

    /// <summary>Whether the host is a member, and why that is unknown where it is. Unknown is no member.</summary>
    public Membership Of(ScopeSubject host)
    {
        if (root is null) return new(Truth.Yes, []);
        var unset = new SortedSet<string>(StringComparer.Ordinal);
        Truth verdict = root.Of(new Judging(host, unset, names));
        return new(verdict, verdict == Truth.Unknown ? [.. unset] : []);
    }

    /// <summary>The parts that the expression joins at its top, each with its own answer; those of a named scope where it is nothing but that name. None where it selects every host.</summary>
    public IReadOnlyList<ScopeTerm> TermsOf(ScopeSubject host)
    {
        ScopeNode? top = root;
        while (top is MemberOf { Scopes: [var one] }) top = one.Parsed!.Root;
        (IReadOnlyList<ScopeNode> parts, string joint) = top switch
        {
            AllOf all => (all.Parts, "and"),
            AnyOf any => (any.Parts, "or"),
            null => ([], ""),
            _ => ((IReadOnlyList<ScopeNode>)[top], ""),
        };
        return [.. parts.Select((part, i) =>
        {
            var unset = new SortedSet<string>(StringComparer.Ordinal);
            Truth verdict = part.Of(new Judging(host, unset, names));
            return new ScopeTerm(part.ToString()!, i == 0 ? "" : joint, verdict, verdict == Truth.Unknown ? [.. unset] : []);
        })];
    }

    /// <summary>The text as a value that means exactly it: in quotes, with patterns' signs escaped. A text with both kinds of quotes cannot be written.</summary>
    public static string Quote(string text) => ScopePattern.Quoted(ScopePattern.Escaped(text));

    /// <summary>The expression in full parentheses; reads back as the same scope.</summary>
    public override string ToString() => root?.ToString() ?? "";
}
