using Cockpit.Core.Risk;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>Draws the heat map, the list of the cell under the cursor, and on wide terminals what removes the most.</summary>
internal static class RiskView
{
    /// <summary>Rows of the list under the matrix, and of the lists beside it, that are read.</summary>
    public const int Preview = 40, MostTops = 40;

    /// <summary>Columns of the matrix where a pane stands beside it.</summary>
    private const int MatrixWidth = 80;

    private const int LabelWidth = 14;

    private static readonly string[] Likely = ["", "remote", "unlikely", "plausible", "likely", "very likely"];

    public static void Draw(RiskScreen screen, Canvas body, Look look)
    {
        if (screen.Picture is not { } picture)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        bool tall = look.Rows >= 30 && look.Columns >= 100;
        Canvas left = body.Part(0, 0, body.Height, look.Wide ? MatrixWidth : body.Width);
        int row = Matrix(screen, picture, left, tall, look);
        row = Bands(picture, left, row, tall);
        if (look.Wide) RiskTopsView.Beside(screen.Tops, body.Part(0, MatrixWidth + 2, row - 1, body.Width - MatrixWidth - 2), look);
        Canvas list = body.Part(row, 0, body.Height - row, body.Width);
        if (picture.AsOf is null && screen.Frame.Applied.Text.Length == 0) list.Put(0, 0, "No findings. i imports a Nessus or Qualys file.");
        else if (picture.Total > 0) Cell(screen, list, look);
        else if (screen.Frame.Applied.Text.Length > 0) Nothing(screen, list);
        else list.Put(0, 0, "No open finding.", Style.Good);
    }

