using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class PlotTests
{
    [Fact]
    public void Columns_are_as_high_as_their_values()
    {
        var canvas = new Canvas(Plot.AxisWidth + 1 + 5, 5, ascii: true);
        Plot.Draw(canvas, [0, 100, 200, 300, 400], new HashSet<int> { 3 }, Style.Plain, glyphs: false);
        string[] rows = canvas.ToString().Split('\n');
        Assert.Equal("    400 |   :#", rows[0]);
        Assert.Equal("        |   ##", rows[1]);
        Assert.Equal("    200 |  ###", rows[2]);
        Assert.Equal("        | ####", rows[3]);
        Assert.Equal("      0 +-----", rows[4]);
    }

    [Fact]
    public void The_curve_in_dots_has_the_same_shape()
    {
        var canvas = new Canvas(Plot.AxisWidth + 1 + 5, 5);
        Plot.Draw(canvas, [400, 400, 400, 400, 400], new HashSet<int>(), Style.Plain, glyphs: true);
        Assert.Equal("    400 │⣿⣿⣿⣿⣿", canvas.Row(0));
        var falling = new Canvas(Plot.AxisWidth + 1 + 4, 3);
        Plot.Draw(falling, [40, 0], new HashSet<int>(), Style.Plain, glyphs: true);
        Assert.Equal("     40 │⣷⣄", falling.Row(0));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1_933, 2_000)]
    [InlineData(2_044, 2_500)]
    [InlineData(1_000_001, 1_200_000)]
    public void The_axis_ends_on_a_round_number(long value, long top) => Assert.Equal(top, Plot.RoundUp(value));

    [Fact]
    public void A_value_that_is_too_small_for_a_cell_is_there_all_the_same()
    {
        var canvas = new Canvas(Plot.AxisWidth + 1 + 4, 4, ascii: true);
        Plot.Draw(canvas, [1_000, 1], new HashSet<int>(), Style.Plain, glyphs: false);
        Assert.EndsWith("_", canvas.Row(2));
    }

    [Fact]
    public void A_spark_shows_what_moved_and_nothing_where_nothing_did()
    {
        Assert.Equal("_.-:=+*#", Spark.Of([1, 2, 3, 4, 5, 6, 7, 8], 8, glyphs: false));
        Assert.Equal("▁▄█", Spark.Of([0, 0, 5, 4, 8, 8], 3, glyphs: true));
        Assert.Equal("", Spark.Of([7, 7, 7], 3, glyphs: true));
        Assert.Equal("", Spark.Of([7], 3, glyphs: true));
    }
}
