using System.Globalization;

namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>
/// A host as an inventory names it: a name or address, maybe with ":port", maybe with ranges: web[01:20], db-[a:f], web[0:9:3].
/// A range's ends are both in it, and the zeros before its beginning are kept (Ansible, "Adding ranges of hosts").
/// </summary>
public static class HostPattern
{
    /// <summary>Null with the reason where it cannot be read.</summary>
    public static (IReadOnlyList<string> Names, string? Port)? Expand(string pattern, out string problem)
    {
        (string names, string? port) = SplitPort(pattern);
        problem = "";
        var done = new List<string> { "" };
        for (int at = 0; at < names.Length;)
        {
            int open = names.IndexOf('[', at);
            int close = open < 0 ? -1 : names.IndexOf(']', open);
            string plain = names[at..(open < 0 ? names.Length : open)];
            if (open >= 0 && close < 0)
            {
                problem = $"{Quoted.Of(pattern)}: a range begins and does not end.";
                return null;
            }
            IReadOnlyList<string> range = open < 0 ? [""] : Range(names[(open + 1)..close]);
            if (range.Count == 0)
            {
                problem = $"{Quoted.Of(pattern)} holds no range such as [01:20] or [a:f] with at most {InventoryLimits.MaxRange:N0} hosts.";
                return null;
            }
            if ((long)done.Count * range.Count > InventoryLimits.MaxRange)
            {
                problem = $"{Quoted.Of(pattern)} stands for more than {InventoryLimits.MaxRange:N0} hosts.";
                return null;
            }
            done = [.. done.SelectMany(d => range.Select(r => d + plain + r))];
            at = open < 0 ? names.Length : close + 1;
        }
        return (done, port);
    }

    /// <summary>"web:2222" and "[2001:db8::1]:2222" have a port; an address with several colons has none.</summary>
    private static (string Names, string? Port) SplitPort(string pattern)
    {
        if (pattern.StartsWith('[') && pattern.IndexOf(']', StringComparison.Ordinal) is var end and > 0 && pattern[1..end].Count(c => c == ':') > 2)
            return (pattern[1..end], pattern[(end + 1)..] is [':', .. var after] && after.All(char.IsAsciiDigit) ? after : null);
        int colon = pattern.LastIndexOf(':');
        if (colon < 0 || colon < pattern.LastIndexOf(']')) return (pattern, null);
        bool onlyOne = Outside(pattern).Count(c => c == ':') == 1;
        return onlyOne && colon + 1 < pattern.Length && pattern.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? (pattern[..colon], pattern[(colon + 1)..]) : (pattern, null);
    }

    /// <summary>What stands outside of brackets.</summary>
    private static string Outside(string pattern)
    {
        var outside = new System.Text.StringBuilder();
        int depth = 0;
        foreach (char c in pattern)
        {
            if (c == '[') depth++;
            else if (c == ']') depth--;
            else if (depth == 0) outside.Append(c);
        }
        return outside.ToString();
    }

    /// <summary>Empty where it is no range.</summary>
    private static IReadOnlyList<string> Range(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length is < 2 or > 3) return [];
        string first = parts[0].Length == 0 ? "0" : parts[0], last = parts[1];
        int step = 1;
        if (parts.Length == 3 && (!Number(parts[2], out step) || step < 1)) return [];
        if (first.Length == 1 && last.Length == 1 && char.IsAsciiLetter(first[0]) && char.IsAsciiLetter(last[0]))
        {
            return first[0] > last[0] ? [] : [.. Steps(first[0], last[0], step).Select(c => ((char)c).ToString())];
        }
        if (!Number(first, out int from) || !Number(last, out int to) || from > to || (to - from) / step >= InventoryLimits.MaxRange) return [];
        bool padded = first.Length > 1 && first[0] == '0';
        // "[01:100]" would not say how wide its names are.
        if (padded && first.Length != last.Length) return [];
        return [.. Steps(from, to, step).Select(n => n.ToString(padded ? $"D{first.Length}" : "D", CultureInfo.InvariantCulture))];
    }

    private static IEnumerable<int> Steps(int from, int to, int step)
    {
        for (long n = from; n <= to; n += step) yield return (int)n;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
