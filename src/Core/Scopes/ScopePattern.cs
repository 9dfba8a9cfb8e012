namespace Cockpit.Core.Scopes;

/// <summary>
/// A value that a text is compared with: letter case does not matter, * stands for any characters, ? for one. \*, \? and \\ stand for
/// the signs themselves; a \ before anything else is a \.
/// </summary>
internal sealed class ScopePattern
{
    private enum Sign : byte { Itself, One, Any }

    private readonly char[] characters;
    private readonly Sign[] signs;
    private readonly string? literal;

    public ScopePattern(string text)
    {
        Text = text;
        var found = new List<(char, Sign)>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '*' or '?' or '\\') found.Add((text[++i], Sign.Itself));
            else found.Add((char.ToUpperInvariant(text[i]), text[i] switch { '*' => Sign.Any, '?' => Sign.One, _ => Sign.Itself }));
        }
        characters = [.. found.Select(f => f.Item1)];
        signs = [.. found.Select(f => f.Item2)];
        literal = Array.TrueForAll(signs, s => s == Sign.Itself) ? new string(characters) : null;
    }

    /// <summary>As it was typed, without its quotes.</summary>
    public string Text { get; }

    /// <summary>It matches one text only.</summary>
    public bool IsLiteral => literal is not null;

    public bool Matches(string value)
    {
        if (literal is not null) return string.Equals(value, literal, StringComparison.OrdinalIgnoreCase);
        // Where a * was last, and how much of the value it stands for so far: only the last one ever has to take more.
        int at = 0, of = 0, star = -1, taken = 0;
        while (of < value.Length)
        {
            if (at < signs.Length && signs[at] == Sign.Any)
            {
                (star, taken) = (at++, of);
            }
            else if (at < signs.Length && (signs[at] == Sign.One || (signs[at] == Sign.Itself && characters[at] == char.ToUpperInvariant(value[of]))))
            {
                at++;
                of++;
            }
            else if (star >= 0)
            {
                (at, of) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }
        while (at < signs.Length && signs[at] == Sign.Any) at++;
        return at == signs.Length;
    }

    /// <summary>A pattern for exactly this text.</summary>
    public static string Escaped(string text) => text.AsSpan().IndexOfAny('*', '?', '\\') < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);

    public static string Quoted(string value) => value.Contains('"', StringComparison.Ordinal) ? $"'{value}'" : $"\"{value}\"";

    public override string ToString() => Quoted(Text);
}
