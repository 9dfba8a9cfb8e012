namespace Cockpit.Core.Ids;

/// <summary>The number of a rollout in this file; people type and read it as R17. Unique within one file only.</summary>
public readonly record struct RolloutId(long Value)
{
    public override string ToString() => $"R{Value}";

    /// <summary>Reads "R17", "r17", "#17" or "17"; leading zeros do not matter.</summary>
    public static bool TryParse(string text, out RolloutId id)
    {
        bool ok = ShortId.TryParse(text, 'R', out long number);
        id = new RolloutId(number);
        return ok;
    }
}
