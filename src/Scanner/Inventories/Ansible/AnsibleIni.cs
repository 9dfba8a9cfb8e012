namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>Reads Ansible's INI form: hosts with variables on their line, [group], [group:vars], [group:children].</summary>
internal static class AnsibleIni
{
    public static void Read(string text, AnsibleTree tree, InventoryDraft draft)
    {
        AnsibleGroup group = tree.Group(AnsibleTree.Ungrouped);
        string kind = "hosts";
        var defined = new HashSet<string>(StringComparer.Ordinal) { AnsibleTree.All, AnsibleTree.Ungrouped };
        var named = new List<(string Group, int Line)>();
        foreach ((int number, string raw) in InventoryText.Lines(text))
        {
            string line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line.Length > InventoryLimits.MaxLine)
            {
                draft.Reject(number, $"The line has {line.Length:N0} characters; {InventoryLimits.MaxLine:N0} are allowed.");
                continue;
            }
            if (Section(line) is { } section)
            {
                kind = section.Kind;
                if (section.Problem is { } problem)
                {
                    draft.Reject(number, problem);
                    kind = "none";
                    continue;
                }
                group = tree.Group(section.Group);
                if (kind == "vars") named.Add((group.Name, number));
                else defined.Add(group.Name);
                continue;
            }
            switch (kind)
            {
                case "hosts":
                    Hosts(line, number, group, tree, draft);
                    break;
                case "children":
                    string child = line.Split('#', 2)[0].Trim();
                    if (child.Length == 0 || child.Any(char.IsWhiteSpace)) draft.Reject(number, $"{Quoted.Of(line)} is no name of a group.");
                    else
                    {
                        named.Add((child, number));
                        tree.Nest(group, tree.Group(child), number);
                    }
                    break;
                case "vars":
                    int equals = line.IndexOf('=', StringComparison.Ordinal);
                    if (equals <= 0) draft.Reject(number, $"{Quoted.Of(line)} is no variable; it has no \"=\".");
                    else group.Vars[line[..equals].Trim()] = Value(number, line[(equals + 1)..].Trim());
                    break;
                default:
                    draft.PassOver(number, "It stands in a section that cannot be read.");
                    break;
            }
        }
        foreach ((string name, int line) in named.Where(n => !defined.Contains(n.Group))) draft.Reject(line, $"The group {Quoted.Of(name)} is named and nowhere defined.");
    }

    private static (string Group, string Kind, string? Problem)? Section(string line)
    {
        if (line[0] != '[') return null;
        int close = line.IndexOf(']', StringComparison.Ordinal);
        // "[2001:db8::1]:22" and "[a:f]x" are hosts; a section has a word, or a word and its kind, and nothing behind but a comment.
        if (close < 0) return ("", "none", $"{Quoted.Of(line)}: a section begins and does not end.");
        string rest = line[(close + 1)..].Trim();
        string[] parts = line[1..close].Split(':');
        if (rest.Length > 0 && rest[0] is not ('#' or ';')) return null;
        if (parts.Length > 2) return parts.Length > 3 ? null : ("", "none", $"{Quoted.Of(line)} is no section.");
        string kind = parts.Length == 1 ? "hosts" : parts[1];
        if (kind is not ("hosts" or "vars" or "children")) return ("", "none", $"{Quoted.Of(line)}: a section is [GROUP], [GROUP:vars] or [GROUP:children].");
        return parts[0].Length == 0 || parts[0].Any(char.IsWhiteSpace) ? ("", "none", $"{Quoted.Of(line)} names no group.") : (parts[0], kind, null);
    }

    private static void Hosts(string line, int number, AnsibleGroup group, AnsibleTree tree, InventoryDraft draft)
    {
        if (ShellWords.Split(line, comments: true) is not { } words)
        {
            draft.Reject(number, "A quote is not closed.");
            return;
        }
        if (words.Count == 0) return;
        if (words.Skip(1).FirstOrDefault(w => w.IndexOf('=', StringComparison.Ordinal) <= 0) is { } stray)
        {
            draft.Reject(number, $"{Quoted.Of(stray)} is no variable; it has no \"=\".");
            return;
        }
        if (HostPattern.Expand(words[0], out string problem) is not { } expanded)
        {
            draft.Reject(number, problem);
            return;
        }
        foreach (string name in expanded.Names)
        {
            AnsibleHost host = tree.Host(name, number);
            tree.Put(host, group);
            if (expanded.Port is { } port) host.Vars["ansible_port"] = new AnsibleValue(number, port);
            foreach (string word in words.Skip(1))
            {
                int equals = word.IndexOf('=', StringComparison.Ordinal);
                host.Vars[word[..equals]] = Value(number, word[(equals + 1)..]);
            }
        }
    }

    /// <summary>Ansible reads a value as a Python literal where it is one: of a quoted text the quotes go, a list or a map is no single value.</summary>
    private static AnsibleValue Value(int line, string text)
    {
        if (text.Length >= 2 && text[0] is '"' or '\'' && text.IndexOf(text[0], 1) is var end and > 0 && text[(end + 1)..].TrimStart() is "" or ['#', ..])
            return new AnsibleValue(line, text[1..end]);
        if (text is ['[', .., ']'] or ['{', not '{', .., '}']) return new AnsibleValue(line, null);
        return new AnsibleValue(line, text, text.StartsWith("$ANSIBLE_VAULT", StringComparison.Ordinal));
    }
}
