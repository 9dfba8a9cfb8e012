using System.Text;

namespace Cockpit.Tui.Kit;

/// <summary>A row of values as a row of signs, the lowest to the highest.</summary>
public static class Spark
{
    private const string Blocks = "▁▂▃▄▅▆▇█", Ascii = "_.-:=+*#";

    /// <summary>The last value of each stretch, so many as fit; empty where nothing moved, for a flat line says nothing.</summary>
    public static string Of(IReadOnlyList<long> values, int width, bool glyphs)
    {
        if (values.Count < 2 || width < 2) return "";
        long low = values.Min(), high = values.Max();
        if (low == high) return "";
        int cells = Math.Min(width, values.Count);
        string signs = glyphs ? Blocks : Ascii;
        var spark = new StringBuilder(cells);
        for (int i = 0; i < cells; i++)
        {
            long value = values[(int)((i + 1L) * values.Count / cells) - 1];
            spark.Append(signs[(int)((value - low) * (signs.Length - 1) / (high - low))]);
        }
        return spark.ToString();
    }
}
