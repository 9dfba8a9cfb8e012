using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Rollouts;

/// <summary>Draws a rollout: its plan before it starts; then the board, its sum, and a pane.</summary>
internal static class RolloutScreenView
{
    public static void Draw(RolloutScreen screen, Canvas body, Look look)
    {
        if (screen.View is not { } view)
        {
            body.Put(0, 0, screen.Missing is { } fault ? fault.ToString() : "reading ..", screen.Missing is null ? Style.Faint : Style.Look);
            return;
        }
        if (!screen.HasBoard)
        {
            if (screen.Plan is not null) PlanView.Draw(screen, screen.Plan, view, body, look);
            return;
        }
        int row = DrawBoard(screen, view, body, look);
        row = Sum(view, body, row + 1, look);
        if (look.Rows >= 30) row = RunningHosts(view, body, row + 1, look);
        Tabs(screen, body, row);
        Canvas pane = body.Part(row + 1, 0, body.Height - row - 1, body.Width);
        switch (screen.Pane)
        {
            case RolloutPane.NeedsYou: NeedsYou(screen, view, pane, look); break;
            case RolloutPane.Gate: Gate(view, pane, look); break;
            case RolloutPane.Log: LogScreen.DrawLog(screen.Log, screen.Host, pane, screen.Scroll, look); break;
            case RolloutPane.Time: Time(screen.Events, view, pane, screen.Scroll); break;
            default: if (screen.Plan is not null) PlanView.Draw(screen, screen.Plan, view, pane, look); break;
        }
    }

    private static int DrawBoard(RolloutScreen screen, RolloutView view, Canvas body, Look look)
    {
        Board board = Board.Of(view, look);
        int top = look.Rows >= 30 ? 1 : 0, under = top + 1 + board.Rows + (look.Rows >= 30 ? 1 : 0);
        for (int i = 0; i < board.Rings.Count; i++)
        {
            BoardRing place = board.Rings[i];
            RingView ring = place.Ring;
            Style title = ring.State == RingPhase.Running ? Style.Bold : Style.Plain;
            if (i > 0) body.Put(top, place.Left - 2, ">", Style.Faint);
            body.Put(top, place.Left, SafeText.Fit(Title(i, ring), place.Width - 2), title);
            for (int cell = 0; cell < place.Cells.Count; cell++)
            {
                HostView[] hosts = place.Cells[cell];
                Styled mark = look.Show(RolloutMarks.Of(RolloutMarks.Worst(hosts.Select(h => h.State))));
                int at = place.Left + cell % place.PerRow * board.CellWidth, row = top + 1 + cell / place.PerRow;
                bool here = hosts.Any(h => h.Name == screen.Host);
                // The cursor stands beside the mark, for the mark's own style is its meaning.
                if (here) body.Put(row, at - 1, ">", Style.Bold);
                int end = body.Put(row, at, mark.Text, mark.Style);
                if (board.Named) body.Put(row, end, SafeText.Fit(hosts[0].Name, board.CellWidth - 2), here ? Style.Bold : Style.Plain);
            }
            int done = ring.Succeeded + ring.Failed + ring.Unreachable + ring.Skipped;
            body.Put(under, place.Left, $"{done}/{ring.Hosts.Count}{(ring.Running > 0 ? $", {ring.Running} run" : "")}");
            bool full = ring.Budget.Lost >= ring.Budget.Allowed && ring.Budget.Lost > 0;
            body.Put(under + 1, place.Left, $"lost {ring.Budget.Lost} of {ring.Budget.Allowed}{(full ? " FULL" : "")}", full ? Style.Look : Style.Plain);
            int gate = body.Put(under + 2, place.Left, "gate ");
            Styled sign = look.Show(RolloutMarks.Of(ring.Gate.State));
            gate = body.Put(under + 2, gate, sign.Text, sign.Style);
            string says = ring.Gate.PassedAt is { } passed ? Ages.Clock(passed, look) : ring.Gate.State == GateState.Counting ? $"{done}/{ring.Hosts.Count}" : "";
            body.Put(under + 2, gate + 1, says);
        }
        return under + 3;
    }

