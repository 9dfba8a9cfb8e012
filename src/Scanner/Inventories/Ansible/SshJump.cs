namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>Finds the jump hosts in arguments of ssh(1): -J, -o ProxyJump, and the old way with -o ProxyCommand="ssh -W %h:%p JUMP".</summary>
internal static class SshJump
{
    /// <summary>"[user@]host[:port]", several with commas; null where none is named so.</summary>
    public static string? Of(IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i], next = i + 1 < words.Count ? words[i + 1] : "";
            if (word == "-J" && Plain(next)) return next;
            if (word.StartsWith("-J", StringComparison.Ordinal) && Plain(word[2..])) return word[2..];
            string option = word == "-o" ? next : word.StartsWith("-o", StringComparison.Ordinal) ? word[2..] : "";
            int end = option.IndexOfAny(['=', ' ']);
            if (end <= 0) continue;
            string value = option[(end + 1)..].Trim();
            if (option[..end].Equals("ProxyJump", StringComparison.OrdinalIgnoreCase) && Plain(value)) return value;
            if (option[..end].Equals("ProxyCommand", StringComparison.OrdinalIgnoreCase)) return OfCommand(value);
        }
        return null;
    }

    private static string? OfCommand(string command)
    {
        if (ShellWords.Split(command, comments: false) is not ["ssh", .. var words]) return null;
        string? host = null, user = null, port = null;
        bool forwards = false;
        for (int i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "-W" when i + 1 < words.Count && words[i + 1] is "%h:%p" or "[%h]:%p":
                    forwards = true;
                    i++;
                    break;
                case "-l" when i + 1 < words.Count:
                    user = words[++i];
                    break;
                case "-p" when i + 1 < words.Count:
                    port = words[++i];
                    break;
                case "-q":
                    break;
                default:
                    // Another option may change which way the connection takes; then nobody but ssh can say it.
                    if (words[i].StartsWith('-') || host is not null) return null;
                    host = words[i];
                    break;
            }
        }
        if (!forwards || host is null) return null;
        string jump = (user is null || host.Contains('@', StringComparison.Ordinal) ? host : $"{user}@{host}") + (port is null ? "" : $":{port}");
        return Plain(jump) ? jump : null;
    }

    private static bool Plain(string jump) => jump.Length is > 0 and < 1024 && jump != "none" && jump[0] != '-' && jump.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or ':' or ',' or '[' or ']');
}
