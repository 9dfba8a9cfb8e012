using System.Buffers;

namespace Cockpit.Core.Findings;

/// <summary>Reads what hardware says of itself, and passes over what is the same on many machines and so proves nothing.</summary>
public static class HardwareIds
{
    /// <summary>Interfaces of one machine. A host of many containers has hundreds, which tell nothing more.</summary>
    public const int MaxMacs = 32;

    private const int MacDigits = 12, UuidDigits = 32;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" ,;|\t\r\n");

    /// <summary>
    /// Beginnings of addresses that many machines have: groups of routers (VRRP, HSRP), load balancers, Docker's bridge, host-only networks
    /// of VirtualBox and VMware.
    /// </summary>
    private static readonly string[] Shared =
        ["00:00:5e:00:01:", "00:00:5e:00:02:", "00:00:0c:07:ac:", "00:00:0c:9f:f", "00:05:73:a0:", "02:bf:", "02:42:", "0a:00:27:", "00:50:56:c0:00:"];

    /// <summary>What vendors write where they should have written an id.</summary>
    private static readonly string[] Fillers =
        ["03000200-0400-0500-0006-000700080009", "00020003-0004-0005-0006-000700080009", "12345678-1234-5678-90ab-cddeefaabbcc", "78563412-3412-7856-90ab-cddeefaabbcc"];

    /// <summary>The addresses of a cell or property that joins them by comma, semicolon or white space; what is none is passed over.</summary>
    public static IReadOnlyList<string> Macs(string text)
    {
        List<string> macs = [];
        foreach (Range part in text.AsSpan().SplitAny(Separators))
        {
            if (Mac(text.AsSpan(part)) is { } mac && !macs.Contains(mac)) macs.Add(mac);
            if (macs.Count == MaxMacs) break;
        }
        macs.Sort(StringComparer.Ordinal);
        return macs;
    }

    /// <summary>"00:11:22:33:44:55" of any usual writing; null for what is none, or is the same on many machines.</summary>
    public static string? Mac(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[MacDigits];
        if (!Hex(text, digits)) return null;
        Span<char> mac = stackalloc char[MacDigits + 5];
        for (int i = 0, at = 0; i < MacDigits; i++)
        {
            if (i > 0 && i % 2 == 0) mac[at++] = ':';
            mac[at++] = digits[i];
        }
        string found = new(mac);

        // The lowest bit of the first byte means a group, not a machine.
        bool group = (Convert.ToInt32(found[1].ToString(), 16) & 1) == 1;
        return group || found == "00:00:00:00:00:00" || Array.Exists(Shared, s => found.StartsWith(s, StringComparison.Ordinal)) ? null : found;
    }

    /// <summary>
    /// A machine's SMBIOS UUID; null for what is none or a filler. Tools differ in the byte order of its first three parts, so of the two
    /// readings the lower one is taken.
    /// </summary>
    public static string? BiosUuid(ReadOnlySpan<char> text)
    {
        Span<char> d = stackalloc char[UuidDigits];
        if (!Hex(text.Trim(" {}"), d)) return null;
        string one = $"{d[..8]}-{d[8..12]}-{d[12..16]}-{d[16..20]}-{d[20..]}";
        string other = $"{d[6..8]}{d[4..6]}{d[2..4]}{d[..2]}-{d[10..12]}{d[8..10]}-{d[14..16]}{d[12..14]}-{d[16..20]}-{d[20..]}";
        string lower = string.CompareOrdinal(one, other) <= 0 ? one : other;
        return d.IndexOfAnyExcept('0') < 0 || d.IndexOfAnyExcept('f') < 0 || Fillers.Contains(one) || Fillers.Contains(other) ? null : lower;
    }

    /// <summary>Exactly so many hexadecimal digits, set apart by colons, hyphens and points, in lower case.</summary>
    private static bool Hex(ReadOnlySpan<char> text, Span<char> digits)
    {
        if (text.Length > 2 * digits.Length) return false;
        int count = 0;
        foreach (char c in text)
        {
            if (c is ':' or '-' or '.') continue;
            if (!char.IsAsciiHexDigit(c) || count == digits.Length) return false;
            digits[count++] = char.ToLowerInvariant(c);
        }
        return count == digits.Length;
    }
}
