namespace Cockpit.Remote.Ssh.Config;

/// <summary>The files that a pattern names, as glob(7) and so Include finds them: in order of their names, none hidden unless the pattern says so.</summary>
internal static class Glob
{
    /// <param name="pattern">A whole path with *, ? and [...] in any of its parts. Parts without them are not looked for: what is returned may not be there.</param>
    /// <param name="onFolder">Called for each folder whose entries decide the result.</param>
    public static IReadOnlyList<string> Find(string pattern, Action<string> onFolder)
    {
        IReadOnlyList<string> found = ["/"];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = part.AsSpan().ContainsAny('*', '?', '[')
                ? [.. found.SelectMany(folder => Matching(folder, part, onFolder))]
                : [.. found.Select(folder => Path.Combine(folder, part.Replace("\\", "", StringComparison.Ordinal)))];
        }

        return found;
    }

    private static IEnumerable<string> Matching(string folder, string pattern, Action<string> onFolder)
    {
        onFolder(folder);
        return !Directory.Exists(folder) ? []
            : Directory.EnumerateFileSystemEntries(folder)
                .Where(entry => Path.GetFileName(entry) is var name && (name[0] != '.' || pattern[0] == '.') && Like(pattern, name))
                .Order(StringComparer.Ordinal);
    }

    private static bool Like(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (pattern.IsEmpty)
        {
            return name.IsEmpty;
        }

        switch (pattern[0])
        {
            case '*':
                var rest = pattern.TrimStart('*');
                for (var skip = 0; skip <= name.Length; skip++)
                {
                    if (Like(rest, name[skip..]))
                    {
                        return true;
                    }
                }

                return false;
            case '[' when Class(pattern) is var (length, holds) && length > 0:
                return !name.IsEmpty && holds(name[0]) && Like(pattern[length..], name[1..]);
            case '\\' when pattern.Length > 1:
                return !name.IsEmpty && name[0] == pattern[1] && Like(pattern[2..], name[1..]);
            default:
                return !name.IsEmpty && (pattern[0] == '?' || pattern[0] == name[0]) && Like(pattern[1..], name[1..]);
        }
    }

    /// <summary>[abc], [a-z], [!abc]; a length of 0 where the bracket does not close, and then it is a bracket.</summary>
    private static (int Length, Func<char, bool> Holds) Class(ReadOnlySpan<char> pattern)
    {
        var negated = pattern.Length > 1 && pattern[1] is '!' or '^';
        var first = negated ? 2 : 1;
        var close = pattern.Length > first + 1 ? pattern[(first + 1)..].IndexOf(']') : -1;
        if (close < 0)
        {
            return (0, _ => false);
        }

        var set = pattern[first..(first + 1 + close)].ToString();
        return (first + close + 2, c => In(set, c) != negated);
    }

    private static bool In(string set, char c)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (c >= set[i] && c <= set[i + 2])
                {
                    return true;
                }

                i += 2;
            }
            else if (set[i] == c)
            {
                return true;
            }
        }

        return false;
    }
}
