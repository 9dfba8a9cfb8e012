using System.Text;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>Cuts the text of an ssh_config file into lines and words, in the way of OpenSSH (ssh_config(5)). Pure; takes any text.</summary>
internal static class SshConfigText
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\f'];

    public static IReadOnlyList<SshConfigLine> Parse(string text)
    {
        var lines = new List<SshConfigLine>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim(Blanks);
            if (line.Length > 0 && line[0] != '#')
            {
                var (keyword, rest) = Cut(line);
                lines.Add(new SshConfigLine(number, keyword.ToLowerInvariant(), Words(rest), rest));
            }
        }

        return lines;
    }

    /// <summary>Keyword and rest stand apart by blanks, by one "=", or by both.</summary>
    private static (string Keyword, string Value) Cut(string line)
    {
        var end = line.IndexOfAny([' ', '\t', '\r', '"', '=']);
        if (end < 0)
        {
            return (line, "");
        }

        var rest = line[end] == '"' ? line[end..] : line[end..].TrimStart(Blanks);
        if (rest.StartsWith('='))
        {
            rest = rest[1..].TrimStart(Blanks);
        }

        return (line[..end], rest);
    }

    /// <summary>Words in single or double quotes or bare, with \ before a quote, a \ or a blank; a word that begins with # ends the line. Null where a quote does not close.</summary>
    private static List<string>? Words(string rest)
    {
        var words = new List<string>();
        for (var i = 0; ;)
        {
            while (i < rest.Length && rest[i] is ' ' or '\t')
            {
                i++;
            }

            if (i == rest.Length || rest[i] == '#')
            {
                return words;
            }

            var word = new StringBuilder();
            var quote = '\0';
            for (; i < rest.Length && (quote != '\0' || rest[i] is not (' ' or '\t')); i++)
            {
                var c = rest[i];
                if (c == '\\' && i + 1 < rest.Length && (rest[i + 1] is '\'' or '"' or '\\' || (quote == '\0' && rest[i + 1] == ' ')))
                {
                    word.Append(rest[++i]);
                }
                else if (c == quote)
                {
                    quote = '\0';
                }
                else if (quote == '\0' && c is '\'' or '"')
                {
                    quote = c;
                }
                else
                {
                    word.Append(c);
                }
            }

            if (quote != '\0')
            {
                return null;
            }

            words.Add(word.ToString());
        }
    }
}
