using Cockpit.Core.Risk;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Risk;

/// <summary>Draws the burn-down: a sentence, the curve with its dates, then what each level did.</summary>
internal static class BurnDownView
{
    /// <summary>Rows under the curve: dates, what moved scores, a blank one, the title and five levels.</summary>
    private const int FootRows = 9, HeadRows = 2;

    public static void Draw(BurnDownScreen screen, Canvas body, Look look)
    {
        if (screen.Days is null)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        IReadOnlyList<BurndownPoint> days = screen.Shown;
        if (days.Count == 0)
        {
            body.Put(0, 0, "No findings. i imports a Nessus or Qualys file.");
            return;
        }
        BurndownPoint first = days[0], now = days[^1];
        int at = body.Put(0, 0, $"POINTS now {now.Points:N0}", Style.Bold);
        if (days.Count > 1) at = body.Put(0, at, $"   {days.Count - 1} day{(days.Count == 2 ? "" : "s")} ago {first.Points:N0}, {Change(first.Points, now.Points)}");
        if (days.Count > 1 && now.KnownExploited is { } kev) body.Put(0, at, SafeText.Fit($"   {kev:N0} known exploited", body.Width - at));
        int plot = Math.Max(3, body.Height - HeadRows - FootRows);
        var marked = new HashSet<int>(Enumerable.Range(0, days.Count).Where(i => days[i].Moved.Count > 0));
        Plot.Draw(body.Part(HeadRows, 0, plot, body.Width), [.. days.Select(d => d.Points)], marked, Style.UnderWay, look.Glyphs);
        int row = HeadRows + plot, width = body.Width - Plot.AxisWidth - 1;
        Dates(days, body, row, width);
        Moves(days, marked, body, row + 1, width);
        if (row + 3 < body.Height) Levels(first, now, days.Count, body.Part(row + 3, 0, body.Height - row - 3, body.Width));
    }

    private static string Change(long before, long now)
    {
        if (before == now) return "no change";
        string percent = before == 0 ? "" : $" ({(now - before) * 100.0 / before:+0;-0}%)";
        return $"{now - before:+#,0;-#,0}{percent}";
    }

    /// <summary>A date at each end and some between, each under its day.</summary>
    private static void Dates(IReadOnlyList<BurndownPoint> days, Canvas body, int row, int width)
    {
        int labels = Math.Clamp(width / 16, 2, 7);
        int last = -1;
        for (int i = 0; i < labels; i++)
        {
            int day = labels == 1 ? 0 : (int)((long)i * (days.Count - 1) / (labels - 1));
            string text = i == labels - 1 ? "now" : days[day].Day.ToString("d MMM", null);
            int column = Math.Clamp(Plot.AxisWidth + 1 + Plot.ColumnOf(day, days.Count, width) - text.Length / 2, Plot.AxisWidth, body.Width - text.Length);
            if (column <= last) continue;
            last = body.Put(row, column, text, Style.Faint);
        }
    }

    /// <summary>Why the curve moves without an import: new feeds, other rules.</summary>
    private static void Moves(IReadOnlyList<BurndownPoint> days, HashSet<int> marked, Canvas body, int row, int width)
    {
        if (marked.Count == 0) return;
        foreach (int day in marked)
        {
            bool rules = days[day].Moved.Contains("rules");
            body.Put(row, Plot.AxisWidth + 1 + Plot.ColumnOf(day, days.Count, width), rules ? "r" : "f", Style.Look);
        }
        body.Put(row, 0, "scores", Style.Faint);
        LocalDate latest = days[marked.Max()].Day;
        body.Put(row + 1, Plot.AxisWidth + 1, SafeText.Fit($"f: a feed moved scores, r: the rules did; last on {latest.ToString("d MMM", null)}", body.Width - Plot.AxisWidth - 1), Style.Faint);
    }

    private static void Levels(BurndownPoint first, BurndownPoint now, int days, Canvas canvas)
    {
        canvas.Put(0, 0, "OPEN", Style.Bold);
        canvas.PutRight(0, 26, "now", Style.Faint);
        if (days > 1)
        {
            canvas.PutRight(0, 42, $"{days - 1} days ago", Style.Faint);
            canvas.PutRight(0, 54, "change", Style.Faint);
        }
        (RiskLevel Level, long Before, long Now)[] levels =
        [
            (RiskLevel.VeryHigh, first.VeryHigh, now.VeryHigh), (RiskLevel.High, first.High, now.High), (RiskLevel.Moderate, first.Moderate, now.Moderate),
            (RiskLevel.Low, first.Low, now.Low), (RiskLevel.VeryLow, first.VeryLow, now.VeryLow),
        ];
        int row = 1;
        foreach ((RiskLevel level, long before, long count) in levels)
        {
            canvas.Put(row, 1, $" {RiskColors.Short(level),-2} ", RiskColors.Of(level));
            canvas.Put(row, 6, RiskMatrix.Word(level));
            canvas.PutRight(row, 26, $"{count:N0}");
            if (days > 1)
            {
                canvas.PutRight(row, 42, $"{before:N0}");
                canvas.PutRight(row, 54, count == before ? "-" : $"{count - before:+#,0;-#,0}", count > before && level >= RiskLevel.High ? Style.Look : Style.Plain);
            }
            row++;
        }
    }
}
