using System.Text;

namespace Cockpit.Operations.Findings;

/// <summary>
/// Qualys writes its explanations with HTML in them; people read text. Tags that it uses become line ends or nothing, links show where they lead. What
/// only looks like a tag ("openssl &lt;3.0.15&gt;") stays.
/// </summary>
internal static class MarkupText
{
    /// <summary>A tag is short; a "less than" in a text is followed by no "greater than" so soon.</summary>
    private const int MaxTag = 1_000;

    private static readonly string[] Breaks = ["p", "br", "div", "ul", "ol", "dl", "dt", "dd", "tr", "table", "pre", "h1", "h2", "h3", "h4"];

    private static readonly string[] Silent = ["a", "b", "i", "u", "em", "strong", "tt", "code", "font", "span", "td", "th", "tbody", "thead", "sup", "sub", "center"];

    private static readonly (string Written, string Means)[] Entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "), ("&amp;", "&")];

    public static string? Plain(string? text)
    {
        if (text is null || !text.AsSpan().ContainsAny('<', '&')) return text;
        var plain = new StringBuilder(text.Length);
        string? link = null;
        int end = -1;
        for (int at = 0; at < text.Length; at++)
        {
            // Looked for once for all that begins before it.
            if (text[at] == '<' && end < at && (end = text.IndexOf('>', at)) < 0) end = int.MaxValue;
            if (text[at] != '<' || end - at > MaxTag || !Tag(plain, text.AsSpan(at + 1, end - at - 1).Trim(), ref link)) plain.Append(text[at]);
            else at = end;
        }
        // The last one, so that "&amp;lt;" becomes "&lt;" and no more.
        foreach ((string written, string means) in Entities) plain.Replace(written, means);
        return OfLines(plain.ToString());
    }

    /// <summary>Writes what stands for a tag; false where it is none.</summary>
    private static bool Tag(StringBuilder plain, ReadOnlySpan<char> tag, ref string? link)
    {
        bool closes = tag.StartsWith("/");
        ReadOnlySpan<char> inside = tag.TrimStart('/');
        int length = inside.IndexOfAny(" \t\r\n/");
        string name = inside[..(length < 0 ? inside.Length : length)].ToString().ToLowerInvariant();
        if (name == "li")
        {
            if (!closes) plain.Append("\n- ");
            return true;
        }
        if (Breaks.Contains(name))
        {
            plain.Append('\n');
            return true;
        }
        if (!Silent.Contains(name)) return false;
        if (name != "a") return true;
        if (closes && link is not null && !EndsWith(plain, link)) plain.Append(" (").Append(link).Append(')');
        link = closes ? null : Address(inside[name.Length..]);
        return true;
    }

    private static bool EndsWith(StringBuilder text, string end) => text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length) == end;

    private static string? Address(ReadOnlySpan<char> attributes)
    {
        int at = attributes.IndexOf("href", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        ReadOnlySpan<char> value = attributes[(at + 4)..].TrimStart(" =\t");
        char quote = value.Length > 0 && value[0] is '"' or '\'' ? value[0] : ' ';
        if (quote != ' ') value = value[1..];
        int end = value.IndexOf(quote);
        return (end < 0 ? value : value[..end]).Trim().ToString() is { Length: > 0 } address ? address : null;
    }

    /// <summary>No more than one empty line between two others, and none at the end.</summary>
    private static string OfLines(string text)
    {
        var lines = new List<string>();
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()))
        {
            if (line.Length > 0 || lines.Count > 0 && lines[^1].Length > 0) lines.Add(line);
        }
        return string.Join('\n', lines).TrimEnd();
    }
}
