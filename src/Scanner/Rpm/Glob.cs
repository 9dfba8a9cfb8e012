namespace Cockpit.Scanner.Rpm;

/// <summary>Patterns of locks and excludes: "*" for any text, "?" for one character, "[...]" for one of some. Pure; bounded in time by the lengths.</summary>
public static class Glob
{
    public static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, from = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, from) = (p++, t);
            }
            else if (p < pattern.Length && One(pattern, ref p, text[t]))
            {
                t++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                p = star + 1;
                t = ++from;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static bool One(string pattern, ref int p, char c)
    {
        var close = pattern[p] == '[' ? pattern.IndexOf(']', p + 1) : -1;
        if (close < 0)
        {
            if (pattern[p] != '?' && pattern[p] != c) return false;
            p++;
            return true;
        }

        var set = pattern.AsSpan(p + 1, close - p - 1);
        var negated = set.Length > 0 && set[0] is '!' or '^';
        if (negated) set = set[1..];
        var found = set.Contains(c);
        for (var i = 1; i + 1 < set.Length && !found; i++) found = set[i] == '-' && c >= set[i - 1] && c <= set[i + 1];
        if (found == negated) return false;
        p = close + 1;
        return true;
    }
}
