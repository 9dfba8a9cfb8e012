namespace Cockpit.Scanner.Inventories.SshConfig;

/// <summary>Splits a line of ssh_config(5): a keyword, blanks or one "=", and arguments, which may be quoted; "#" begins a comment.</summary>
internal static class SshConfigWords
{
    /// <summary>The words of a line, the keyword first; empty for a comment or a blank line; null where a quote is not closed.</summary>
    public static List<string>? Of(string line)
    {
        var words = new List<string>();
        int at = 0;
        while (true)
        {
            while (at < line.Length && (char.IsWhiteSpace(line[at]) || (line[at] == '=' && words.Count == 1))) at++;
            if (at >= line.Length || line[at] == '#') return words;
            var word = new System.Text.StringBuilder();
            char quote = '\0';
            for (; at < line.Length; at++)
            {
                char c = line[at];
                if (c == '\\' && at + 1 < line.Length && (line[at + 1] is '"' or '\'' or '\\' || (quote == '\0' && line[at + 1] == ' '))) word.Append(line[++at]);
                else if (quote != '\0' && c == quote) quote = '\0';
                else if (quote != '\0') word.Append(c);
                else if (c is '"' or '\'') quote = c;
                else if (char.IsWhiteSpace(c) || (c == '=' && words.Count == 0)) break;
                else word.Append(c);
            }
            if (quote != '\0') return null;
            words.Add(word.ToString());
        }
    }
}
