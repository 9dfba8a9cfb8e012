using System.Text;
using Cockpit.Core.Documents;
using Cockpit.Core.Errors;
using Cockpit.Operations.Policies.Text;

namespace Cockpit.Operations.Policies.Editing;

/// <summary>One field of a policy as a line that a person types: the value of YAML without its line breaks.</summary>
internal static class FieldYaml
{
    private const string Key = "value";

    /// <summary>What <see cref="Read"/> reads back as the same.</summary>
    public static string Write(DocNode node)
    {
        var text = new StringBuilder();
        Write(text, node, inside: false);
        return text.ToString();
    }

    /// <summary>Null after a fault. Several values need no brackets: "web-night, web-late" is a list of two.</summary>
    public static DocNode? Read(string line, string where, DocFaults faults)
    {
        string text = line.Trim();
        if (text.Length == 0) return new DocScalar(0, "");
        bool quoted = text[0] is '"' or '\'';
        if (!quoted && text[0] is not ('[' or '{') && !text.Contains(',', StringComparison.Ordinal)) return new DocScalar(0, text);
        string value = text[0] == '[' || (quoted && !text.Contains(',', StringComparison.Ordinal)) ? text : $"[{text}]";
        try
        {
            if (PolicyYaml.Read($"{Key}: {value}\n") is DocMap { Entries: [{ Key: Key, Value: var read }] }) return read;
        }
        catch (CockpitException)
        {
            // The line's own mistake is what a person can mend, so its words are these.
        }
        faults.Add(0, where, "brackets, braces or quotes do not match.");
        return null;
    }

    private static void Write(StringBuilder text, DocNode node, bool inside)
    {
        switch (node)
        {
            case DocScalar s:
                text.Append(IsPlain(s.Text) ? s.Text : Quoted(s.Text));
                break;
            case DocList l:
                bool bare = !inside && l.Items.Count == 1 && l.Items[0] is DocScalar { Text: var only } && IsPlain(only);
                if (!bare) text.Append('[');
                for (int i = 0; i < l.Items.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    Write(text, l.Items[i], inside: true);
                }
                if (!bare) text.Append(']');
                break;
            case DocMap m:
                text.Append('{');
                for (int i = 0; i < m.Entries.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    text.Append(m.Entries[i].Key).Append(": ");
                    Write(text, m.Entries[i].Value, inside: true);
                }
                text.Append('}');
                break;
        }
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text[^1] != ' '
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' or '/' or '%' or '*');

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
