using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>
/// A curve over equal steps as the area under it, from zero up to a round number. Two by four dots stand in a cell where there are braille
/// signs; elsewhere columns of "#" do, which read as well and need no font.
/// </summary>
public static class Plot
{
    /// <summary>Cells left of the curve, for its numbers.</summary>
    public const int AxisWidth = 8;

    private static readonly int[] Dots = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];

    /// <summary>Draws the curve and its numbers; the last row is the line of zero.</summary>
    /// <param name="marked">Steps that a line goes up from.</param>
    public static void Draw(Canvas canvas, IReadOnlyList<long> values, IReadOnlySet<int> marked, Style style, bool glyphs)
    {
        int height = canvas.Height - 1, width = canvas.Width - AxisWidth - 1;
        if (height < 2 || width < 4 || values.Count == 0) return;
        long top = RoundUp(values.Max());
        for (int row = 0; row <= height; row++)
        {
            bool labelled = row == 0 || row == height || row == height / 2 && height >= 4;
            if (labelled) canvas.PutRight(row, AxisWidth - 1, Short(top * (height - row) / height), Style.Faint);
            canvas.Put(row, AxisWidth, row == height ? glyphs ? "└" : "+" : glyphs ? "│" : "|", Style.Faint);
        }
        canvas.Put(height, AxisWidth + 1, new string(glyphs ? '─' : '-', width), Style.Faint);
        Canvas field = canvas.Part(0, AxisWidth + 1, height, width);
        foreach (int step in marked)
        {
            int column = ColumnOf(step, values.Count, width);
            for (int row = 0; row < height; row++) field.Put(row, column, glyphs ? "┊" : ":", Style.Faint);
        }
        if (glyphs) Area(field, values, top, style);
        else Columns(field, values, top, style);
    }

    /// <summary>The cell, from the left end of the curve, that a step stands in.</summary>
    public static int ColumnOf(int step, int steps, int width) => steps <= 1 ? 0 : (int)((long)step * (width - 1) / (steps - 1));

    /// <summary>The next number of the form 1, 2, 2.5, 5 or 10 times a power of ten, at least 4.</summary>
    internal static long RoundUp(long value)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (long step in new[] { power * 4, power * 5, power * 6, power * 8, power * 10, power * 12, power * 15, power * 20, power * 25, power * 30 })
            {
                if (step >= value) return step;
            }
        }
    }

    private static void Columns(Canvas field, IReadOnlyList<long> values, long top, Style style)
    {
        for (int column = 0; column < field.Width; column++)
        {
            double value = At(values, column, field.Width);
            int cells = (int)Math.Round(value * field.Height / top);
            for (int row = field.Height - cells; row < field.Height; row++) field.Put(row, column, "#", style);
            // What is too little for a cell is there all the same.
            if (cells == 0 && value > 0) field.Put(field.Height - 1, column, "_", style);
        }
    }

    /// <summary>All dots up to the curve, so that the eye sees an area and not a trail.</summary>
    private static void Area(Canvas field, IReadOnlyList<long> values, long top, Style style)
    {
        int dotsWide = field.Width * 2, dotsHigh = field.Height * 4;
        var cells = new int[field.Height, field.Width];
        for (int x = 0; x < dotsWide; x++)
        {
            double value = At(values, x, dotsWide);
            int high = Math.Clamp((int)Math.Round(value * dotsHigh / top), value > 0 ? 1 : 0, dotsHigh);
            for (int dot = dotsHigh - high; dot < dotsHigh; dot++) cells[dot / 4, x / 2] |= Dots[x % 2 * 4 + dot % 4];
        }
        for (int row = 0; row < field.Height; row++)
            for (int column = 0; column < field.Width; column++)
                if (cells[row, column] != 0) field.Put(row, column, ((char)(0x2800 + cells[row, column])).ToString(), style);
    }

    private static double At(IReadOnlyList<long> values, int x, int width)
    {
        double at = width <= 1 ? 0 : (double)x * (values.Count - 1) / (width - 1);
        int left = (int)at;
        return left + 1 >= values.Count ? values[^1] : values[left] + (values[left + 1] - values[left]) * (at - left);
    }

    private static string Short(long value) => value >= 1_000_000 ? $"{value / 1_000_000.0:0.#}M" : value >= 100_000 ? $"{value / 1_000}k" : $"{value:N0}";
}
