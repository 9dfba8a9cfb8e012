using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using Superpower.Tokenizers;

namespace Cockpit.Core.Scopes;

internal enum ScopeToken { Word, Quoted, Equal, NotEqual, Open, Close, Comma }

/// <summary>
/// Cuts an expression into words, quoted texts and signs. Keywords are words here: only the parser knows where one may stand.
/// * and ? are no part of a bare word, so that patterns can be added without changing what an expression means today.
/// </summary>
internal static class ScopeTokens
{
    private static readonly Tokenizer<ScopeToken> Tokenizer = new TokenizerBuilder<ScopeToken>()
        .Ignore(Span.WhiteSpace)
        .Match(Character.EqualTo('='), ScopeToken.Equal)
        .Match(Span.EqualTo("!="), ScopeToken.NotEqual)
        .Match(Character.EqualTo('('), ScopeToken.Open)
        .Match(Character.EqualTo(')'), ScopeToken.Close)
        .Match(Character.EqualTo(','), ScopeToken.Comma)
        .Match(Between('"'), ScopeToken.Quoted)
        .Match(Between('\''), ScopeToken.Quoted)
        .Match(Span.WithAll(IsWord), ScopeToken.Word)
        .Build();

    public static bool TryCut(string text, out TokenList<ScopeToken> tokens, out ScopeSyntaxError? error)
    {
        Result<TokenList<ScopeToken>> result = Tokenizer.TryTokenize(text);
        tokens = result.HasValue ? result.Value : default;
        error = result.HasValue ? null : Explain(text, result.ErrorPosition.Absolute);
        return result.HasValue;
    }

    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/' or '@' or '+' or '~';

    private static ScopeSyntaxError Explain(string text, int at)
    {
        if (at >= text.Length) return new(text.Length, "the quote is not closed", null);
        string found = char.IsControl(text[at]) ? $"the control character {(int)text[at]}" : $"\"{text[at]}\"";
        string? hint = text[at] switch { '&' => "and", '|' => "or", '!' => "not", '<' or '>' => null, '*' or '?' => "a quoted text", _ => null };
        return new(at + 1, $"found {found}, expected a word, a quoted text, =, !=, ( or )", hint);
    }

    private static TextParser<Unit> Between(char quote) =>
        Character.EqualTo(quote).IgnoreThen(Character.Except(quote).IgnoreMany()).IgnoreThen(Character.EqualTo(quote)).Value(Unit.Value);
}
