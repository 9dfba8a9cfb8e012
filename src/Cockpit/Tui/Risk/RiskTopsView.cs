using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>Draws the machines and updates with the most points.</summary>
internal static class RiskTopsView
{
    /// <summary>The pane beside the matrix.</summary>
    public static void Beside(RiskTops? tops, Canvas canvas, Look look)
    {
        if (tops is null) return;
        Hosts(tops.Hosts, canvas, 0);
    }

    private static void Hosts(IReadOnlyList<RiskyHost> hosts, Canvas canvas, int row)
    {
        if (hosts.Count == 0) return;
        canvas.Put(row, 0, "BY HOST", Style.Bold);
        canvas.PutRight(row, canvas.Width - 7, "points", Style.Faint);
        canvas.PutRight(row, canvas.Width, "VH", Style.Faint);
        foreach (RiskyHost host in hosts.Take(canvas.Height - row - 1))
        {
            row++;
            canvas.Put(row, 0, SafeText.Fit(host.Host, canvas.Width - 16), host.Matched ? Style.Plain : Style.Faint);
            canvas.PutRight(row, canvas.Width - 7, $"{host.Points:N0}");
            canvas.PutRight(row, canvas.Width, $"{host.VeryHigh:N0}");
        }
    }
}
