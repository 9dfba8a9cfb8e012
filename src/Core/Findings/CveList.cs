namespace Cockpit.Core.Findings;

/// <summary>Takes the CVEs out of a cell that joins them by comma, semicolon, bar or white space. What is no CVE is passed over.</summary>
public ref struct CveList(ReadOnlySpan<byte> cell)
{
    private static readonly System.Buffers.SearchValues<byte> Separators = System.Buffers.SearchValues.Create(" ,;|\t\r\n"u8);

    private ReadOnlySpan<byte> rest = cell;

    public bool TryNext(out CveId cve)
    {
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOfAny(Separators);
            ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (CveId.TryParse(word) is { } found)
            {
                cve = found;
                return true;
            }
        }
        cve = default;
        return false;
    }
}
