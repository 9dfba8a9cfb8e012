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

    public static void Draw(TopScreen screen, Canvas body, Look look)
    {
        if (screen.Tops is not { } tops)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        if (tops.Hosts.Count == 0)
        {
            body.Put(0, 0, screen.Frame.Applied.Text.Length > 0 ? $"0 of {screen.Frame.Head?.Open:N0} match. Esc clears." : "No open finding.");
            return;
        }
        long most = Math.Max(1, tops.Hosts[0].Points);
        Column<RiskyHost>[] columns =
        [
            new("host", 16, h => h.Matched ? h.Host : new Styled(h.Host, Style.Faint), Grow: look.Wide),
            new("points", 7, h => $"{h.Points:N0}", Right: true),
            new("", 30, h => new Styled(new string(look.Glyphs ? '█' : '#', (int)Math.Max(1, h.Points * 30 / most)), Style.UnderWay), Priority: 1),
            new("open", 6, h => $"{h.OpenFindings:N0}", Right: true),
            new("VH", 5, h => $"{h.VeryHigh:N0}", Right: true),
            new("KEV", 5, h => h.KnownExploited > 0 ? new Styled($"{h.KnownExploited:N0}", Style.Look) : "0", Right: true),
        ];
        Grid.Draw(body, columns, tops.Hosts, screen.Cursor);
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
