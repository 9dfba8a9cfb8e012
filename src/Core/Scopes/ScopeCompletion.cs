namespace Cockpit.Core.Scopes;

/// <summary>What can stand where somebody types a scope.</summary>
/// <param name="From">Where the word begins that the caret is in or behind; it is what a completion replaces.</param>
/// <param name="Words">What fits there, in a useful order; empty where nothing can be said.</param>
public sealed record ScopeCompletion(int From, IReadOnlyList<string> Words)
{
    private enum Expects { Fact, Operator, Unset, ListStart, Value, OrderedValue, ListValue, ListNext, Joint }

    /// <summary>Ages that people ask for.</summary>
    private static readonly string[] Durations = ["1h", "24h", "7d", "30d", "90d"];

    /// <param name="caret">0 to the length of the text; what stands behind it is not looked at.</param>
    /// <param name="values">The values that the fleet has for a fact.</param>
    /// <param name="tagKeys">The keys of the fleet's tags.</param>
    /// <param name="scopes">The named scopes that it may name.</param>
    public static ScopeCompletion At(string text, int caret, Func<ScopeFact, IEnumerable<string>> values, IEnumerable<string> tagKeys, ScopeBook scopes)
    {
        string before = text[..Math.Clamp(caret, 0, text.Length)];
        if (!ScopeTokens.TryCut(before, out List<ScopeCut> cuts, out _)) return new(before.Length, []);
        string typed = "";
        int from = before.Length;
        if (cuts is [.., { Kind: ScopeToken.Word } last] && last.Span.Position.Absolute + last.Span.Length == before.Length)
        {
            (typed, from) = (last.Span.ToStringValue(), last.Span.Position.Absolute);
            cuts.RemoveAt(cuts.Count - 1);
        }
        (Expects expects, ScopeFact? fact, bool named) = Read(cuts);
        IEnumerable<string> all = expects switch
        {
            Expects.Fact => [.. ScopeFact.All.Select(f => f.Name), .. tagKeys.Where(k => k.All(ScopeTokens.IsWord)).Select(k => $"tag.{k}").Order(StringComparer.Ordinal), "not", .. scopes.Count > 0 ? [ScopeParser.ScopeWord] : Array.Empty<string>()],
            Expects.Operator => ["=", "!=", .. fact is null or { Kind: ScopeFactKind.Text } ? [] : Ordered, "in (", "not in (", .. named ? Array.Empty<string>() : ["is unset", "is not unset"]],
            Expects.Unset => ["unset", "not unset"],
            Expects.ListStart => ["("],
            Expects.ListNext => [",", ")"],
            Expects.Joint => ["and", "or"],
            _ when named => scopes.Names,
            Expects.OrderedValue when fact is { Kind: ScopeFactKind.Moment or ScopeFactKind.Deadline } => Durations,
            _ => fact is null or { Kind: ScopeFactKind.Moment or ScopeFactKind.Deadline } ? [] : (fact.Words ?? values(fact)).Where(v => v.Length > 0 && !v.Any(char.IsControl)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Select(Quoted),
        };
        return new(from, [.. all.Where(w => w.TrimStart('"').StartsWith(typed, StringComparison.OrdinalIgnoreCase))]);
    }

    private static readonly string[] Ordered = ["<", "<=", ">", ">="];

    private static (Expects Expects, ScopeFact? Fact, bool Named) Read(List<ScopeCut> cuts)
    {
        var expects = Expects.Fact;
        ScopeFact? fact = null;
        bool named = false;
        foreach (ScopeCut cut in cuts)
        {
            string word = cut.Kind is ScopeToken.Word ? cut.Span.ToStringValue().ToLowerInvariant() : "";
            switch (expects)
            {
                case Expects.Fact when cut.Kind is ScopeToken.Word && word != "not":
                    (fact, named, expects) = (ScopeFact.Find(word), word == ScopeParser.ScopeWord, Expects.Operator);
                    break;
                case Expects.Operator:
                    expects = cut.Kind is ScopeToken.Equal or ScopeToken.NotEqual ? Expects.Value
                        : cut.Kind is ScopeToken.Less or ScopeToken.LessOrEqual or ScopeToken.Greater or ScopeToken.GreaterOrEqual ? Expects.OrderedValue
                        : word == "is" ? Expects.Unset : word == "in" ? Expects.ListStart : Expects.Operator;
                    break;
                case Expects.Unset when word == "unset":
                    expects = Expects.Joint;
                    break;
                case Expects.ListStart:
                    expects = Expects.ListValue;
                    break;
                case Expects.Value or Expects.OrderedValue:
                    expects = Expects.Joint;
                    break;
                case Expects.ListValue:
                    expects = Expects.ListNext;
                    break;
                case Expects.ListNext:
                    expects = cut.Kind is ScopeToken.Comma ? Expects.ListValue : Expects.Joint;
                    break;
                case Expects.Joint when word is "and" or "or":
                    expects = Expects.Fact;
                    break;
            }
        }
        return (expects, fact, named);
    }

    /// <summary>As it has to be typed: a keyword, and what is more than one word, stands in quotes.</summary>
    private static string Quoted(string value) =>
        value.All(ScopeTokens.IsWord) && !ScopeParser.Keywords.Contains(value.ToLowerInvariant()) ? value : Scope.Quote(value);
}
