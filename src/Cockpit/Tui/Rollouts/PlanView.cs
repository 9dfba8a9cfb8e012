using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Rollouts;

/// <summary>Draws a frozen plan: what, when, the rings with their limits, what was left out and why, and the host under the cursor.</summary>
internal static class PlanView
{
    /// <summary>The windows, and what of them comes next: an opening, or the end and the last safe start.</summary>
    private static string When(PlannedRollout plan, RolloutView view, Look look)
    {
        string names = string.Join(", ", plan.Policies.SelectMany(p => p.Windows).Select(w => w.Name).Distinct(StringComparer.OrdinalIgnoreCase));
        string window = names.Length > 0 ? names : $"window {plan.Window}";
        // Where there is no window to open, only a freeze keeps it shut.
        if (view.OpensAt is { } opens) return names.Length > 0 ? $"{window} opens {Ages.Moment(opens, look)}" : $"{window}, frozen until {Ages.Moment(opens, look)}";
        return view.WindowEndsAt is { } ends ? $"{window} until {Ages.Moment(ends, look)}{(view.LastSafeStartAt is { } last ? $", last safe start {Ages.Clock(last, look)}" : "")}" : window;
    }

    public static void Draw(RolloutScreen screen, PlannedRollout plan, RolloutView view, Canvas body, Look look)
    {
        int row = 0;
        Fact("WHAT", $"{plan.Hosts} hosts, {plan.Rings.Count} rings, {plan.Updates} updates{(plan.SecurityOnly ? ", security only" : "")}; reboot {plan.Reboot}");
        if (plan.ClosesFindings is { } closes) Fact("CLOSES", $"{closes:N0} findings{(plan.ClosesKev is > 0 and var kev ? $", {kev:N0} known exploited" : "")}; removes {plan.RiskRemoved:N0} points");
        Fact("SCOPE", plan.Scope.Length > 0 ? plan.Scope : "every host");
        if (plan.Policies.Count > 0) Fact("POLICY", $"{string.Join(", ", plan.Policies.Select(p => $"{p.Name} v{p.Version}"))}{(plan.Approval is { } a ? $"; approval by {a.Persons} {(a.Persons == 1 ? "person" : "persons")}{(a.NotAuthor ? ", not the author" : "")}{(a.Signed ? ", signed" : "")}{(a.AutoStart ? "; starts by itself" : "")}" : "")}");
        Fact("WHEN", $"{When(plan, view, look)}; planned {Ages.Moment(view.PlannedAt, look)} by {view.Author}");
        Fact("BUDGET", $"{plan.MaxFailures} lost in all; one more halts it");
        row++;
        body.Put(row++, 0, $"{"RING",-14} {"hosts",5} {"at once",7} {"lost",4} {"bake",5}  gate", Style.Faint);
        for (int i = 0; i < plan.Rings.Count && row < body.Height; i++)
        {
            PlannedRing ring = plan.Rings[i];
            body.Put(row++, 0, SafeText.Fit($" {i + 1} {SafeText.Fit(ring.Name, 10),-10} {ring.Hosts.Count,5} {ring.MaxParallel,7} {ring.MaxFailures,4} {(ring.BakeSeconds > 0 ? $"{ring.BakeSeconds / 60}m" : "-"),5}  {ring.Gate}", body.Width));
        }
        if (plan.Excluded.Count > 0)
        {
            body.Put(row++, 0, $"LEFT OUT ({plan.Excluded.Count})", Style.Look);
            foreach (LeftOutHost host in plan.Excluded.Take(3)) body.Put(row++, 1, SafeText.Fit($"{host.Host}  {host.Code} {host.Reason}", body.Width - 1));
            if (plan.Excluded.Count > 3) body.Put(row++, 1, $".. {plan.Excluded.Count - 3} more");
        }
        if (plan.Rings.SelectMany(r => r.Hosts.Select(h => (Ring: r.Name, Host: h))).FirstOrDefault(p => p.Host.Name == screen.Host) is not { Host: { } on } here) return;
        body.Put(row, 0, "HOST ", Style.Faint);
        body.Put(row, 5, $"> {on.Name}", Style.Bold);
        body.Put(row++, 9 + on.Name.Length, SafeText.Fit($"ring {here.Ring}, about {on.EstimateSeconds / 60}m{(on.EstimateAssumed ? " (assumed)" : "")}   up and down: other hosts", body.Width));
        foreach (PlannedUpdate update in on.Updates.Take(Math.Max(0, body.Height - row)))
            body.Put(row++, 1, SafeText.Fit($"{update.Name,-20} {update.From} -> {update.To}{(update.Class == Core.Hosts.UpdateClass.Security ? "  sec" : "")}", body.Width - 1));

        void Fact(string name, string value)
        {
            body.Put(row, 0, name, Style.Faint);
            body.Put(row++, 8, SafeText.Fit(value, body.Width - 8));
        }
    }
}
