namespace Cockpit.Core.Ids;

/// <summary>The number of a freeze in this file; people type and read it as Z3.</summary>
public readonly record struct FreezeId(long Value)
{
    public override string ToString() => $"Z{Value}";

    /// <summary>Reads "Z3", "z3", "#3" or "3"; leading zeros do not matter.</summary>
    public static bool TryParse(string text, out FreezeId id)
    {
        bool ok = ShortId.TryParse(text, 'Z', out long number);
        id = new FreezeId(number);
        return ok;
    }
}
