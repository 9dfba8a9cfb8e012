using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Cockpit.Tui.Text;

/// <summary>
/// Text that a scanner wrote as HTML, as plain lines: Qualys describes threats and solutions with &lt;P&gt;, &lt;BR&gt;, lists and links.
/// Only the tags that stand in such texts count as tags; "&lt;install folder&gt;" stays what it is. It never nests by calling itself, and
/// looks at a bounded length, so hostile nesting costs what other text costs.
/// </summary>
public static class HtmlText
{
    /// <summary>Longer text is cut.</summary>
    public const int MaxLength = 100_000;

    /// <summary>A tag that has not ended by then is none.</summary>
    private const int MaxTag = 1_000;

    /// <summary>A deeper list is not indented further.</summary>
    private const int DeepestIndent = 6;

    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
        { "b", "i", "u", "s", "em", "strong", "span", "font", "code", "tt", "kbd", "samp", "var", "big", "small", "sup", "sub", "center", "img", "html", "body", "nobr", "tbody", "thead", "abbr", "cite" };

    private static readonly HashSet<string> Block = new(StringComparer.OrdinalIgnoreCase) { "div", "tr", "table", "dl", "dt", "dd", "blockquote", "hr", "section", "article" };

    private static readonly HashSet<string> Paragraph = new(StringComparer.OrdinalIgnoreCase) { "p", "h1", "h2", "h3", "h4", "h5", "h6" };

