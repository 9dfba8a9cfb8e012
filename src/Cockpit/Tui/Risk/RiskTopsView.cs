using Cockpit.Core.Hosts;
using Cockpit.Operations.Risk;
using Cockpit.Operations.Updates;
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
        // Both lists, where there are both, halve the pane.
        UpdateLine[] removing = [.. (tops.Updates ?? []).Where(u => u.Points > 0)];
        int updates = removing.Length > 0 ? Math.Min(removing.Length + 1, Math.Max(4, canvas.Height * 2 / 3)) : 0;
        if (updates > 0) ByUpdate(removing, canvas.Part(0, 0, updates, canvas.Width));
        Hosts(tops.Hosts, canvas.Part(updates == 0 ? 0 : updates + 1, 0, canvas.Height - (updates == 0 ? 0 : updates + 1), canvas.Width), 0);
    }

    private static void ByUpdate(IReadOnlyList<UpdateLine> updates, Canvas canvas)
    {
        canvas.Put(0, 0, "BY UPDATE", Style.Bold);
        canvas.PutRight(0, canvas.Width - 5, "removes", Style.Faint);
        canvas.PutRight(0, canvas.Width, "KEV", Style.Faint);
        int row = 1;
        foreach (UpdateLine update in updates.Take(canvas.Height - 1))
        {
            canvas.Put(row, 0, SafeText.Fit($"{update.Update} {update.Version}", canvas.Width - 13));
            canvas.PutRight(row, canvas.Width - 5, $"{update.Points:N0}");
            canvas.PutRight(row++, canvas.Width, $"{update.Kev:N0}", update.Kev > 0 ? Style.Look : Style.Plain);
        }
    }

    /// <summary>Rows under the list of updates: a blank one and what the figures mean.</summary>
    public const int UpdatesFoot = 2;

    public static void Updates(IReadOnlyList<UpdateLine> updates, GridCursor cursor, Canvas body, Look look)
    {
        long most = Math.Max(1, updates.Max(u => u.Points));
        int bar = look.Wide ? 40 : 14;
        Column<UpdateLine>[] columns =
        [
            new("", 1, u => u.Class is UpdateClass.Security ? look.Show(Mark.Look('S')) : look.Show(Mark.UnderWay('u'))),
            new("update", look.Wide ? 36 : 26, u => $"{u.Update} {u.Version}", Grow: true),
            new("removes", 7, u => $"{u.Points:N0}", Right: true),
            new("", bar, u => u.Points == 0 ? "" : new Styled(new string(look.Glyphs ? '█' : '#', (int)Math.Max(1, u.Points * bar / most)), Style.UnderWay), Priority: 1),
            new("hosts", 5, u => $"{u.PendingHosts:N0}", Right: true),
            new("closes", 6, u => $"{u.Closes:N0}", Right: true),
            new("KEV", 4, u => u.Kev > 0 ? new Styled($"{u.Kev:N0}", Style.Look) : "0", Right: true),
            new("held", 4, u => u.HeldHosts > 0 ? $"{u.HeldHosts:N0}" : "", Priority: 2, Right: true),
        ];
        Grid.Draw(body.Part(0, 0, body.Height - UpdatesFoot, body.Width), columns, updates, cursor);
        body.Put(body.Height - 1, 0, SafeText.Fit("points VH 10 H 5 M 2 L 1; what needs several updates counts for none of them", body.Width), Style.Faint);
    }

    public static void Draw(TopHostsScreen screen, Canvas body, Look look)
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
        int bar = look.Wide ? 50 : 30;
        Column<RiskyHost>[] columns =
        [
            new("host", look.Wide ? 34 : 20, h => h.Matched ? h.Host : new Styled(h.Host, Style.Faint)),
            new("points", 7, h => $"{h.Points:N0}", Right: true),
            new("", bar, h => h.Points == 0 ? "" : new Styled(new string(look.Glyphs ? '█' : '#', (int)Math.Max(1, h.Points * bar / most)), Style.UnderWay), Priority: 1),
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