    /// <summary>"2 early"; a ring that is named by a number is called so, or "2 1" would stand there.</summary>
    private static string Title(int index, RingView ring) => ring.Name.All(char.IsAsciiDigit) ? $"{index + 1} ring {ring.Name}" : $"{index + 1} {ring.Name}";

    private static int Sum(RolloutView view, Canvas body, int row, Look look)
    {
        CountsView c = view.Counts;
        int at = Part(0, c.Succeeded, look.Show(Mark.Good));
        if (c.Running > 0) at = body.Put(row, at, $"{c.Running} running", Style.UnderWay) + 1;
        at = Part(at, c.Failed, look.Show(Mark.Failed));
        if (c.Unreachable > 0) at = body.Put(row, at, $"{c.Unreachable} unreachable", Style.Look) + 1;
        at = Part(at, c.InDoubt, look.Show(Mark.Unknown));
        at = Part(at, c.Waiting, look.Show(Mark.Parked));
        at = Part(at, c.Skipped, look.Show(Mark.EndedWithout));
        at = Part(at, c.Pending, look.Show(Mark.NotBegun));
        string budget = $"lost {view.Budget.Lost} of {view.Budget.Allowed} in all";
        string held = view.Reasons.Count == 0 ? "" : "   paused: " + string.Join("; ", view.Reasons.Select(r => $"{r.Cause}{(r.Text is { } text ? $": {text}" : "")}{(r.By is { } by ? $" ({by})" : "")}"));
        body.Put(row, at + 2, SafeText.Fit(budget + held, body.Width - at - 2), held.Length > 0 ? Style.Look : Style.Plain);
        return row + 1;

        int Part(int column, int count, Styled mark)
        {
            if (count == 0) return column;
            column = body.Put(row, column, $"{count}");
            return body.Put(row, column, mark.Text, mark.Style) + 1;
        }
    }

    private static int RunningHosts(RolloutView view, Canvas body, int row, Look look)
    {
        HostView[] running = [.. view.Rings.SelectMany(r => r.Hosts).Where(h => RolloutMarks.Of(h.State).Class == MarkClass.UnderWay).OrderBy(h => h.ChangedAt).Take(5)];
        if (running.Length == 0) return row;
        body.Put(row++, 0, "RUNNING", Style.Bold);
        foreach (HostView host in running)
        {
            Styled mark = look.Show(RolloutMarks.Of(host.State));
            int at = body.Put(row, 1, mark.Text, mark.Style);
            body.Put(row++, at + 1, SafeText.Fit($"{host.Name,-14} {host.State,-10} {host.StepStatus,-9} {(host.ChangedAt is { } since ? $"for {Ages.Short(since, look.Now)}" : "")}", body.Width - 4));
        }
        return row + 1;
    }

    private static void Tabs(RolloutScreen screen, Canvas body, int row)
    {
        int at = 0;
        for (int i = 0; i < RolloutScreen.PaneNames.Count; i++)
        {
            bool current = i == (int)screen.Pane;
            at = body.Put(row, at, current ? $"[{RolloutScreen.PaneNames[i]}]" : RolloutScreen.PaneNames[i], current ? Style.Bold : Style.Plain) + 1;
        }
        if (screen.Pane == RolloutPane.Log && screen.Host is { } host) body.Put(row, at + 2, host);
    }

