using Cockpit.Core.Risk;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Risk;

/// <summary>Draws the heat map and the list of the cell under the cursor.</summary>
internal static class RiskView
{
    private static readonly string[] Likely = ["", "remote", "unlikely", "plausible", "likely", "very likely"];

    public static void Draw(RiskScreen screen, Canvas body, Look look)
    {
        if (screen.Picture is not { } picture)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        bool big = look.Rows >= 30 && look.Columns >= 100;
        int row = Matrix(screen, picture, body, big);
        row = Bands(picture, body, row);
        if (picture.AsOf is null) body.Put(row, 0, "No findings. i imports a Nessus or Qualys file.");
        else if (picture.Total == 0) body.Put(row, 0, "No open finding.", Style.Good);
        else Cell(screen, body.Part(row, 0, body.Height - row, body.Width), look);
    }

    /// <summary>Rows by likelihood, the highest on top; a cell is 6x1, or 12x3 where there is room.</summary>
    private static int Matrix(RiskScreen screen, RiskMatrixResult picture, Canvas body, bool big)
    {
        int left = 20, width = big ? 13 : 10, height = big ? 3 : 1, row = 0;
        body.Put(row, 1, "likely", Style.Faint);
        body.Put(row, 12, "impact", Style.Faint);
        for (int impact = 1; impact <= RiskMatrix.Steps; impact++) body.Put(row, left + (impact - 1) * width + width / 2 - 1, $"{impact}", Style.Faint);
        row++;
        for (int likelihood = RiskMatrix.Steps; likelihood >= 1; likelihood--, row += height)
        {
            int middle = row + height / 2;
            body.Put(middle, 1, $"{likelihood} {Likely[likelihood]}");
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
            {
                RiskCell cell = picture[likelihood, impact];
                bool here = likelihood == screen.Likelihood && impact == screen.Impact;
                Style style = cell.Count == 0 ? Style.Faint : RiskColors.Of(cell.Level);
                int at = left + (impact - 1) * width;
                for (int r = row; r < row + height; r++) body.Put(r, at + 1, new string(' ', width - 2), cell.Count == 0 ? Style.Plain : style);
                string count = cell.Count > 99_999 ? $"{cell.Count / 1000}k" : $"{cell.Count}";
                body.Put(middle, at + 2, $"{RiskColors.Short(cell.Level),-2}", style);
                body.PutRight(middle, at + width - 2, count, here ? style with { Emphasis = Emphasis.Bold } : style);
                if (big && cell.Change7d != 0) body.PutRight(row + 2, at + width - 2, $"{cell.Change7d:+0;-0} in 7d", style);
                if (!here) continue;
                // Brackets stand outside of the colour, so the cursor shows without it.
                for (int r = row; r < row + height; r++)
                {
                    body.Put(r, at, "[", Style.Bold);
                    body.Put(r, at + width - 1, "]", Style.Bold);
                }
            }
        }
        return row;
    }

    private static int Bands(RiskMatrixResult picture, Canvas body, int row)
    {
        int at = 0;
        foreach (var band in picture.Cells.GroupBy(c => c.Level).OrderByDescending(g => g.Key))
        {
            at = body.Put(row, at, $" {RiskColors.Short(band.Key)} {band.Sum(c => c.Count):N0} ", RiskColors.Of(band.Key));
            long change = band.Sum(c => c.Change7d);
            if (change != 0) at = body.Put(row, at, $" {change:+#,0;-#,0}");
            at += 2;
        }
        if (picture.Cells.Any(c => c.Change7d != 0) && at + 9 <= body.Width) body.Put(row, at, "in 7 days", Style.Faint);
        return row + 2;
    }

    private static void Cell(RiskScreen screen, Canvas canvas, Look look)
    {
        if (screen.Here is not { } cell) return;
        int at = canvas.Put(0, 0, $"CELL {cell.Likelihood}x{cell.Impact} {RiskColors.Short(cell.Level)}", Style.Bold);
        string hosts = screen.Rows is { Count: > 0 } rows && !screen.More ? $", {rows.Select(r => r.Host).Distinct().Count()} hosts" : "";
        canvas.Put(0, at + 2, $"{cell.Count:N0} findings{hosts}");
        if (screen.Rows is null)
        {
            canvas.Put(1, 1, "reading ..", Style.Faint);
            return;
        }
        int fit = cell.Count > canvas.Height - 2 ? canvas.Height - 3 : canvas.Height - 2;
        Grid.Draw(canvas.Part(1, 0, canvas.Height - 1, canvas.Width), FindingColumns.Of(look), [.. screen.Rows.Take(fit)], new GridCursor(), focused: false);
        long more = cell.Count - Math.Min(fit, screen.Rows.Count);
        if (more > 0) canvas.Put(canvas.Height - 1, 1, $".. {more:N0} more; Enter lists them", Style.Faint);
    }
}
