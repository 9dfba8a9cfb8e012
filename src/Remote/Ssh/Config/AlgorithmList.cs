namespace Cockpit.Remote.Ssh.Config;

/// <summary>A list of algorithms as ssh_config(5) writes it, on top of this program's own. Pure.</summary>
internal static class AlgorithmList
{
    /// <param name="said">"a,b" instead of the usual ones, "+a" behind them, "^a" before them, "-a*" without these; null is the usual ones.</param>
    /// <returns>Null for the usual ones.</returns>
    public static IReadOnlyList<string>? Of(string? said, IReadOnlyList<string> usual)
    {
        if (said is null)
        {
            return null;
        }

        var names = said.TrimStart('+', '^', '-').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return said[0] switch
        {
            '+' => [.. usual.Union(names)],
            '^' => [.. names.Union(usual)],
            '-' => [.. usual.Where(u => !names.Any(n => Wildcard.Like(n, u)))],
            _ => [.. names.Distinct()],
        };
    }
}
