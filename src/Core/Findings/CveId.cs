namespace Cockpit.Core.Findings;

/// <summary>A CVE's number. Year 1999 to 2999, a running number of at least four digits.</summary>
public readonly record struct CveId(int Year, int Number)
{
    public override string ToString() => $"CVE-{Year}-{Number:0000}";

    /// <summary>Reads "CVE-2021-44228" in any case; null when it is none.</summary>
    public static CveId? TryParse(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 13 or > 17 || (text[0] | 0x20) != 'c' || (text[1] | 0x20) != 'v' || (text[2] | 0x20) != 'e' || text[3] != '-' || text[8] != '-') return null;
        return Digits(text[4..8]) is { } year and >= 1999 and <= 2999 && Digits(text[9..]) is { } number and > 0 ? new CveId(year, number) : null;
    }

    public static CveId? TryParse(string text) => text.Length > 17 ? null : TryParse(System.Text.Encoding.UTF8.GetBytes(text));

    private static int? Digits(ReadOnlySpan<byte> text)
    {
        int value = 0;
        foreach (byte b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') return null;
            value = value * 10 + (b - '0');
        }
        return value;
    }
}
