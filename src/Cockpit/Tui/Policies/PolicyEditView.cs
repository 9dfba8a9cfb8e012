using Cockpit.Core.Errors;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Windows;
using Cockpit.Operations;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Policies.Editing;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Policies;

/// <summary>Draws the editor: the fields, under them the one that the cursor is on, then what saving would do.</summary>
internal static class PolicyEditView
{
    private const int ValueColumn = 23, LeftWidth = 81;

    /// <summary>Rows of the fields.</summary>
    public static int Page(Look look) => Math.Max(3, look.Rows - Below(look));

    /// <summary>Rows of the field's help and of the impact.</summary>
    private static int Below(Look look) => look.Rows >= 30 ? 14 : look.Rows >= 18 ? 11 : 8;

    public static void Draw(PolicyEditScreen s, Canvas body, Look look)
    {
        if (s.Draft is null || s.Desk is null)
        {
            int line = 0;
            foreach (string text in ShellView.Wrap(s.Missing is { } fault ? fault.ToString() : "reading ..", body.Width)) body.Put(line++, 0, text, s.Missing is null ? Style.Faint : Style.Look);
            return;
        }
        int page = Page(look), width = look.Wide ? LeftWidth : body.Width;
        int top = Math.Clamp(s.Cursor.Top, Math.Max(0, s.Cursor.Index - page + 1), s.Cursor.Index);
        Canvas fields = body.Part(0, 0, page, width);
        for (int row = 0; row < page && top + row < PolicyDraft.Fields.Count; row++) Field(s, PolicyDraft.Fields[top + row].Name, top + row == s.Cursor.Index, fields, row);
        About(s, body.Part(page, 0, 2, width));
        Impact(s, body.Part(page + 2, 0, body.Height - page - 2, width), look);
        if (look.Wide) Aside(s, body.Part(0, LeftWidth + 1, body.Height, body.Width - LeftWidth - 1));
    }

    private static void Field(PolicyEditScreen s, string field, bool here, Canvas canvas, int row)
    {
        bool changed = s.IsChanged(field), faulty = s.FaultOf(field) is not null;
        string? own = s.Draft!.Lines.GetValueOrDefault(field);
        if (here) canvas.Put(row, 0, ">", Style.Bold);
        canvas.Put(row, 1, faulty ? "!" : changed ? "*" : " ", Style.Look);
        canvas.Put(row, 2, SafeText.Fit(field, ValueColumn - 3), here ? Style.Bold : own is null ? Style.Faint : Style.Plain);
        if (here && s.Typing is { } typing)
        {
            Typed(canvas, row, typing);
            return;
        }
        if (own is not null)
        {
            string was = changed && s.Desk!.Draft.Lines.GetValueOrDefault(field) is { } before ? $" was {before}" : changed ? " new" : "";
            int end = canvas.Put(row, ValueColumn, SafeText.Fit(Printable.Line(own, 1_000), canvas.Width - ValueColumn), faulty ? Style.Look : changed ? Style.Bold : Style.Plain);
            if (was.Length > 0 && end + 8 < canvas.Width) canvas.Put(row, end + 1, SafeText.Fit(was, canvas.Width - end - 1), Style.Faint);
        }
        else
        {
            string counts = s.CountsFor(field) is { } c ? $"{c.Value}  ({c.From})" : "not set";
            canvas.Put(row, ValueColumn, SafeText.Fit(Printable.Line(counts, 1_000), canvas.Width - ValueColumn), Style.Faint);
        }
    }

    /// <summary>The line that is typed, with the caret as a reversed cell; a longer one shows the part around it.</summary>
    private static void Typed(Canvas canvas, int row, LineEditor line)
    {
        string text = line.Text;
        int caret = SafeText.WidthOf(text[..line.Caret]), room = canvas.Width - ValueColumn - 1;
        while (caret > room - 1 && text.Length > 1)
        {
            int cut = char.IsHighSurrogate(text[0]) && text.Length > 1 ? 2 : 1;
            caret -= SafeText.WidthOf(text[..cut]);
            text = text[cut..];
        }
        canvas.Put(row, ValueColumn, text, Style.Bold, room);
        canvas.Paint(row, ValueColumn + caret, 1, Style.Reverse);
    }

