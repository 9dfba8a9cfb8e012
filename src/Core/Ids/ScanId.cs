namespace Cockpit.Core.Ids;

/// <summary>The number of a scan in this file; people type and read it as S17. Unique within one file only.</summary>
public readonly record struct ScanId(long Value)
{
    public override string ToString() => $"S{Value}";

    /// <summary>Reads "S17", "s17", "#17" or "17"; leading zeros do not matter.</summary>
    public static bool TryParse(string text, out ScanId id)
    {
        bool ok = ShortId.TryParse(text, 'S', out long number);
        id = new ScanId(number);
        return ok;
    }
}