    private static void NeedsYou(RolloutScreen screen, RolloutView view, Canvas pane, Look look)
    {
        int row = 0;
        HostView[] needing = [.. view.Rings.SelectMany(r => r.Hosts).Where(h => h.NeedsPerson || h.State is HostPhase.Failed or HostPhase.InDoubt).OrderByDescending(h => h.State == HostPhase.InDoubt)];
        int room = Math.Max(1, pane.Height - 4);
        foreach (HostView host in needing.Take(room))
        {
            bool here = host.Name == screen.Host;
            if (here) pane.Put(row, 0, ">", Style.Bold);
            Styled mark = look.Show(RolloutMarks.Of(host.State));
            int at = pane.Put(row, 1, mark.Text, mark.Style) + 1;
            at = pane.Put(row, at, $"{host.Name,-12} {Phase(host),-10} {(host.ChangedAt is { } since ? Ages.Clock(since, look) : ""),-6} ", here ? Style.Bold : Style.Plain);
            string act = host.State == HostPhase.InDoubt ? "V verdict" : "R retry K skip";
            pane.Put(row, at, SafeText.Fit($"{host.Code}, {host.Message}", pane.Width - at - act.Length - 2));
            pane.PutRight(row++, pane.Width, act, Style.Faint);
        }
        if (needing.Length > room) pane.Put(row++, 1, $".. {needing.Length - room} more");
        if (needing.Length == 0) pane.Put(row++, 1, view.WaitingFor.Count > 0 ? $"No host needs you. Waiting for {view.WaitingFor[0].What}." : "Nothing needs you.");
        foreach (RingView ring in view.Rings.Where(r => r.State == RingPhase.Running && r.Budget.Lost == r.Budget.Allowed && view.State == RolloutPhase.Running))
            pane.Put(row++, 1, $"{(ring.Budget.Lost == 0 ? "the first" : "one more")} loss in ring {ring.Name} halts {view.RolloutId}", Style.Look);
        row++;
        if (screen.Here is not { } on) return;
        pane.Put(row, 0, on.Name, Style.Bold);
        pane.Put(row++, on.Name.Length + 2, $"{Phase(on)}, attempt {on.Attempt}{(on.StartedAt is { } began ? $", since {Ages.Clock(began, look)}" : "")}{(on.EndedAt is { } ended ? $", ended {Ages.Clock(ended, look)}" : "")}{(on.ConfirmedBy is { } by ? $", confirmed by {by}" : "")}");
        if (on.Message is { } message)
            foreach (string line in ShellView.Wrap($"{on.Code} {message}", pane.Width - 1).Take(Math.Max(1, pane.Height - row))) pane.Put(row++, 1, line);
    }

    private static string Phase(HostView host) => host.State switch
    {
        HostPhase.Failed => $"{host.Step}".Length > 0 ? $"at {host.Step}" : "failed",
        HostPhase.InDoubt => $"{host.Step}?",
        _ => host.State.ToString(),
    };

    private static void Gate(RolloutView view, Canvas pane, Look look)
    {
        int at = view.Rings.ToList().FindIndex(r => r.State != RingPhase.Passed);
        if (at < 0)
        {
            pane.Put(0, 1, "Every ring has passed its gate.");
            return;
        }
        RingView ring = view.Rings[at];
        string next = at + 1 < view.Rings.Count ? $"{at + 2} {view.Rings[at + 1].Name}" : "the end";
        pane.Put(0, 0, $"ring {at + 1} {ring.Name} > {next}   {ring.MaxParallel} at once, budget {ring.Budget.Allowed}, bake {ring.BakeSeconds} s", Style.Faint);
        int row = 1;
        foreach (ConditionView condition in ring.Gate.Conditions)
        {
            Styled mark = look.Show(RolloutMarks.Of(condition.State));
            pane.Put(row, 1, mark.Text, mark.Style);
            pane.Put(row++, 3, $"{condition.Name,-9} {condition.Text}{(condition.Until is { } until ? $", until {Ages.Moment(until, look)}" : "")}");
        }
        foreach (WaitView wait in view.WaitingFor) pane.Put(row++, 0, SafeText.Fit($"waiting for {wait.What}{(wait.Until is { } until ? $" until {Ages.Moment(until, look)}" : "")}", pane.Width));
    }

    private static void Time(RolloutEvents? events, RolloutView view, Canvas pane, int scroll)
    {
        if (events is null)
        {
            pane.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        // The latest at the bottom, as in a log; scrolling goes back.
        int last = Math.Max(0, events.Events.Count - scroll), first = Math.Max(0, last - pane.Height);
        for (int i = first; i < last; i++)
        {
            RolloutEventLine line = events.Events[i];
            pane.Put(i - first, 1, SafeText.Fit($"{line.Entry.At.InUtc():HH:mm:ss}Z {line.StreamSeq,4}  {line.Entry.Subject[(line.Entry.Subject.IndexOf(' ') + 1)..],-12} {line.Entry.What}", pane.Width - 1));
        }
    }
}
