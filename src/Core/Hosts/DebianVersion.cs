namespace Cockpit.Core.Hosts;

/// <summary>
/// The order of Debian package versions (deb-version(7), Debian Policy 5.6.12): epoch, then upstream version, then revision, each compared in runs of
/// non-digits and digits, where "~" sorts before the end. Any text compares without an error, as in dpkg's own comparison
/// of what stands in its database.
/// </summary>
public static class DebianVersion
{
    public static IComparer<string> Order { get; } = Comparer<string>.Create(Compare);

    /// <summary>Below 0, 0 or above 0 as <paramref name="a"/> is older than, equal to or newer than <paramref name="b"/>.</summary>
    public static int Compare(string a, string b)
    {
        var (epochA, upstreamA, revisionA) = Split(a);
        var (epochB, upstreamB, revisionB) = Split(b);
        var epoch = CompareParts(epochA, epochB);
        var upstream = epoch != 0 ? epoch : CompareParts(upstreamA, upstreamB);
        return upstream != 0 ? upstream : CompareParts(revisionA, revisionB);
    }

    public static bool IsNewer(string a, string than) => Compare(a, than) > 0;

    private static Parts Split(string version)
    {
        var text = version.AsSpan().Trim();
        var colon = text.IndexOf(':');
        var epoch = colon < 0 ? "0".AsSpan() : text[..colon];
        var rest = text[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return dash < 0 ? new Parts(epoch, rest, "0") : new Parts(epoch, rest[..dash], rest[(dash + 1)..]);
    }

    /// <summary>dpkg's verrevcmp: alternating runs of non-digits, by <see cref="Weight"/>, and of digits, by value.</summary>
    private static int CompareParts(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            while ((i < a.Length && !char.IsAsciiDigit(a[i])) || (j < b.Length && !char.IsAsciiDigit(b[j])))
            {
                var difference = Weight(a, i) - Weight(b, j);
                if (difference != 0)
                {
                    return difference;
                }

                i++;
                j++;
            }

            var numberA = Number(a, ref i);
            var numberB = Number(b, ref j);
            var value = numberA.Length != numberB.Length ? numberA.Length - numberB.Length : numberA.SequenceCompareTo(numberB);
            if (value != 0)
            {
                return value;
            }
        }

        return 0;
    }

    /// <summary>The digits from <paramref name="at"/> on without leading zeros, so that the longer one is the greater one, however long they are.</summary>
    private static ReadOnlySpan<char> Number(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text[start..at].TrimStart('0');
    }

    /// <summary>The end and a digit weigh nothing, "~" less than nothing, letters their code, everything else more than any letter.</summary>
    private static int Weight(ReadOnlySpan<char> text, int at) =>
        at >= text.Length || char.IsAsciiDigit(text[at]) ? 0
        : text[at] == '~' ? -1
        : char.IsAsciiLetter(text[at]) ? text[at]
        : text[at] + 256;

    private readonly ref struct Parts(ReadOnlySpan<char> epoch, ReadOnlySpan<char> upstream, ReadOnlySpan<char> revision)
    {
        private readonly ReadOnlySpan<char> _epoch = epoch;
        private readonly ReadOnlySpan<char> _upstream = upstream;
        private readonly ReadOnlySpan<char> _revision = revision;

        public void Deconstruct(out ReadOnlySpan<char> epoch, out ReadOnlySpan<char> upstream, out ReadOnlySpan<char> revision)
        {
            epoch = _epoch;
            upstream = _upstream;
            revision = _revision;
        }
    }
}
