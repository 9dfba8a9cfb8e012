using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class GridTests
{
    private static readonly Column<string>[] Columns =
    [
        new("", 1, _ => "+"),
        new("host", 6, r => r),
        new("os", 9, _ => "debian 12", Priority: 2),
        new("upd", 3, r => r.Length.ToString(), Right: true),
        new("policy", 8, _ => "prod-web", Priority: 1, Grow: true),
    ];

    [Fact]
    public void Columns_drop_by_priority_and_never_the_name()
    {
        Assert.Equal("   host   os        upd policy", Draw(40));
        Assert.Equal("   host   upd policy", Draw(24));
        Assert.Equal("   host   upd", Draw(16));
    }

    [Fact]
    public void The_cursor_stays_on_its_row_when_rows_come_and_go()
    {
        string[] rows = ["a", "b", "c", "d"];
        GridCursor cursor = new GridCursor().To(2, rows, r => r, 10);
        Assert.Equal(("c", 3), (Now(["a", "x", "b", "c", "d"]).Key, Now(["a", "x", "b", "c", "d"]).Index));
        Assert.Equal("d", Now(["a", "b", "d"]).Key);
        Assert.Equal("b", Now(["a", "b"]).Key);
        Assert.Null(Now([]).Key);

        GridCursor Now(string[] changed) => cursor.Among(changed, r => r, 10);
    }

    [Fact]
    public void Moving_scrolls_just_enough()
    {
        string[] rows = [.. Enumerable.Range(0, 100).Select(i => $"h{i}")];
        GridCursor cursor = new GridCursor().To(0, rows, r => r, 10);
        cursor = Move(NamedKey.PageDown);
        Assert.Equal((10, 1), (cursor.Index, cursor.Top));
        cursor = Move(NamedKey.End);
        Assert.Equal((99, 90), (cursor.Index, cursor.Top));
        cursor = Move(NamedKey.Down);
        Assert.Equal(99, cursor.Index);
        cursor = Move(NamedKey.Up);
        Assert.Equal((98, 90), (cursor.Index, cursor.Top));
        cursor = Move(NamedKey.Home);
        Assert.Equal((0, 0), (cursor.Index, cursor.Top));

        GridCursor Move(NamedKey key) => cursor.Moved(KeyPress.Of(key), rows, r => r, 10)!;
    }

    [Fact]
    public void A_million_rows_are_looked_at_only_where_they_show()
    {
        var rows = new CountingRows();
        var canvas = new Canvas(40, 21);
        Grid.Draw(canvas, Columns, rows, new GridCursor().To(500_000, rows, r => r, 20));
        Assert.InRange(rows.Reads, 20, 200);
        Assert.StartsWith(">+ r50", canvas.Row(20));
    }

    private static string Draw(int width)
    {
        var canvas = new Canvas(width, 2);
        Grid.Draw(canvas, Columns, ["web-07"], new GridCursor());
        return canvas.Row(0);
    }

    private sealed class CountingRows : IReadOnlyList<string>
    {
        public int Reads { get; private set; }

        public int Count => 1_000_000;

        public string this[int index]
        {
            get
            {
                Reads++;
                return $"r{index}";
            }
        }

        public IEnumerator<string> GetEnumerator() => throw new InvalidOperationException("A list must not be walked.");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
