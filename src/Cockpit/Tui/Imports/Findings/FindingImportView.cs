using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Imports.Findings;

internal static class FindingImportView
{
    /// <summary>Rows above the list of files.</summary>
    public const int HeadRows = 3;

    public static void Draw(FindingImportScreen screen, Canvas body, Look look)
    {
        switch (screen.Step)
        {
            case ImportStep.Typing or ImportStep.Looking: Files(screen, body, look); break;
            case ImportStep.Trying: body.Put(0, 0, "Trying it: nothing is kept yet. Row 23 says how far it is.", Style.Faint); break;
            case ImportStep.Importing: Importing(screen, body); break;
            case ImportStep.Reviewing when screen.Export!.Feed is not null:
                body.Put(0, 0, $"{screen.Export.Shape}: a feed. Enter imports it whole, or not at all; one that is older than");
                body.Put(1, 0, "what is known is refused. Scores that rest on it are made anew afterwards.");
                break;
            case ImportStep.Done when screen.FeedResult is { } feed: Lines(ImportReportLines.Of(feed, body.Width), screen.Scroll, body); break;
            case ImportStep.Reviewing when screen.Result is null:
                body.Put(0, 0, $"{Size(screen.Export!.Bytes)} take a while, so it is not tried first. Enter imports it in one");
                body.Put(1, 0, "piece: stopped at any time, nothing of it is kept. A report comes at the end.");
                break;
            default:
                Lines(ImportReportLines.Of(screen.Result!, screen.Step is ImportStep.Done, body.Width), screen.Scroll, body);
                break;
        }
    }

    private static void Lines(IReadOnlyList<Styled> lines, int scroll, Canvas body)
    {
        int row = 0;
        foreach (Styled line in lines.Skip(scroll).Take(body.Height)) body.Put(row++, 0, SafeText.Fit(line.Text, body.Width), line.Style);
    }

    public static string Size(long bytes) => bytes switch
    {
        < 1L << 10 => $"{bytes} B",
        < 1L << 20 => $"{bytes / 1024.0:0} kB",
        < 1L << 30 => $"{bytes / 1048576.0:0.#} MB",
        _ => $"{bytes / 1073741824.0:0.#} GB",
    };

    private static void Importing(FindingImportScreen screen, Canvas body)
    {
        body.Put(0, 0, $"IMPORTING {Path.GetFileName(screen.Export!.Path)}", Style.Bold);
        body.Put(1, 0, "All of it or nothing: whoever looks meanwhile sees the findings as they were.");
        body.Put(3, 0, "Esc or Ctrl-C stops it, and nothing of it is kept.");
        body.Put(4, 0, "1 to 9 go elsewhere; it goes on, and says when it is done.");
    }

    private static void Files(FindingImportScreen screen, Canvas body, Look look)
    {
        int head = HeadRows, at = body.Put(0, 0, "FILE ", Style.Bold);
        Line(screen, body, at);
        if (screen.Step is ImportStep.Looking) body.Put(1, 0, "looking at it ..", Style.Faint);
        else if (screen.Trouble is { } fault)
        {
            // All of it: what was expected of the file is at its end.
            int line = 1;
            foreach (string part in ShellView.Wrap(fault.ToString(), body.Width).Take(body.Height - 1)) body.Put(line++, 0, part, Style.Look);
            head = Math.Max(head, line + 1);
        }
        else body.Put(1, 0, "A Nessus or Qualys export, or a feed such as KEV or EPSS. It is looked at first.", Style.Faint);

        Canvas list = body.Part(head, 0, Math.Max(0, body.Height - head), body.Width);
        if (screen.Folder?.Typed != Folder.Of(screen.Path.Text))
        {
            list.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        if (screen.Folder.Trouble is { } trouble)
        {
            list.Put(0, 0, trouble, Style.Look);
            return;
        }
        IReadOnlyList<FolderEntry> found = screen.Matching;
        if (found.Count == 0)
        {
            list.Put(0, 0, screen.Path.Text.Length == 0 ? "This folder is empty. Type a path; ~/ is your home." : "No file here begins so.", Style.Faint);
            return;
        }
        Column<FolderEntry>[] columns =
        [
            new("name", 30, e => e.IsFolder ? new Styled(e.Name + "/", Style.UnderWay) : e.Name, Grow: true),
            new("size", 8, e => e.IsFolder ? "" : Size(e.Bytes), Right: true),
            new("changed", 16, e => $"{Ages.Short(e.ChangedAt, look.Now)} ago", Priority: 1, Right: true),
        ];
        int page = Math.Max(1, list.Height - 1), index = Math.Max(0, screen.Chosen);
        Grid.Draw(list, columns, found, new GridCursor(null, index, Math.Max(0, index - page + 1)), focused: screen.Chosen >= 0);
    }

    /// <summary>The typed line with its caret, its end where it is longer than the row.</summary>
    private static void Line(FindingImportScreen screen, Canvas body, int at)
    {
        string text = screen.Path.Text;
        int caret = screen.Path.Caret, room = Math.Max(1, body.Width - at - 2);
        int skip = Math.Max(0, caret - room);
        body.Put(0, at, text[skip..]);
        if (screen.Chosen >= 0 || screen.Step is ImportStep.Looking) return;
        int column = at + SafeText.WidthOf(text[skip..caret]);
        body.Put(0, column, caret < text.Length ? text[caret..(caret + 1)] : " ", Style.Reverse);
    }
}