    /// <summary>What stands between these is no text.</summary>
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "title", "head" };

    /// <summary>The text without its tags; lines are separated by line feeds. Control characters that entities hide are still in it.</summary>
    public static string Plain(string html)
    {
        var text = new Writer();
        int end = Math.Min(html.Length, MaxLength), from = 0;
        int close = html.LastIndexOf('>', Math.Max(0, end - 1));
        for (int at = 0; at < end; at++)
        {
            // Behind the last ">" nothing can be a tag.
            if (html[at] != '<' || at > close || Tag.At(html, at, end) is not { } tag) continue;
            text.Add(html.AsSpan(from, at - from));
            text.Take(tag);
            at = tag.End;
            from = at + 1;
        }
        text.Add(html.AsSpan(from, end - from));
        return text.ToString();
    }

    private static readonly SearchValues<char> LinkEnds = SearchValues.Create(" \t\r\n\"'>");

    private static bool IsKnown(string name) =>
        Inline.Contains(name) || Block.Contains(name) || Paragraph.Contains(name) || Dropped.Contains(name) || name.ToLowerInvariant() is "a" or "br" or "ul" or "ol" or "li" or "pre" or "td" or "th";

    /// <param name="End">Where its ">" stands.</param>
    private readonly record struct Tag(string Name, bool Closing, string? Link, int End)
    {
        public static Tag? At(string html, int at, int end)
        {
            int p = at + 1;
            bool closing = p < end && html[p] == '/';
            if (closing) p++;
            int name = p;
            while (p < end && p - name < 12 && char.IsAsciiLetterOrDigit(html[p])) p++;
            if (p == name || p >= end || !(html[p] is '>' or '/' || char.IsWhiteSpace(html[p]))) return null;
            string word = html[name..p];
            if (!IsKnown(word) || EndOf(html, p, Math.Min(end, at + MaxTag)) is not { } last) return null;
            return new Tag(word.ToLowerInvariant(), closing, !closing && word is "a" or "A" ? LinkOf(html.AsSpan(p, last - p)) : null, last);
        }

        /// <summary>The ">" outside of quotes; where a quote does not end, the first one of all.</summary>
        private static int? EndOf(string html, int from, int end)
        {
            int? first = null;
            char quote = '\0';
            for (int p = from; p < end; p++)
            {
                char c = html[p];
                if (c == '>')
                {
                    if (quote == '\0') return p;
                    first ??= p;
                }
                else if (quote == c) quote = '\0';
                else if (quote == '\0' && c is '"' or '\'' && html[p - 1] is '=' or ' ') quote = c;
            }
            return first;
        }

        private static string? LinkOf(ReadOnlySpan<char> attributes)
        {
            int at = attributes.IndexOf("href", StringComparison.OrdinalIgnoreCase);
            if (at < 0) return null;
            ReadOnlySpan<char> rest = attributes[(at + 4)..].TrimStart();
            if (rest.IsEmpty || rest[0] != '=') return null;
            rest = rest[1..].TrimStart();
            if (rest.IsEmpty) return null;
            int stop;
            if (rest[0] is '"' or '\'')
            {
                stop = rest[1..].IndexOf(rest[0]);
                rest = stop < 0 ? rest[1..] : rest.Slice(1, stop);
            }
            stop = rest.IndexOfAny(LinkEnds);
            return WebUtility.HtmlDecode((stop < 0 ? rest : rest[..stop]).ToString());
        }
    }

    /// <summary>Puts words and breaks together: blanks fold into one, but inside "pre"; never more than one empty line.</summary>
    private sealed class Writer
    {
        private readonly StringBuilder _text = new();
        private readonly List<int> _lists = [];
        private string? _dropping, _link;
        private int _pre, _linkFrom;
        private bool _blank;

        public void Add(ReadOnlySpan<char> raw)
        {
            if (raw.IsEmpty || _dropping is not null) return;
            string words = raw.Contains('&') ? WebUtility.HtmlDecode(raw.ToString()) : raw.ToString();
            foreach (char c in words)
            {
                if (_pre > 0)
                {
                    if (c != '\r') _text.Append(c);
                    continue;
                }
                if (char.IsWhiteSpace(c))
                {
                    _blank = true;
                    continue;
                }
                if (_blank && _text.Length > 0 && _text[^1] is not ('\n' or ' ')) _text.Append(' ');
                _blank = false;
                _text.Append(c);
            }
        }

        public void Take(Tag tag)
        {
            if (_dropping is not null)
            {
                if (tag.Closing && tag.Name == _dropping) _dropping = null;
                return;
            }
            switch (tag.Name)
            {
                case "br": Break(); break;
                case "a": Link(tag); break;
                case "pre":
                    Empty();
                    _pre = Math.Max(0, _pre + (tag.Closing ? -1 : 1));
                    break;
                case "ul" or "ol":
                    if (tag.Closing) { if (_lists.Count > 0) _lists.RemoveAt(_lists.Count - 1); }
                    else if (_lists.Count < DeepestIndent) _lists.Add(tag.Name == "ol" ? 1 : 0);
                    Fresh();
                    break;
                case "li" when !tag.Closing: Item(); break;
                case "td" or "th" when !tag.Closing: if (_text.Length > 0 && _text[^1] != '\n') _text.Append("  "); break;
                case var name when Dropped.Contains(name): if (!tag.Closing) _dropping = name; break;
                case var name when Paragraph.Contains(name): Empty(); break;
                case var name when Block.Contains(name): Fresh(); break;
            }
        }

        public override string ToString()
        {
            EndLink();
            return _text.ToString().Trim('\n', ' ');
        }

        private void Item()
        {
            Fresh();
            int number = _lists.Count > 0 ? _lists[^1] : 0;
            _text.Append(' ', 2 * Math.Max(0, _lists.Count - 1));
            if (number == 0)
            {
                _text.Append("- ");
                return;
            }
            _text.Append(CultureInfo.InvariantCulture, $"{number}. ");
            _lists[^1]++;
        }

        private void Link(Tag tag)
        {
            EndLink();
            if (tag.Closing || tag.Link is not { Length: > 0 } link) return;
            if (_blank && _text.Length > 0 && _text[^1] is not ('\n' or ' ')) _text.Append(' ');
            _blank = false;
            (_link, _linkFrom) = (link, _text.Length);
        }

        /// <summary>Where a link leads stands behind its words, unless the words say it.</summary>
        private void EndLink()
        {
            if (_link is not { } link) return;
            _link = null;
            string words = _linkFrom < _text.Length ? _text.ToString(_linkFrom, _text.Length - _linkFrom).Trim() : "";
            if (words.Length == 0) _text.Append(link);
            else if (!link.Contains(words, StringComparison.OrdinalIgnoreCase)) _text.Append(CultureInfo.InvariantCulture, $" ({link})");
        }

        private void Break()
        {
            TrimRight();
            _blank = false;
            if (_text.Length > 0 && !EndsEmpty()) _text.Append('\n');
        }

        private void Fresh()
        {
            TrimRight();
            _blank = false;
            if (_text.Length > 0 && _text[^1] != '\n') _text.Append('\n');
        }

        private void Empty()
        {
            Fresh();
            if (_text.Length > 0 && !EndsEmpty()) _text.Append('\n');
        }

        private bool EndsEmpty() => _text.Length > 1 && _text[^1] == '\n' && _text[^2] == '\n';

        private void TrimRight()
        {
            if (_pre > 0) return;
            int length = _text.Length;
            while (length > 0 && _text[length - 1] == ' ') length--;
            _text.Length = length;
        }
    }
}
