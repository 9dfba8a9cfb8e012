using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Cockpit.Core.Scopes;

internal enum ScopeToken { Word, Quoted, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Open, Close, Comma }

/// <summary>A piece of an expression and where it stands.</summary>
internal readonly record struct ScopeCut(ScopeToken Kind, TextSpan Span);

/// <summary>
/// Cuts an expression into words, quoted texts and signs. Keywords are words here: only the parser knows where one may stand.
/// </summary>
internal static class ScopeTokens
{
    /// <summary>In the order in which they are tried. Superpower's own tokenizer names kinds by reflection, which a trimmed program has not.</summary>
    private static readonly (ScopeToken Kind, TextParser<Unit> Text)[] Kinds =
    [
        (ScopeToken.Equal, Character.EqualTo('=').Value(Unit.Value)),
        (ScopeToken.NotEqual, Span.EqualTo("!=").Value(Unit.Value)),
        (ScopeToken.LessOrEqual, Span.EqualTo("<=").Value(Unit.Value)),
        (ScopeToken.GreaterOrEqual, Span.EqualTo(">=").Value(Unit.Value)),
        (ScopeToken.Less, Character.EqualTo('<').Value(Unit.Value)),
        (ScopeToken.Greater, Character.EqualTo('>').Value(Unit.Value)),
        (ScopeToken.Open, Character.EqualTo('(').Value(Unit.Value)),
        (ScopeToken.Close, Character.EqualTo(')').Value(Unit.Value)),
        (ScopeToken.Comma, Character.EqualTo(',').Value(Unit.Value)),
        (ScopeToken.Quoted, Between('"')),
        (ScopeToken.Quoted, Between('\'')),
        (ScopeToken.Word, Span.WithAll(IsPattern).Value(Unit.Value)),
    ];

    public static bool TryCut(string text, out List<ScopeCut> cuts, out ScopeSyntaxError? error)
    {
        cuts = [];
        error = null;
        TextSpan rest = SkipBlanks(new TextSpan(text));
        while (!rest.IsAtEnd)
        {
            if (Next(rest) is not { } cut)
            {
                error = Explain(text, rest.Position.Absolute);
                return false;
            }
            cuts.Add(cut);
            rest = SkipBlanks(rest.Skip(cut.Span.Length));
        }
        return true;
    }

    private static ScopeCut? Next(TextSpan rest)
    {
        foreach (var (kind, parser) in Kinds)
        {
            if (parser(rest) is { HasValue: true } result) return new ScopeCut(kind, rest.Until(result.Remainder));
        }
        return null;
    }

    private static TextSpan SkipBlanks(TextSpan rest) => Span.WhiteSpace(rest) is { HasValue: true } blanks ? blanks.Remainder : rest;

    /// <summary>Stands in a bare word: what a word may have, and the signs of patterns.</summary>
    private static bool IsPattern(char c) => IsWord(c) || c is '*' or '?' or '\\';

    /// <summary>Means nothing but itself in a bare word.</summary>
    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/' or '@' or '+' or '~';

    private static ScopeSyntaxError Explain(string text, int at)
    {
        if (at >= text.Length || text[at] is '"' or '\'') return new(Math.Min(at, text.Length - 1) + 1, "the quote is not closed", null);
        string found = char.IsControl(text[at]) ? $"the control character {(int)text[at]}" : $"\"{text[at]}\"";
        string? hint = text[at] switch { '&' => "and", '|' => "or", '!' => "not", _ => null };
        return new(at + 1, $"found {found}, expected a word, a quoted text, =, !=, <, >, ( or )", hint);
    }

    private static TextParser<Unit> Between(char quote) =>
        Character.EqualTo(quote).IgnoreThen(Character.Except(quote).IgnoreMany()).IgnoreThen(Character.EqualTo(quote)).Value(Unit.Value);
}
