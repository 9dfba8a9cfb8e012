using Cockpit.Core.Policies.Explaining;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts.Why;

/// <summary>Draws the page Why: its lines, and where there is room each policy's scope beside them, part by part.</summary>
internal static class HostWhyView
{
    private const int LeftWidth = 81;

    /// <summary>Columns of the page itself.</summary>
    public static int Width(Look look) => look.Wide ? LeftWidth : look.Columns;

    public static void Draw(HostScreen screen, Canvas body, Look look)
    {
        int width = Width(look);
        IReadOnlyList<WhyLine> lines = screen.WhyLines(look);
        int here = -1, keyed = -1;
        for (int i = 0; i < lines.Count && here < 0; i++)
            if (lines[i].Key is not null && ++keyed == screen.Why.Cursor.Index) here = i;
        // The line under the cursor stays in the upper two thirds, and the page begins with its first line as long as that can be.
        int top = Math.Clamp(here - body.Height * 2 / 3, 0, Math.Max(0, lines.Count - body.Height));
        Canvas page = body.Part(0, 0, body.Height, width);
        for (int row = 0; row < page.Height && top + row < lines.Count; row++)
        {
            if (top + row == here) page.Put(row, 0, ">", Style.Bold);
            foreach (Placed text in lines[top + row].Texts) page.Put(row, text.Column, text.Text, text.Style);
        }
        if (top + page.Height < lines.Count) page.PutRight(page.Height - 1, width, $" .. {lines.Count - top - page.Height} more", Style.Faint);
        if (look.Wide && screen.Why.Now is { } now) Scopes(now, here < 0 ? null : lines[here].Policy, body.Part(0, width + 1, body.Height, body.Width - width - 1), look);
    }

    /// <summary>Of the policy under the cursor, or of all of them.</summary>
    private static void Scopes(HostExplanation now, string? policy, Canvas canvas, Look look)
    {
        int row = 0;
        canvas.Put(row++, 0, "SCOPES, part by part", Style.Faint);
        foreach (ExplainedPolicy p in now.Candidates.Where(c => policy is null || c.Policy == policy))
        {
            canvas.Put(row++, 0, SafeText.Fit(p.Policy, canvas.Width), Style.Bold);
            if (p.Terms.Count == 0) canvas.Put(row++, 1, p.Scope is null ? "hosts by name only" : "every host", Style.Faint);
            foreach (WhyLine line in HostWhyLines.Terms(p.Policy, p.Terms, 1, canvas.Width, look))
            {
                foreach (Placed text in line.Texts) canvas.Put(row, text.Column, text.Text, text.Style);
                row++;
            }
            if (row >= canvas.Height) return;
        }
    }
}
