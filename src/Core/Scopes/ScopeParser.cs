namespace Cockpit.Core.Scopes;

/// <summary>
/// Reads the tokens by descent: or, and, not, then a comparison or a parenthesis. Written out by hand rather than combined,
/// because an error must name every word that could have stood at that column.
/// </summary>
internal sealed class ScopeParser
{
    /// <summary>Parentheses and nots inside one another. People write two or three; the bound keeps the descent off the end of the stack.</summary>
    private const int MaxDepth = 32;

    internal static readonly string[] Keywords = ["and", "or", "not", "in", "is", "unset"];

    private readonly ScopeCut[] tokens;
    private readonly int end;
    private int at;
    private int depth;
    private ScopeSyntaxError? error;

    private ScopeParser(ScopeCut[] tokens, int length)
    {
        this.tokens = tokens;
        end = length + 1;
    }

    public static ScopeNode? Parse(List<ScopeCut> tokens, int length, out ScopeSyntaxError? error)
    {
        var parser = new ScopeParser([.. tokens], length);
        ScopeNode? node = parser.Or();
        if (parser.error is null && parser.at < parser.tokens.Length) parser.Expected("and", "or", "end");
        error = parser.error;
        return error is null ? node : null;
    }

    private ScopeNode? Or() => Chain("or", And, parts => new AnyOf(parts));

    private ScopeNode? And() => Chain("and", Not, parts => new AllOf(parts));

    private ScopeNode? Chain(string keyword, Func<ScopeNode?> part, Func<List<ScopeNode>, ScopeNode> join)
    {
        var parts = new List<ScopeNode>();
        do
        {
            if (part() is not { } next) return null;
            parts.Add(next);
        }
        while (TakeKeyword(keyword));
        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private ScopeNode? Not()
    {
        if (!TakeKeyword("not")) return Primary();
        if (!Deeper()) return null;
        ScopeNode? part = Not();
        depth--;
        return part is null ? null : new Negated(part);
    }

    private ScopeNode? Primary()
    {
        if (!Take(ScopeToken.Open)) return Comparison();
        if (!Deeper()) return null;
        ScopeNode? inner = Or();
        depth--;
        if (inner is null) return null;
        return Take(ScopeToken.Close) ? inner : Fail<ScopeNode>(() => Expected("and", "or", ")"));
    }

    private ScopeNode? Comparison()
    {
        if (At is not { Kind: ScopeToken.Word } word || IsKeyword(word)) return Fail<ScopeNode>(() => Expected("a fact such as env", "not", "("));
        string name = word.Span.ToStringValue();
        if (ScopeFact.Find(name) is not { } fact)
            return Fail<ScopeNode>(() => error = new(Column, $"found \"{Shown(name)}\", expected a fact: {string.Join(", ", ScopeFact.All.Select(f => f.Name))} or tag.KEY", Nearest(name, ScopeFact.All.Select(f => f.Name))));
        at++;

        if (Take(ScopeToken.Equal)) return Value(fact) is { } value ? new FactIn(fact, [value]) : null;
        if (Take(ScopeToken.NotEqual)) return Value(fact) is { } other ? new Negated(new FactIn(fact, [other])) : null;
        if (TakeKeyword("is")) return Unset(fact);
        bool not = TakeKeyword("not");
        if (TakeKeyword("in")) return List(fact) is { } values ? Maybe(not, new FactIn(fact, values)) : null;
        return Fail<ScopeNode>(() => { if (not) Expected("in"); else Expected("=", "!=", "in", "not in", "is unset"); });
    }

    private ScopeNode? Unset(ScopeFact fact)
    {
        bool not = TakeKeyword("not");
        return TakeKeyword("unset") ? Maybe(not, new FactUnset(fact)) : Fail<ScopeNode>(() => { if (not) Expected("unset"); else Expected("unset", "not unset"); });
    }

    private List<string>? List(ScopeFact fact)
    {
        if (!Take(ScopeToken.Open)) return Fail<List<string>>(() => Expected("("));
        var values = new List<string>();
        do
        {
            if (Value(fact) is not { } value) return null;
            values.Add(value);
        }
        while (Take(ScopeToken.Comma));
        return Take(ScopeToken.Close) ? values : Fail<List<string>>(() => Expected(",", ")"));
    }

    private string? Value(ScopeFact fact)
    {
        if (At is not { Kind: ScopeToken.Word or ScopeToken.Quoted } token || IsKeyword(token))
            return Fail<string>(() => Expected("a value; a keyword as a value stands in quotes"));
        string text = token.Span.ToStringValue();
        if (token.Kind == ScopeToken.Quoted) text = text[1..^1];
        if (fact.Words is { } words && !words.Contains(text, StringComparer.OrdinalIgnoreCase))
            return Fail<string>(() => error = new(Column, $"found \"{Shown(text)}\", expected {string.Join(", ", words)}", Nearest(text, words)));
        at++;
        return text;
    }

    private static ScopeNode Maybe(bool not, ScopeNode node) => not ? new Negated(node) : node;

    private ScopeCut? At => at < tokens.Length ? tokens[at] : null;

    private int Column => At is { } token ? token.Span.Position.Absolute + 1 : end;

    private bool Take(ScopeToken kind)
    {
        if (At?.Kind != kind) return false;
        at++;
        return true;
    }

    private bool TakeKeyword(string keyword)
    {
        if (At is not { Kind: ScopeToken.Word } token || !Is(token, keyword)) return false;
        at++;
        return true;
    }

    private static bool Is(ScopeCut token, string keyword) => token.Span.EqualsValueIgnoreCase(keyword);

    private static bool IsKeyword(ScopeCut token) => token.Kind == ScopeToken.Word && Keywords.Any(k => Is(token, k));

    private bool Deeper()
    {
        if (++depth <= MaxDepth) return true;
        error ??= new(Column, $"more than {MaxDepth} parentheses and nots inside one another", null);
        return false;
    }

    private void Expected(params string[] words)
    {
        string found = At is { } token ? $"found \"{Shown(token.Span.ToStringValue())}\"" : "the expression ends";
        error ??= new(Column, $"{found}, expected {string.Join(", ", words)}", At is { } t ? Nearest(t.Span.ToStringValue(), words.Where(w => Keywords.Contains(w))) : null);
    }

    private static T? Fail<T>(Action say) where T : class
    {
        say();
        return null;
    }

    /// <summary>An error shows no more of a hostile expression than a line can hold.</summary>
    private static string Shown(string text) => text.Length <= 40 ? Plain(text) : Plain(text[..40]) + "..";

    private static string Plain(string text) => new([.. text.Select(c => char.IsControl(c) ? '?' : c)]);

    /// <summary>The word that two typing errors at most turn into this one, or null.</summary>
    private static string? Nearest(string typed, IEnumerable<string> words) => typed.Length > 20 ? null : words
        .Select(w => (Word: w, Steps: EditDistance.Between(typed.ToLowerInvariant(), w)))
        .Where(p => p.Steps <= 2 && p.Steps < p.Word.Length)
        .OrderBy(p => p.Steps).Select(p => p.Word).FirstOrDefault();
}
