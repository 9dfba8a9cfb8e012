using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Operations.Policies;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Policies;

/// <summary>Draws hosts by policies: a row for all hosts that are treated alike, so that a large fleet fits, and below what the row under the cursor means.</summary>
internal static class OverlapView
{
    private const int HeadRows = 2, FootRows = 7, ShortFootRows = 4, PolicyColumn = 22, LeastCell = 6, MostCell = 14;

    /// <summary>Patterns that are shown at once.</summary>
    public static int Page(Look look) => Math.Max(1, look.Rows - HeadRows - Foot(look));

    private static int Foot(Look look) => look.Rows < 16 ? ShortFootRows : FootRows;

    public static void Draw(PoliciesScreen screen, PolicyOverlap overlap, Canvas body, Look look)
    {
        int shift = Math.Min(screen.Shift, Math.Max(0, overlap.Policies.Count - 1));
        int right = body.Width - 11;
        List<(int Index, int At, int Width)> columns = Columns(overlap, shift, right - PolicyColumn);
        int at = columns.Count == 0 ? PolicyColumn : columns[^1].At + columns[^1].Width + 1;
        body.Put(0, 3, "hosts", Style.Faint);
        body.Put(1, 3, "priority", Style.Faint);
        foreach ((int index, int column, int width) in columns)
        {
            body.PutRight(0, column + width, SafeText.Fit(overlap.Policies[index].Name, width), Style.Bold);
            body.PutRight(1, column + width, $"{overlap.Policies[index].Priority}", Style.Faint);
        }
        int hidden = overlap.Policies.Count - columns.Count;
        if (hidden > 0) body.PutRight(0, body.Width, $"{hidden} more <>", Style.Look);
        int page = Page(look), top = screen.Cursor.Top, row = HeadRows;
        foreach ((OverlapPattern p, int i) in overlap.Patterns.Select((p, i) => (p, i)).Skip(top).Take(page))
        {
            bool here = i == screen.Cursor.Index;
            if (here) body.Put(row, 0, ">", Style.Bold);
            Styled mark = look.Show(p.Status switch { PolicyStatus.Conflict => Mark.Look('C'), PolicyStatus.Unmanaged => Mark.EndedWithout, _ => Mark.Good });
            body.Put(row, 1, mark.Text, mark.Style);
            body.PutRight(row, 8, $"{p.Count:N0}");
            body.Put(row, 9, SafeText.Fit(Label(p), PolicyColumn - 10), here ? Style.Bold : Style.Plain);
            foreach ((int index, int column, int width) in columns)
            {
                (string text, Style style) = Cell(p.Cells[index], look);
                body.PutRight(row, column + width, text, style);
            }
            if (p.Status is not PolicyStatus.Managed) body.Put(row, at + 1, p.Status is PolicyStatus.Conflict ? "conflict" : "unmanaged", p.Status is PolicyStatus.Conflict ? Style.Look : Style.Plain);
            row++;
        }
        if (screen.PatternHere is { } pattern) Explain(overlap, pattern, screen.Why, body.Part(body.Height - Foot(look) + 1, 0, Foot(look) - 1, body.Width));
    }

    /// <summary>As many policies as fit. Long names are cut before a policy is left out, the longest first.</summary>
    private static List<(int Index, int At, int Width)> Columns(PolicyOverlap overlap, int shift, int room)
    {
        int most = MostCell;
        while (most > LeastCell && Widths(most).Sum(w => w + 1) > room) most--;
        var columns = new List<(int, int, int)>();
        int at = PolicyColumn, index = shift;
        foreach (int width in Widths(most))
        {
            if (at + width > PolicyColumn + room) break;
            columns.Add((index++, at, width));
            at += width + 1;
        }
        return columns;

        IEnumerable<int> Widths(int longest) => overlap.Policies.Skip(shift).Select(p => Math.Clamp(p.Name.Length, LeastCell, longest));
    }

    private static string Label(OverlapPattern p) => p.Count == 1 ? p.Hosts[0] : $"{p.Hosts[0]} ..";

    private static (string Text, Style Style) Cell(OverlapCell cell, Look look) => cell switch
    {
        OverlapCell.Win => ("WIN", Style.Bold),
        OverlapCell.Tie => ("TIE", Style.Look),
        OverlapCell.Lose => ("lose", Style.Plain),
        OverlapCell.Unknown => ("?", Style.Unknown),
        _ => (look.Glyphs ? "·" : ".", Style.Faint),
    };

    private static void Explain(PolicyOverlap overlap, OverlapPattern p, HostExplanation? why, Canvas canvas)
    {
        int row = 0;
        string[] tied = [.. overlap.Policies.Zip(p.Cells).Where(c => c.Second is OverlapCell.Tie).Select(c => c.First.Name)];
        string others = p.Count == 1 ? p.Hosts[0] : $"{p.Count:N0} hosts: {ImpactText.Names(p.Hosts, 8)}";
        ExplainedPolicy[] candidates = [.. why?.Candidates ?? []];
        switch (p.Status)
        {
            case PolicyStatus.Conflict:
                int priority = overlap.Policies.First(o => o.Name == tied[0]).Priority;
                Line($"TIE {others}: {string.Join(" and ", tied.Select(t => Named(t)))}, {(tied.Length == 2 ? "both" : "all")} {priority}", Style.Look);
                Line($" unmanaged until one of them is {priority + 1} or more, or {(tied.Length == 2 ? "the other" : "the others")} {priority - 1} or less{(why?.Nearly.Count > 0 ? ", or by a tag:" : "")}", Style.Plain);
                break;
            case PolicyStatus.Unmanaged:
                Line($"UNMANAGED {others}: {(overlap.Policies.Count == 0 ? "there is no policy" : "no policy matches")}; nothing is planned there by itself", Style.Bold);
                foreach (ExplainedPolicy u in candidates.Where(c => c.Matched is MatchedBy.Unknown).Take(2)) Line($" {u.Policy} {u.LostBecause}", Style.Plain);
                break;
            default:
                Line($"{Named(p.Policy!)} counts on {others}", Style.Bold);
                foreach (ExplainedPolicy l in candidates.Where(c => c.LostBecause is not null && c.Matched >= MatchedBy.Scope).Take(2)) Line($" {l.Policy} loses: {l.LostBecause}", Style.Plain);
                break;
        }
        foreach (TagChange c in why?.Nearly ?? []) Line($" {c.Change} on {why!.Host}: {(c.Policy is { } then ? $"then {then} counts there" : c.Rule)}", Style.Plain);

        void Line(string text, Style style)
        {
            foreach (string line in ShellView.Wrap(Operations.Printable.Line(text, 300), canvas.Width - 1).Take(2))
                canvas.Put(row++, text[0] == ' ' ? 1 : 0, line, style);
        }

        string Named(string policy) => candidates.FirstOrDefault(c => c.Policy == policy) is { } c ? c.Matched is MatchedBy.Assignment ? $"{policy} (by name)" : $"{policy} (scope {c.Scope})" : policy;
    }
}
