namespace Cockpit.Remote;

/// <summary>Patterns as OpenSSH writes them (ssh_config(5), PATTERNS): * is any run of characters, ? is one. Pure.</summary>
internal static class Wildcard
{
    /// <summary>Case counts. It never goes back further than the last *, so no pattern can take long.</summary>
    public static bool Like(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].Trim('*').Length == 0;
    }

    /// <summary>One of several patterns matches, and none of those with a leading !, which exclude.</summary>
    public static bool AnyLike(ReadOnlySpan<string> patterns, ReadOnlySpan<char> text)
    {
        var matched = false;
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith('!'))
            {
                if (Like(pattern.AsSpan(1), text))
                {
                    return false;
                }
            }
            else
            {
                matched = matched || Like(pattern, text);
            }
        }

        return matched;
    }
}
