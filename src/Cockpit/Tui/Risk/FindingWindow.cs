using System.Collections.Immutable;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>Which part of a list is read: all that is in the window, or the page after or before it.</summary>
public enum WindowPart { Whole, After, Before }

/// <summary>What is to be read.</summary>
/// <param name="From">The finding that the part begins behind; null is the first of all.</param>
public sealed record WindowRead(WindowPart Part, FindingLine? From, int FirstPage, int Limit);

/// <summary>
/// A window on a list without end. It holds a few pages and goes on by the key of the last row, so the millionth row costs what the first one
/// does; what is far from the cursor is let go and read again when somebody walks back.
/// </summary>
/// <param name="Rows">The findings in the window, the worst first; default until they were read.</param>
/// <param name="Starts">Behind which finding each page begins, as far as somebody has walked.</param>
/// <param name="FirstPage">The number of the window's first page.</param>
/// <param name="Ended">Nothing comes after the last row.</param>
/// <param name="Reading">A page is on its way.</param>
public sealed record FindingWindow(ImmutableArray<FindingLine> Rows, ImmutableList<FindingLine?> Starts, int FirstPage, bool Ended, bool Reading, GridCursor Cursor)
{
    public const int PageSize = 100, MostPages = 4;

    public static FindingWindow Unread { get; } = new(default, [null], 0, false, false, new GridCursor());

    public bool IsRead => !Rows.IsDefault;

    public bool IsEmpty => IsRead && Rows.IsEmpty && FirstPage == 0;

    public FindingLine? Here => IsRead && Cursor.Index < Rows.Length ? Rows[Cursor.Index] : null;

    /// <summary>The number of the row under the cursor in the whole list, from 1.</summary>
    public long Number => (long)FirstPage * PageSize + Cursor.Index + 1;

    /// <summary>How many are known to be there; a "+" belongs behind it while more may come.</summary>
    public long Known => (long)FirstPage * PageSize + (IsRead ? Rows.Length : 0);

    /// <summary>All that is in the window, as it is now.</summary>
    public WindowRead Refresh => new(WindowPart.Whole, Starts[FirstPage], FirstPage, IsRead ? Math.Max(PageSize, (Rows.Length + PageSize - 1) / PageSize * PageSize) : PageSize);

    /// <summary>The window after a moving key, and what it needs to read for it; null when the key moves nothing.</summary>
    public (FindingWindow Window, WindowRead? Read)? Moved(KeyPress key, int page)
    {
        if (!IsRead) return null;
        if (FirstPage > 0 && key is { Named: NamedKey.Home } or { Letter: 'g' })
            return (this with { Cursor = new GridCursor() }, new WindowRead(WindowPart.Whole, null, 0, PageSize));
        if (Cursor.Moved(key, Rows, f => f.Id, page) is not { } moved) return null;
        return (this with { Cursor = moved }).Wanting(page);
    }

    /// <summary>The cursor on this row of the window.</summary>
    public (FindingWindow Window, WindowRead? Read) To(int index, int page) =>
        (this with { Cursor = Cursor.To(Math.Clamp(index, 0, Rows.Length - 1), Rows, f => f.Id, page) }).Wanting(page);

    /// <summary>The window with what was read. An answer that does not fit on to it any more is left out.</summary>
    public FindingWindow With(FindingsRead read, int page)
    {
        bool full = read.Rows.Count >= read.Wish.Limit;
        switch (read.Wish.Part)
        {
            case WindowPart.After when IsRead && FirstPage + Pages == read.Wish.FirstPage:
                var more = (this with { Rows = Rows.AddRange(read.Rows), Ended = !full, Reading = false }).Noted();
                return more.Pages > MostPages ? more.WithoutFirst() : more;
            case WindowPart.Before when IsRead && FirstPage - 1 == read.Wish.FirstPage && read.Rows.Count == PageSize:
                var earlier = this with
                {
                    Rows = [.. read.Rows, .. Rows], FirstPage = FirstPage - 1, Reading = false,
                    Cursor = Cursor with { Index = Cursor.Index + PageSize, Top = Cursor.Top + PageSize },
                };
                return earlier.Pages > MostPages ? earlier with { Rows = earlier.Rows.RemoveRange(MostPages * PageSize, earlier.Rows.Length - MostPages * PageSize), Ended = false } : earlier;
            case WindowPart.Whole:
                ImmutableArray<FindingLine> rows = [.. read.Rows];
                return (this with
                {
                    Rows = rows, FirstPage = read.Wish.FirstPage, Ended = !full, Reading = false, Starts = Starts.RemoveRange(read.Wish.FirstPage + 1, Starts.Count - read.Wish.FirstPage - 1),
                    Cursor = Cursor.Among(rows, f => f.Id, page),
                }).Noted();
            default:
                return this with { Reading = false };
        }
    }

    private int Pages => (Rows.Length + PageSize - 1) / PageSize;

    /// <summary>Asks for the next page before the cursor gets there.</summary>
    private (FindingWindow Window, WindowRead? Read) Wanting(int page)
    {
        if (Reading) return (this, null);
        if (!Ended && Cursor.Index >= Rows.Length - page - 1 && Rows.Length % PageSize == 0 && Rows.Length > 0)
            return (this with { Reading = true }, new WindowRead(WindowPart.After, Rows[^1], FirstPage + Pages, PageSize));
        if (FirstPage > 0 && Cursor.Index <= page)
            return (this with { Reading = true }, new WindowRead(WindowPart.Before, Starts[FirstPage - 1], FirstPage - 1, PageSize));
        return (this, null);
    }

    /// <summary>Keeps behind which findings the pages begin that are in the window.</summary>
    private FindingWindow Noted()
    {
        ImmutableList<FindingLine?> starts = Starts;
        for (int p = starts.Count - FirstPage; p * PageSize <= Rows.Length && p > 0; p++) starts = starts.Add(Rows[p * PageSize - 1]);
        return this with { Starts = starts };
    }

    private FindingWindow WithoutFirst() => this with
    {
        Rows = Rows.RemoveRange(0, PageSize), FirstPage = FirstPage + 1,
        Cursor = Cursor with { Index = Cursor.Index - PageSize, Top = Math.Max(0, Cursor.Top - PageSize) },
    };
}
