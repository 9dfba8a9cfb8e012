namespace Cockpit.Core.Ids;

/// <summary>The number of an import in this file; people type and read it as M17. Unique within one file only.</summary>
public readonly record struct ImportId(long Value)
{
    public override string ToString() => $"M{Value}";

    /// <summary>Reads "M17", "m17", "#17" or "17"; leading zeros do not matter.</summary>
    public static bool TryParse(string text, out ImportId id)
    {
        bool ok = ShortId.TryParse(text, 'M', out long number);
        id = new ImportId(number);
        return ok;
    }
}
