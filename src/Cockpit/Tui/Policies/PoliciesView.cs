using Cockpit.Operations.Policies;
using Cockpit.Operations.Reviews;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Policies;

/// <summary>Draws the tabs of the policies' screen.</summary>
internal static class PoliciesView
{
    private const int ListHead = 2, ListFoot = 5;

    public static int ListPage(Look look) => Math.Max(1, look.Rows - ListHead - ListFoot - 1);

    public static void Draw(PoliciesScreen screen, Canvas body, Look look)
    {
        if (screen.Missing is { } fault && screen.Overlap is null)
        {
            int row = 0;
            foreach (string line in ShellView.Wrap(fault.ToString(), body.Width)) body.Put(row++, 0, line, Style.Look);
            return;
        }
        if (screen.Overlap is not { } overlap || screen.List is not { } list)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        if (screen.Tab is PoliciesTab.Reviews) Reviews(screen, body, look);
        else if (overlap.Policies.Count == 0) Empty(body);
        else if (screen.Tab is PoliciesTab.Overlap && overlap.Hosts == 0) body.Put(0, 0, "No hosts. On 2 Hosts a adds one by name, i imports a file.");
        else if (screen.Tab is PoliciesTab.Overlap) OverlapView.Draw(screen, overlap, body, look);
        else List(screen, list, body, look);
    }

    private static void Reviews(PoliciesScreen screen, Canvas body, Look look)
    {
        if (screen.Reviews.Count == 0)
        {
            body.Put(0, 0, "No review is owed, and none was made.");
            return;
        }
        Column<ReviewLine>[] columns =
        [
            new("", 1, r => look.Show(r.SignedAt is not null ? Mark.Good : r.Overdue ? Mark.Failed : Mark.Look('A'))),
            new("review", 6, r => r.Name),
            new("of", 10, r => r.Subject),
            new("why", 20, r => r.Why, Grow: true),
            new("due", 17, r => r.SignedAt is { } at ? $"signed {Ages.Moment(at, look)}" : Ages.Moment(r.DueAt, look)),
            new("by", 10, r => r.SignedBy ?? r.By, Priority: 1),
        ];
        Grid.Draw(body.Part(0, 0, body.Height - 2, body.Width), columns, screen.Reviews, screen.Cursor);
        body.Put(body.Height - 1, 0, SafeText.Fit("Signed on the command line: cockpit review --help", body.Width), Style.Faint);
    }

    private static void Empty(Canvas body)
    {
        body.Put(0, 0, "No policies: every host is unmanaged, and a plan names its own window.");
        body.Put(2, 0, "a  begins one from a template: dev, test or prod");
        body.Put(3, 0, "or cockpit policy apply FILE; cockpit policy schema prints what it may hold");
    }

    private static void List(PoliciesScreen screen, PolicyList list, Canvas body, Look look)
    {
        int at = body.Put(0, 0, "HOSTS", Style.Bold) + 1;
        at = Count(list.Unmanaged, "in no policy", at, Style.Look);
        at = Count(list.InSeveral, "in several", at, Style.Plain);
        at = Count(list.InConflict, "in conflict", at, Style.Look);
        Count(list.NeverScanned, "never scanned", at, Style.Look);
        Column<PolicyLine>[] columns =
        [
            new("", 1, l => look.Show(l.Conflicts > 0 ? Mark.Look('C') : l.Hosts == 0 ? Mark.EndedWithout : Mark.Good)),
            new("policy", 12, l => l.Name, Grow: true),
            new("v", 3, l => $"{l.Version}", Right: true),
            new("prio", 4, l => $"{l.Priority}", Right: true),
            new("extends", 10, l => l.Extends ?? new Styled("-", Style.Faint), Priority: 3),
            new("windows", 14, l => l.Windows.Count == 0 ? new Styled("none", Style.Look) : string.Join(", ", l.Windows), Priority: 2, Grow: true),
            new("hosts", 6, l => $"{l.Hosts:N0}", Right: true),
            new("lose", 5, l => $"{l.Loses:N0}", Priority: 1, Right: true),
            new("tie", 4, l => new Styled($"{l.Conflicts:N0}", l.Conflicts > 0 ? Style.Look : Style.Plain), Right: true),
            new("?", 4, l => $"{l.Unknown:N0}", Priority: 4, Right: true),
            new("scope", 30, l => l.Scope ?? $"{l.Assigned.Count} by name", Priority: 5, Grow: true),
        ];
        Grid.Draw(body.Part(ListHead, 0, body.Height - ListHead - ListFoot, body.Width), columns, list.Policies, screen.Cursor);
        int row = body.Height - ListFoot + 1;
        if (screen.Cursor.Index < list.Policies.Count)
        {
            PolicyLine here = list.Policies[screen.Cursor.Index];
            string scope = here.Scope is { } s ? $"scope {s}" : "";
            string assigned = here.Assigned.Count > 0 ? $"by name: {ImpactText.Names(here.Assigned, 8)}" : "";
            body.Put(row++, 0, SafeText.Fit($"{here.Name}: {string.Join("; ", new[] { scope, assigned }.Where(x => x.Length > 0))}", body.Width));
        }
        string layers = string.Join("  ", list.Layers.Where(l => l.UsedBy.Count > 0 || !l.BuiltIn).Select(l => $"{l.Kind} {l.Name}{(l.BuiltIn ? "" : $" v{l.Version}")} ({l.UsedBy.Count})"));
        if (layers.Length > 0) foreach (string line in ShellView.Wrap($"extended: {layers}", body.Width).Take(body.Height - row)) body.Put(row++, 0, line, Style.Faint);

        int Count(int count, string what, int column, Style style) => body.Put(0, body.Put(0, column, $"{count:N0}", count > 0 ? style : Style.Plain) + 1, what) + 3;
    }
}
