namespace Cockpit.Scanner.Rpm;

/// <summary>The four severities that vendors of rpm distributions give, least first.</summary>
internal static class Severities
{
    private static readonly string[] Order = ["low", "moderate", "important", "critical"];

    /// <summary>The worst of them; null where none is given. Amazon says "medium" for moderate.</summary>
    public static string? Worst(IEnumerable<string> severities)
    {
        var worst = severities.Select(s => Array.IndexOf(Order, s == "medium" ? "moderate" : s)).DefaultIfEmpty(-1).Max();
        return worst < 0 ? null : Order[worst];
    }
}
