namespace Cockpit.Core.Scopes;

/// <summary>SQL's three values. What rests on a fact that is not set is unknown, and stays so under <c>not</c>.</summary>
public enum Truth { No, Unknown, Yes }

internal static class Truths
{
    public static Truth Not(Truth a) => a switch { Truth.Yes => Truth.No, Truth.No => Truth.Yes, _ => Truth.Unknown };

    /// <summary>The least of all parts: one No makes it No, whatever is unknown.</summary>
    public static Truth And(Truth a, Truth b) => (Truth)Math.Min((int)a, (int)b);

    /// <summary>The greatest of all parts: one Yes makes it Yes, whatever is unknown.</summary>
    public static Truth Or(Truth a, Truth b) => (Truth)Math.Max((int)a, (int)b);
}
