namespace Cockpit.Scanner.Inventories.SshConfig;

/// <summary>Patterns of ssh_config(5): "*" is any run, "?" any one character; "!" before a pattern takes names out.</summary>
internal static class SshPattern
{
    public static bool IsPattern(string text) => text.StartsWith('!') || text.Contains('*', StringComparison.Ordinal) || text.Contains('?', StringComparison.Ordinal);

    /// <summary>A list matches when a pattern of it does and no negated one.</summary>
    public static bool Matches(IReadOnlyList<string> patterns, string name)
    {
        bool matched = false;
        foreach (string pattern in patterns)
        {
            if (!pattern.StartsWith('!')) matched |= Matches(pattern, name);
            else if (Matches(pattern.AsSpan(1), name)) return false;
        }
        return matched;
    }

    /// <summary>Goes back to the last "*" at a mismatch, so the time grows with the product of the lengths at most.</summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(name[n])))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++mark;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }
}
