using Cockpit.Core.Approvals;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Updates;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Updates;

/// <summary>Draws the queue of updates and the checklist below it.</summary>
internal static class UpdatesView
{
    /// <summary>A blank row, the title, four checks and what was decided.</summary>
    public const int PaneRows = 7;

    public static void Draw(UpdatesScreen s, Canvas body, Look look)
    {
        if (s.List is null)
        {
            body.Put(0, 0, s.Missing is { Code.Name: not "FILE_MISSING" } fault ? SafeText.Fit(fault.ToString(), body.Width) : s.Missing is null ? "reading .." : "No update is pending: no host was scanned yet.", s.Missing is null ? Style.Faint : Style.Plain);
            return;
        }
        if (s.Rows.Count == 0)
        {
            body.Put(0, 0, Empty(s));
            return;
        }
        Column<UpdateLine>[] columns =
        [
            new("", 1, u => look.Show(MarkOf(u.Decision?.State))),
            new("update", look.Wide ? 36 : 26, u => UpdatesScreen.KeyOf(u), Grow: true),
            new("class", 5, u => u.Class is UpdateClass.Security ? "sec" : "other"),
            new("hosts", 5, u => $"{u.PendingHosts:N0}", Right: true),
            new("closes", 6, u => $"{u.Closes:N0}", Right: true),
            new("KEV", 4, u => u.Kev > 0 ? new Styled($"{u.Kev:N0}", Style.Look) : "0", Right: true),
            new("removes", 7, u => $"{u.Points:N0}", Right: true),
            new("seen", 4, u => u.FirstSeenAt is null ? "?" : Ages.Short(u.FirstSeenAt, look.Now), Right: true),
            new("decided", look.Wide ? 30 : 8, u => Decided(u, look.Wide), Priority: 1),
        ];
        Grid.Draw(body.Part(0, 0, body.Height - PaneRows, body.Width), columns, s.Rows, s.Cursor);
        if (s.Here is { } here) Pane(here, body.Part(body.Height - PaneRows + 1, 0, PaneRows - 1, body.Width), look);
    }

    private static void Pane(UpdateLine u, Canvas canvas, Look look)
    {
        int at = canvas.Put(0, 0, "CHECKLIST", Style.Bold);
        canvas.Put(0, at + 1, SafeText.Fit($"{u.Update} {u.Version}   {u.PendingHosts:N0} host{(u.PendingHosts == 1 ? "" : "s")}{(u.Decision?.Ticket is { } ticket ? $"   {ticket}" : "")}", canvas.Width - at - 1));
        int row = 1;
        foreach (CheckKind kind in Enum.GetValues<CheckKind>())
        {
            UpdateCheck? tick = u.Checks.FirstOrDefault(c => c.Kind == kind);
            bool needed = u.ChecksNeeded.Contains(kind);
            Styled mark = look.Show(tick is not null ? Mark.Good : needed ? Mark.Look('A') : Mark.NotBegun);
            canvas.Put(row, 1, mark.Text, mark.Style);
            canvas.Put(row, 3, kind.ToString().ToLowerInvariant());
            string who = tick is null ? needed ? "needed" : "" : $"{tick.By} {Ages.Moment(tick.At, look)}";
            int end = canvas.Width - SafeText.WidthOf(who);
            if (tick is not null) canvas.Put(row, 18, SafeText.Fit(tick.Note, Math.Max(1, end - 19)));
            canvas.PutRight(row, canvas.Width, who, tick is null ? Style.Look : Style.Faint);
            row++;
        }
        if (u.Decision is { } d) canvas.Put(row, 1, SafeText.Fit($"{d.Text}{Counts(d)}", canvas.Width - 1));
    }

    private static string Empty(UpdatesScreen s) => s.FilterText.Length > 0 ? $"0 of {s.List!.Updates.Count:N0} match. Esc clears." : UpdatesScreen.States[s.Tab] switch
    {
        UpdateVerdictState.Undecided => s.List!.Updates.Count == 0 ? "No update is pending, as far as hosts were scanned." : "Nothing is left to decide.",
        UpdateVerdictState.Approved => "No update is approved. A approves the one under the cursor of the first tab.",
        UpdateVerdictState.Rejected => "No update is rejected.",
        UpdateVerdictState.Deferred => "No update is deferred.",
        _ => "No update is held on every host that has it. cockpit host hold holds one.",
    };

    private static Styled Decided(UpdateLine u, bool wide) => wide ? u.Decision?.Text ?? "" : u.Decision?.By ?? "";

    /// <summary>Where hosts differ, how many stand where.</summary>
    private static string Counts(UpdateStanding d)
    {
        string[] some = [.. new[] { (d.Undecided, "undecided"), (d.Approved, "approved"), (d.Deferred, "deferred"), (d.Rejected, "rejected"), (d.Held, "held") }.Where(c => c.Item1 > 0).Select(c => $"{c.Item1:N0} {c.Item2}")];
        return some.Length < 2 ? "" : $" ({string.Join(", ", some)})";
    }

    private static Mark MarkOf(UpdateVerdictState? state) => state switch
    {
        UpdateVerdictState.Approved => Mark.Good,
        UpdateVerdictState.Rejected => Mark.EndedWithout,
        UpdateVerdictState.Deferred => Mark.Parked,
        UpdateVerdictState.Held => Mark.Held,
        _ => Mark.Look('A'),
    };
}
