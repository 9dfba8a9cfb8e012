using System.Text;

namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>Splits a line as a POSIX shell does, without expanding anything (sh(1), Quoting); an unquoted "#" begins a comment.</summary>
internal static class ShellWords
{
    /// <summary>Null where a quote is not closed or nothing follows a backslash.</summary>
    public static List<string>? Split(string line, bool comments)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote == '\'')
            {
                if (c == '\'') quote = '\0';
                else word!.Append(c);
            }
            else if (c == '\\' && (quote == '\0' || (i + 1 < line.Length && line[i + 1] is '"' or '\\')))
            {
                if (i + 1 >= line.Length) return null;
                (word ??= new StringBuilder()).Append(line[++i]);
            }
            else if (quote == '"')
            {
                if (c == '"') quote = '\0';
                else word!.Append(c);
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                word ??= new StringBuilder();
            }
            else if (comments && c == '#')
            {
                break;
            }
            else if (char.IsWhiteSpace(c))
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }
        if (quote != '\0') return null;
        if (word is not null) words.Add(word.ToString());
        return words;
    }
}