    /// <summary>Rows by likelihood, the highest on top; a cell is one row high, or three where there is room.</summary>
    private static int Matrix(RiskScreen screen, RiskMatrixResult picture, Canvas body, bool tall, Look look)
    {
        int width = Math.Clamp((body.Width - LabelWidth) / RiskMatrix.Steps, 8, 13), height = tall ? 3 : 1, row = 0;
        body.Put(row, 1, "likely", Style.Faint);
        body.PutRight(row, LabelWidth + width / 2 - 1, "impact", Style.Faint);
        for (int impact = 1; impact <= RiskMatrix.Steps; impact++) body.Put(row, LabelWidth + (impact - 1) * width + width / 2, $"{impact}", Style.Faint);
        row++;
        for (int likelihood = RiskMatrix.Steps; likelihood >= 1; likelihood--, row += height)
        {
            body.Put(row + height / 2, 1, $"{likelihood} {Likely[likelihood]}");
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
            {
                RiskCell cell = picture[likelihood, impact];
                bool here = likelihood == screen.Likelihood && impact == screen.Impact;
                int at = LabelWidth + (impact - 1) * width;
                Cell(cell, body.Part(row, at + 1, height, width - 2), here, tall, look);
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

    /// <summary>"VH   12 +3": the band, how many, by how many they changed in seven days.</summary>
    private static void Cell(RiskCell cell, Canvas box, bool here, bool tall, Look look)
    {
        Style style = cell.Count == 0 ? Style.Faint : RiskColors.Of(cell.Level);
        if (cell.Count > 0) for (int r = 0; r < box.Height; r++) box.Clear(r, style);
        if (here) style = style with { Emphasis = Emphasis.Bold };
        string level = RiskColors.Short(cell.Level), count = Short(cell.Count);
        string change = cell.Change7d == 0 ? "" : $"{(cell.Change7d > 0 ? "+" : "-")}{Short(Math.Abs(cell.Change7d))}";
        if (tall)
        {
            box.Put(0, 1, level, style);
            box.PutRight(0, box.Width - 1, count, style);
            // What moved shows its 30 days.
            box.Put(1, 1, Spark.Of(cell.Trend, box.Width - 2, look.Glyphs), style);
            box.PutRight(2, box.Width - 1, change.Length > 0 ? $"{change} in 7d" : "", style);
            return;
        }
        // The change stands there where it leaves a blank before it; the line of the cell under the cursor has it in any case.
        const int ChangeWidth = 5;
        bool beside = box.Width >= level.Length + 1 + count.Length + ChangeWidth || box.Width >= ChangeWidth + 6 && count.Length <= 3;
        box.Put(0, 0, level, style);
        box.PutRight(0, box.Width >= ChangeWidth + 6 ? box.Width - ChangeWidth + (count.Length > 3 ? 1 : 0) : box.Width, count, style);
        if (beside && change.Length < ChangeWidth) box.PutRight(0, box.Width, change, style);
    }

    private static string Short(long count) => count > 9_999 ? $"{count / 1000}k" : $"{count}";

    private static int Bands(RiskMatrixResult picture, Canvas body, int row, bool tall)
    {
        if (tall) body.Put(row++, LabelWidth + 1, picture.Cells.Any(c => c.Trend.Count > 1) ? "bars: the last 30 days" : "", Style.Faint);
        int at = 0;
        foreach (var band in picture.Cells.GroupBy(c => c.Level).OrderByDescending(g => g.Key))
        {
            at = body.Put(row, at, $" {RiskColors.Short(band.Key)} {band.Sum(c => c.Count):N0} ", RiskColors.Of(band.Key));
            long change = band.Sum(c => c.Change7d);
            string by = change == 0 ? "" : $" {(change > 0 ? "+" : "-")}{Short(Math.Abs(change))}";
            // Half a number would be another number.
            if (at + by.Length <= body.Width) at = body.Put(row, at, by);
            at += 2;
        }
        if (picture.Cells.Any(c => c.Change7d != 0) && at + 9 <= body.Width) body.Put(row, at, "in 7 days", Style.Faint);
        return row + 2;
    }

    /// <summary>Words that nothing has may have been meant for a host, which a filter names otherwise.</summary>
    private static void Nothing(RiskScreen screen, Canvas list)
    {
        list.Put(0, 0, $"0 of {screen.Frame.Head?.Open:N0} match. Esc clears.");
        if (screen.Frame.Applied.Words is { } words) list.Put(1, 0, SafeText.Fit($"Words are looked for in findings' names and CVEs. For a host: name = {words}", list.Width), Style.Faint);
    }

    private static void Cell(RiskScreen screen, Canvas canvas, Look look)
    {
        if (screen.Here is not { } cell) return;
        int at = canvas.Put(0, 0, $"CELL {cell.Likelihood}x{cell.Impact} {RiskColors.Short(cell.Level)}", Style.Bold) + 2;
        int? hosts = !screen.Rows.IsDefault && screen.Rows.Length == cell.Count ? screen.Rows.Select(r => r.Host).Distinct().Count() : null;
        canvas.Put(0, at, $"{cell.Count:N0} finding{(cell.Count == 1 ? "" : "s")}{(hosts is { } h ? $", {h} host{(h == 1 ? "" : "s")}" : "")}{(cell.Change7d == 0 ? "" : $", {cell.Change7d:+#,0;-#,0} in 7 days")}");
        if (cell.Count == 0) return;
        if (screen.Rows.IsDefault)
        {
            canvas.Put(1, 1, "reading ..", Style.Faint);
            return;
        }
        int fit = cell.Count > canvas.Height - 2 ? canvas.Height - 3 : canvas.Height - 2;
        Grid.Draw(canvas.Part(1, 0, canvas.Height - 1, canvas.Width), FindingColumns.Of(look, withLevel: false), [.. screen.Rows.Take(fit)], new GridCursor(), focused: false);
        long more = cell.Count - Math.Min(fit, screen.Rows.Length);
        if (more > 0) canvas.Put(canvas.Height - 1, 1, $".. {more:N0} more; Enter lists them", Style.Faint);
    }
}
