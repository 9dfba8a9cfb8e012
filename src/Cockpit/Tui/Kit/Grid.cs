using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>A column of a list.</summary>
/// <param name="Width">Cells; the least width where it grows.</param>
/// <param name="Priority">The highest goes first when there is no room; 0 never goes.</param>
/// <param name="Grow">Takes what is left over.</param>
public sealed record Column<T>(string Title, int Width, Func<T, Styled> Text, int Priority = 0, bool Right = false, bool Grow = false)
{
    /// <summary>Several texts side by side instead of one, such as a strip of marks.</summary>
    public Func<T, IEnumerable<Styled>>? Parts { get; init; }
}

/// <summary>Where the cursor of a list stands. It holds on to the row's key, not to its number, so that a refresh does not move it to another thing.</summary>
public sealed record GridCursor(string? Key = null, int Index = 0, int Top = 0)
{
    /// <summary>The cursor among rows that may have changed: on its key, else where it was.</summary>
    public GridCursor Among<T>(IReadOnlyList<T> rows, Func<T, string> key, int page)
    {
        if (rows.Count == 0) return new GridCursor();
        int index = Math.Clamp(Index, 0, rows.Count - 1);
        if (Key is not null && key(rows[index]) != Key)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                if (key(rows[i]) != Key) continue;
                index = i;
                break;
            }
        }
        return To(index, rows, key, page);
    }

    /// <summary>The cursor after a moving key; null when the key moves nothing.</summary>
    public GridCursor? Moved<T>(KeyPress press, IReadOnlyList<T> rows, Func<T, string> key, int page)
    {
        int? to = press switch
        {
            { Named: NamedKey.Up } or { Letter: 'k' } => Index - 1,
            { Named: NamedKey.Down } or { Letter: 'j' } => Index + 1,
            { Named: NamedKey.PageUp } => Index - page,
            { Named: NamedKey.PageDown } => Index + page,
            { Named: NamedKey.Home } or { Letter: 'g' } => 0,
            { Named: NamedKey.End } or { Letter: 'G' } => rows.Count - 1,
            _ when press.IsCtrl('u') => Index - page / 2,
            _ when press.IsCtrl('d') => Index + page / 2,
            _ => null,
        };
        return to is { } index && rows.Count > 0 ? To(Math.Clamp(index, 0, rows.Count - 1), rows, key, page) : null;
    }

    /// <summary>The cursor on this row.</summary>
    public GridCursor To<T>(int index, IReadOnlyList<T> rows, Func<T, string> key, int page)
    {
        page = Math.Max(1, page);
        int top = Math.Clamp(Top, Math.Max(0, index - page + 1), index);
        top = Math.Clamp(top, 0, Math.Max(0, rows.Count - page));
        return new GridCursor(key(rows[index]), index, top);
    }
}

/// <summary>Draws lists. Only the rows on the screen are looked at, so a million rows cost what twenty cost.</summary>
public static class Grid
{
    /// <summary>Draws the title row and the rows below it.</summary>
    /// <param name="canvas">The title takes its first row, the list the rest.</param>
    /// <param name="focused">Shows the cursor.</param>
    /// <param name="whole">For a row that has no columns, such as the head of a group: its texts side by side; null for the others.</param>
    public static void Draw<T>(
        Canvas canvas, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows, GridCursor cursor, bool focused = true, Func<T, IEnumerable<Styled>?>? whole = null)
    {
        List<(Column<T> Column, int At, int Width)> places = Place(columns, canvas.Width);
        foreach ((Column<T> column, int at, int width) in places)
        {
            if (column.Right) canvas.PutRight(0, at + width, SafeText.Fit(column.Title, width), Style.Faint);
            else canvas.Put(0, at, column.Title, Style.Faint, width);
        }
        int top = cursor.Top;
        for (int row = 1; row < canvas.Height && top + row - 1 < rows.Count; row++)
        {
            int index = top + row - 1;
            bool here = focused && index == cursor.Index;
            if (here) canvas.Put(row, 0, ">", Style.Bold);
            if (whole?.Invoke(rows[index]) is { } texts)
            {
                int end = 1;
                foreach (Styled text in texts) end = canvas.Put(row, end, text.Text, text.Style, canvas.Width - end);
                continue;
            }
            for (int i = 0; i < places.Count; i++)
            {
                (Column<T> column, int at, int width) = places[i];
                if (column.Parts is { } parts)
                {
                    int end = at;
                    foreach (Styled part in parts(rows[index])) end = canvas.Put(row, end, part.Text, part.Style, at + width - end);
                    continue;
                }
                Styled text = column.Text(rows[index]);
                // The name of the row under the cursor stands out; the mark before it keeps its own style.
                Style style = here && i == 1 ? text.Style with { Emphasis = text.Style.Emphasis | Emphasis.Bold } : text.Style;
                if (column.Right) canvas.PutRight(row, at + width, SafeText.Fit(text.Text, width), style);
                else canvas.Put(row, at, SafeText.Fit(text.Text, width), style, width);
            }
        }
    }

    /// <summary>Which columns fit, from where, how wide. Column 0 of the canvas is the cursor's.</summary>
    private static List<(Column<T> Column, int At, int Width)> Place<T>(IReadOnlyList<Column<T>> columns, int width)
    {
        var kept = columns.ToList();
        while (kept.Sum(c => c.Width + 1) > width && kept.Any(c => c.Priority > 0))
            kept.Remove(kept.Where(c => c.Priority > 0).MaxBy(c => c.Priority)!);
        int left = Math.Max(0, width - kept.Sum(c => c.Width + 1));
        int growing = kept.Count(c => c.Grow);
        var places = new List<(Column<T>, int, int)>(kept.Count);
        int at = 1;
        foreach (Column<T> column in kept)
        {
            int wide = column.Width + (column.Grow ? left / growing : 0);
            if (at >= width) break;
            places.Add((column, at, Math.Min(wide, width - at)));
            at += wide + 1;
        }
        return places;
    }
}
