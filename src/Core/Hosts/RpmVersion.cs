namespace Cockpit.Core.Hosts;

/// <summary>
/// The order of rpm's versions (rpm-version(7)): epoch, then version, then release, each compared in runs of digits and of letters, where "~" sorts before
/// the end and "^" after it, but before anything else. Everything that is no letter or digit only separates. Any text compares without an error.
/// </summary>
public static class RpmVersion
{
    /// <summary>Whole versions, "[epoch:]version[-release]".</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create(Compare);

    /// <summary>Below 0, 0 or above 0 as <paramref name="a"/> is older than, equal to or newer than <paramref name="b"/>. A release that one of them lacks is not compared.</summary>
    public static int Compare(string a, string b)
    {
        var (epochA, versionA, releaseA) = Split(a);
        var (epochB, versionB, releaseB) = Split(b);
        var epoch = CompareParts(epochA, epochB);
        var version = epoch != 0 ? epoch : CompareParts(versionA, versionB);
        return version != 0 || releaseA.Length == 0 || releaseB.Length == 0 ? version : CompareParts(releaseA, releaseB);
    }

    public static bool IsNewer(string a, string than) => Compare(a, than) > 0;

    /// <summary>One part of a version, as rpm's rpmvercmp compares it.</summary>
    public static int CompareParts(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.SequenceEqual(b)) return 0;
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            while (i < a.Length && IsSeparator(a[i])) i++;
            while (j < b.Length && IsSeparator(b[j])) j++;

            if (At(a, i) == '~' || At(b, j) == '~')
            {
                if (At(a, i) != '~') return 1;
                if (At(b, j) != '~') return -1;
                (i, j) = (i + 1, j + 1);
                continue;
            }

            if (At(a, i) == '^' || At(b, j) == '^')
            {
                if (i >= a.Length) return -1;
                if (j >= b.Length) return 1;
                if (a[i] != '^') return 1;
                if (b[j] != '^') return -1;
                (i, j) = (i + 1, j + 1);
                continue;
            }

            if (i >= a.Length || j >= b.Length) break;

            var digits = char.IsAsciiDigit(a[i]);
            var runA = Run(a, ref i, digits);
            var runB = Run(b, ref j, digits);

            // A number is newer than letters.
            if (runB.Length == 0) return digits ? 1 : -1;
            var difference = digits ? ByValue(runA, runB) : Math.Sign(runA.SequenceCompareTo(runB));
            if (difference != 0) return difference;
        }

        return i < a.Length ? 1 : j < b.Length ? -1 : 0;
    }

    private static Parts Split(string version)
    {
        var text = version.AsSpan().Trim();
        var colon = text.IndexOf(':');
        var epoch = colon < 0 ? "0".AsSpan() : text[..colon];
        var rest = text[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return dash < 0 ? new Parts(epoch, rest, "") : new Parts(epoch, rest[..dash], rest[(dash + 1)..]);
    }

    private static bool IsSeparator(char c) => !char.IsAsciiLetterOrDigit(c) && c is not ('~' or '^');

    private static char At(ReadOnlySpan<char> text, int at) => at < text.Length ? text[at] : '\0';

    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> text, ref int at, bool digits)
    {
        var start = at;
        while (at < text.Length && (digits ? char.IsAsciiDigit(text[at]) : char.IsAsciiLetter(text[at]))) at++;
        return text[start..at];
    }

    /// <summary>Numbers of any length: without leading zeros the longer one is the greater one.</summary>
    private static int ByValue(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.TrimStart('0');
        b = b.TrimStart('0');
        return a.Length != b.Length ? Math.Sign(a.Length - b.Length) : Math.Sign(a.SequenceCompareTo(b));
    }

    private readonly ref struct Parts(ReadOnlySpan<char> epoch, ReadOnlySpan<char> version, ReadOnlySpan<char> release)
    {
        private readonly ReadOnlySpan<char> _epoch = epoch;
        private readonly ReadOnlySpan<char> _version = version;
        private readonly ReadOnlySpan<char> _release = release;

        public void Deconstruct(out ReadOnlySpan<char> epoch, out ReadOnlySpan<char> version, out ReadOnlySpan<char> release)
        {
            epoch = _epoch;
            version = _version;
            release = _release;
        }
    }
}