    /// <summary>What Tab found, else what is wrong in the field, else what the field is.</summary>
    private static void About(PolicyEditScreen s, Canvas canvas)
    {
        (string text, Style style) = s.Offered.Count > 0 ? (string.Join("  ", s.Offered), Style.Plain)
            : s.FaultOf(s.FieldHere) is { } fault ? ($"{s.FieldHere}: {fault.Sentence}", Style.Look)
            : (PolicyDraft.Fields[s.Cursor.Index].Help, Style.Faint);
        int row = 0;
        foreach (string line in ShellView.Wrap(Printable.Line(text, 2_000), canvas.Width).Take(2)) canvas.Put(row++, 0, line, style);
    }

    private static void Impact(PolicyEditScreen s, Canvas canvas, Look look)
    {
        int row = 0;
        int at = canvas.Put(row, 0, "IMPACT", Style.Bold);
        if (s.Judged is not { } judged)
        {
            canvas.Put(row, at + 1, "being worked out ..", Style.Faint);
            return;
        }
        if (!s.IsJudged) canvas.Put(row, at + 1, "of the key before ..", Style.Faint);
        else if (judged.Impact is null) canvas.Put(row, at + 1, "not known: it would not be accepted as it stands", Style.Look);
        row++;
        foreach (FieldFault fault in judged.Faults.Where(f => f.Field != s.FieldHere || s.Offered.Count > 0).Take(canvas.Height - row))
            row = Put(canvas, row, 1, $"{(fault.Field.Length > 0 ? $"{fault.Field}: " : "")}{fault.Sentence}", Style.Look);
        if (judged.Impact is not { } impact) return;
        bool first = true;
        int left = judged.Next.Count > 0 ? 1 : 0;
        foreach (string line in ImpactText.Of(impact))
        {
            bool tie = line.Contains(" tie on ", StringComparison.Ordinal);
            if (row >= canvas.Height - left) break;
            if (first) row = Put(canvas, row, 1, line, impact.NewConflicts.Count > 0 ? Style.Look : Style.Bold, 2);
            else row = Put(canvas, row, 1, line.TrimStart(), tie ? Style.Look : Style.Plain, most: canvas.Height - left - row);
            first = false;
        }
        foreach (string r in s.Desk!.Rollouts.Take(Math.Max(0, canvas.Height - left - row))) row = Put(canvas, row, 1, $"{r} goes on under v{s.Draft!.Version}: its plan is frozen", Style.Plain);
        if (left > 0 && row < canvas.Height)
            canvas.Put(row, 1, SafeText.Fit($"next windows  {string.Join("   ", judged.Next.Select(o => WindowTimes.Range(o.StartsAt, o.EndsAt, o.Offset)))}", canvas.Width - 1));
        else if (row < canvas.Height && judged.Settings.FirstOrDefault(w => w.Name == PolicyDraft.Windows)?.Value == "none")
            canvas.Put(row, 1, "no window: nothing is planned under it", Style.Look);
    }

    /// <summary>Beside it: every difference, and what the field counts as.</summary>
    private static void Aside(PolicyEditScreen s, Canvas canvas)
    {
        int row = 0;
        canvas.Put(row++, 0, s.FieldHere, Style.Bold);
        foreach (string line in ShellView.Wrap(PolicyDraft.Fields[s.Cursor.Index].Help, canvas.Width)) canvas.Put(row++, 0, line, Style.Faint);
        if (s.CountsFor(s.FieldHere) is { } counts) row = Put(canvas, row, 0, $"counts as {counts.Value}, from {counts.From}", Style.Plain, 6);
        row++;
        canvas.Put(row++, 0, "DIFFERENCES", Style.Bold);
        if (s.Judged is not { Changes: [_, ..] changes }) canvas.Put(row, 0, "none", Style.Faint);
        else foreach (var change in changes) row = Put(canvas, row, 0, ImpactText.Change(change), Style.Plain, 4);
    }

    private static int Put(Canvas canvas, int row, int column, string text, Style style, int most = 3)
    {
        foreach (string line in ShellView.Wrap(Printable.Line(text, 1_000), canvas.Width - column).Take(Math.Max(0, most))) canvas.Put(row++, column, line, style);
        return row;
    }
}
