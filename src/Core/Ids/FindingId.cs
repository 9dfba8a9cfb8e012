namespace Cockpit.Core.Ids;

/// <summary>The number of a finding in this file; people type and read it as F17. Unique within one file only.</summary>
public readonly record struct FindingId(long Value)
{
    public override string ToString() => $"F{Value}";

    /// <summary>Reads "F17", "f17", "#17" or "17"; leading zeros do not matter.</summary>
    public static bool TryParse(string text, out FindingId id)
    {
        bool ok = ShortId.TryParse(text, 'F', out long number);
        id = new FindingId(number);
        return ok;
    }
}
