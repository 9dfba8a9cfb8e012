using System.Collections.Frozen;
using Cockpit.Core.Suggestions;

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

    /// <summary>What names a scope where a fact stands.</summary>
    internal const string ScopeWord = "scope";

    private static readonly string[] Signs = ["=", "!=", "in", "not in", "is unset"];
    private static readonly string[] OrderSigns = ["=", "!=", "<", "<=", ">", ">=", "in", "not in", "is unset"];

    private readonly ScopeCut[] tokens;
    private readonly FrozenDictionary<string, NamedScope> names;
    private readonly List<ScopeReference> references = [];
    private readonly List<ScopeFact> facts = [];
    private readonly int end;
    private int at;
    private int depth;
    private ScopeSyntaxError? error;

    private ScopeParser(ScopeCut[] tokens, int length, FrozenDictionary<string, NamedScope> names)
    {
        this.tokens = tokens;
        this.names = names;
        end = length + 1;
    }

    /// <param name="names">The scopes that it may name; whether those can be used is not looked at here.</param>
    public static ParsedScope? Parse(string text, FrozenDictionary<string, NamedScope> names, out ScopeSyntaxError? error)
    {
        if (text.Length > Scope.MaxLength)
        {
            error = new(Scope.MaxLength + 1, $"the expression has {text.Length:N0} characters, {Scope.MaxLength:N0} are allowed", null);
            return null;
        }
        if (!ScopeTokens.TryCut(text, out List<ScopeCut> tokens, out error)) return null;
        var parser = new ScopeParser([.. tokens], text.Length, names);
        ScopeNode? node = parser.Or();
        if (parser.error is null && parser.at < parser.tokens.Length) parser.Expected("and", "or", "end");
        error = parser.error;
        return error is null ? new ParsedScope(node!, parser.references, parser.facts) : null;
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
        if (Is(word, ScopeWord)) return Named();
        if (ScopeFact.Find(name) is not { } fact) return Fail<ScopeNode>(() => error = new(Column, $"found \"{Shown(name)}\", expected a fact: {string.Join(", ", ScopeFact.All.Select(f => f.Name))}, tag.KEY or {ScopeWord}", MeantInstead(name)));
        at++;
        facts.Add(fact);

        if (Take(ScopeToken.Equal)) return Equal(fact);
        if (Take(ScopeToken.NotEqual)) return Equal(fact) is { } other ? new Negated(other) : null;
        if (Order() is { } sign) return Ordered(fact, sign);
        if (TakeKeyword("is")) return Unset(fact);
        bool not = TakeKeyword("not");
        if (TakeKeyword("in")) return Among(fact) is { } values ? Maybe(not, values) : null;
        return Fail<ScopeNode>(() => { if (not) Expected("in"); else Expected(fact.Kind is ScopeFactKind.Text ? Signs : OrderSigns); });
    }

    /// <summary>Nobody has a fact of this name: one that is spelt nearly so, or the scope that has it.</summary>
    private string? MeantInstead(string name) =>
        names.TryGetValue(name, out NamedScope? scope) ? $"{ScopeWord} = {scope.Name}" : Nearest.To(name, [.. ScopeFact.All.Select(f => f.Name), ScopeWord]);

    private ScopeNode? Named()
    {
        at++;
        if (Take(ScopeToken.Equal)) return Reference() is { } named ? new MemberOf([named]) : null;
        if (Take(ScopeToken.NotEqual)) return Reference() is { } other ? new Negated(new MemberOf([other])) : null;
        bool not = TakeKeyword("not");
        if (TakeKeyword("in")) return List(Reference) is { } listed ? Maybe(not, new MemberOf(listed)) : null;
        return Fail<ScopeNode>(() => { if (not) Expected("in"); else Expected("=", "!=", "in", "not in"); });
    }

    private NamedScope? Reference()
    {
        if (Value() is not { } name) return null;
        if (!names.TryGetValue(name, out NamedScope? scope))
            return Fail<NamedScope>(() => error = new(Column, names.Count == 0 ? $"found \"{Shown(name)}\", and there are no named scopes" : $"found \"{Shown(name)}\", expected the name of a scope", Nearest.To(name, names.Values.Select(n => n.Name))) { IsOfName = true });
        references.Add(new ScopeReference(scope, Column));
        at++;
        return scope;
    }

    private ScopeSign? Order() =>
        Take(ScopeToken.Less) ? ScopeSign.Less
        : Take(ScopeToken.LessOrEqual) ? ScopeSign.LessOrEqual
        : Take(ScopeToken.Greater) ? ScopeSign.Greater
        : Take(ScopeToken.GreaterOrEqual) ? ScopeSign.GreaterOrEqual
        : null;

    private ScopeNode? Ordered(ScopeFact fact, ScopeSign sign)
    {
        if (fact.Kind is ScopeFactKind.Text)
        {
            at--;
            return Fail<ScopeNode>(() => error = new(Column, $"found \"{sign.Text()}\", expected {string.Join(", ", Signs)}: {fact.Name} is a text, which has no order", null));
        }
        return Operand(fact) is { } operand ? new FactCompared(fact, sign, operand) : null;
    }

    private ScopeNode? Equal(ScopeFact fact)
    {
        if (IsText(fact)) return Pattern(fact) is { } pattern ? new FactIn(fact, [pattern]) : null;
        return SameAs(fact) is { } operand ? new FactCompared(fact, ScopeSign.Equal, operand) : null;
    }

    private ScopeNode? Among(ScopeFact fact)
    {
        if (IsText(fact)) return List(() => Pattern(fact)) is { } patterns ? new FactIn(fact, patterns) : null;
        if (List(() => SameAs(fact)) is not { } operands) return null;
        List<ScopeNode> any = operands.ConvertAll<ScopeNode>(o => new FactCompared(fact, ScopeSign.Equal, o));
        return any.Count == 1 ? any[0] : new AnyOf(any);
    }

    private static bool IsText(ScopeFact fact) => fact.Kind is ScopeFactKind.Text or ScopeFactKind.Version;

    /// <summary>What a number or a moment can be equal to: no age, because no host was scanned exactly 7 days ago.</summary>
    private ScopeOperand? SameAs(ScopeFact fact)
    {
        if (Operand(fact) is not { } operand) return null;
        if (operand is not (AgeOperand or TimeOperand)) return operand;
        at--;
        string kind = operand is AgeOperand ? "duration" : "time";
        return Fail<ScopeOperand>(() => error = new(Column, $"found the {kind} \"{Shown(operand.Text)}\" behind =, expected a day such as 2026-10-01; a {kind} stands behind <, <=, > or >=", $"{fact.Name} < {operand.Text}"));
    }

    private ScopeOperand? Operand(ScopeFact fact)
    {
        if (Value() is not { } text) return null;
        if (fact.Words is { } words && !words.Contains(text)) return Fail<ScopeOperand>(() => NoWord(text, words));
        ScopeOperand? operand = fact.Kind switch
        {
            ScopeFactKind.Number => ScopeOperand.Number(text),
            ScopeFactKind.Version => text.AsSpan().IndexOfAny("*?") < 0 ? new VersionOperand(text) : null,
            _ => ScopeOperand.Moment(text),
        };
        if (operand is null) return Fail<ScopeOperand>(() => error = new(Column, $"found \"{Shown(text)}\", expected {Wanted(fact.Kind)}", null));
        at++;
        return operand;
    }

    private static string Wanted(ScopeFactKind kind) => kind switch
    {
        ScopeFactKind.Number => "a whole number",
        ScopeFactKind.Version => "a version such as 12.4; patterns stand behind = and !=",
        _ => "a duration such as 30m, 6h, 7d or 2w, a day such as 2026-10-01, or a time such as 2026-10-01T08:00:00Z",
    };

    private ScopeNode? Unset(ScopeFact fact)
    {
        bool not = TakeKeyword("not");
        return TakeKeyword("unset") ? Maybe(not, new FactUnset(fact)) : Fail<ScopeNode>(() => { if (not) Expected("unset"); else Expected("unset", "not unset"); });
    }

    private List<T>? List<T>(Func<T?> one) where T : class
    {
        if (!Take(ScopeToken.Open)) return Fail<List<T>>(() => Expected("("));
        var values = new List<T>();
        do
        {
            if (one() is not { } value) return null;
            values.Add(value);
        }
        while (Take(ScopeToken.Comma));
        return Take(ScopeToken.Close) ? values : Fail<List<T>>(() => Expected(",", ")"));
    }

    private ScopePattern? Pattern(ScopeFact fact)
    {
        if (Value() is not { } text) return null;
        var pattern = new ScopePattern(text);
        if (fact.Words is { } words && !words.Any(pattern.Matches)) return Fail<ScopePattern>(() => NoWord(text, words));
        at++;
        return pattern;
    }

    private void NoWord(string text, IReadOnlyList<string> words) => error = new(Column, $"found \"{Shown(text)}\", expected {string.Join(", ", words)}", Nearest.To(text, words));

    /// <summary>The text of the value that stands here, without its quotes; it is not taken yet, so that an error names its column.</summary>
    private string? Value()
    {
        if (At is not { Kind: ScopeToken.Word or ScopeToken.Quoted } token || IsKeyword(token))
            return Fail<string>(() => Expected("a value; a keyword as a value stands in quotes"));
        string text = token.Span.ToStringValue();
        return token.Kind == ScopeToken.Quoted ? text[1..^1] : text;
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
        error ??= new(Column, $"{found}, expected {string.Join(", ", words)}", At is { } t ? Nearest.To(t.Span.ToStringValue(), words.Where(w => Keywords.Contains(w))) : null);
    }

    private static T? Fail<T>(Action say) where T : class
    {
        say();
        return null;
    }

    /// <summary>An error shows no more of a hostile expression than a line can hold.</summary>
    private static string Shown(string text) => text.Length <= 40 ? Plain(text) : Plain(text[..40]) + "..";

    private static string Plain(string text) => new([.. text.Select(c => char.IsControl(c) ? '?' : c)]);
}
