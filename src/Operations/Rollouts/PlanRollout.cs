using Cockpit.Core.Automation;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Approvals;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Automation;
using Cockpit.Store.Findings.Slices;
using Cockpit.Store.Hosts;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <summary>What a person asks a plan to be.</summary>
/// <param name="Window">"always", the name of a window, or null: the windows of each host's policy, and refused where the file has no policy.</param>
/// <param name="Reboot">Null is what each host's policy says, and if required where the file has no policy.</param>
/// <param name="Name">For people; null makes one of the day.</param>
public sealed record PlanWish(Scope Scope, bool SecurityOnly, string? Window, RebootSetting? Reboot, PlanLimits Limits, string? Name)
{
    /// <summary>Hosts that a person named: one that is not there is an error, never silently left out.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Only hosts that have it open, and only the updates that fix it; null plans whatever is pending.</summary>
    public CveId? Cve { get; init; }

    /// <summary>The opening that the worker makes it for: the file has one draft for it, and never a second. Null for a person's plan.</summary>
    internal Occasion? For { get; init; }

    /// <summary>The policy whose hosts are planned, those on which it wins; null plans each host under its own.</summary>
    public string? Policy { get; init; }

    /// <summary>Hosts that something else updates within a day are planned too.</summary>
    public bool AllowForeignUpdaters { get; init; }
}

/// <summary>
/// Freezes a plan: asks each host what exactly the install would do, puts the hosts in rings, and keeps it under its hash.
/// No server is changed; a host that cannot be planned is left out with its reason.
/// </summary>
public static class PlanRollout
{
    /// <summary>Hosts that are asked at once. Each answer costs a host half a minute of CPU at most.</summary>
    private const int Parallel = 50;

    /// <param name="onHost">Hosts asked so far, of how many; on any thread.</param>
    /// <exception cref="CockpitException">NO_WINDOW, ALWAYS_FORBIDDEN, POLICY_UNKNOWN, PLAN_EMPTY, PLAN_MIXED, PLAN_LIMITS, HOST_UNKNOWN, IMPORT_RUNNING.</exception>
    public static PlannedRollout Run(Session session, PlanWish wish, Action<int, int>? onHost, CancellationToken cancellation)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        Instant now = session.Now;
        AlignHosts.Due(session, file, cancellation);
        var request = new PlanRequest(wish.Cve is { } only ? CveTargets.Expression(wish.Scope, only) : wish.Policy is { } policy ? $"policy {policy}{(wish.Scope.Expression.Length > 0 ? $" and {wish.Scope.Expression}" : "")}" : wish.Scope.Expression, wish.SecurityOnly, wish.Window, wish.Reboot, wish.Limits) { AllowForeignUpdaters = wish.AllowForeignUpdaters };
        PlanSelection selection = file.Read(t =>
        {
            t.RefuseWhileImporting();
            foreach (string name in wish.Hosts) FindHost.Named(t, name);
            return Select(t, request, wish, now);
        });
        var simulated = Simulate(session, selection, onHost, cancellation);
        PlanMade made = PlanBuilder.Build(request, selection, simulated);
        string name = wish.Name ?? $"{(wish.SecurityOnly ? "security" : "updates")}-{now.InUtc().Date:uuuu'-'MM'-'dd}";
        return Planned(session, file, file.Write(t =>
        {
            // One may have begun while the hosts were asked.
            t.RefuseWhileImporting();
            if (wish.For is { } taken && t.AutoPlan(taken) is { } row && (row.Rollout ?? (object?)row.Outcome) is not null) throw new CockpitException(RolloutErrors.AlreadyPlanned.Because($"{taken.Window} of {taken.Policy} at {Words.At(taken.StartsAt)} has its draft."));
            RolloutState state = t.AddRollout(made.Bytes, Printable.Line(name, 100), made.Excluded, null, session.Actor, session.Now);
            if (wish.For is { } o) t.AddAutoPlan(o, state.Id, session.Now);
            return state;
        }));
    }

    /// <summary>The same content once more: the same bytes, so the same hash. What is done already will verify as done.</summary>
    /// <exception cref="CockpitException">ROLLOUT_UNKNOWN, IMPORT_RUNNING.</exception>
    public static PlannedRollout From(Session session, RolloutId id, string? name)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        return Planned(session, file, file.Write(t =>
        {
            t.RefuseWhileImporting();
            RolloutState from = RolloutAct.Find(t, id);
            return t.AddRollout(t.PlanBytes(from.Hash), Printable.Line(name ?? from.Name, 100), from.Excluded, id.ToString(), session.Actor, session.Now);
        }));
    }

    private static PlannedRollout Planned(Session session, CockpitFile file, RolloutState state)
    {
        PlanEffect.Keep(file, state);
        return file.Read(t => PlanEffect.Fill(t, state, PlannedRollout.Of(state) with { Notes = PlanNotes.Of(t, state, session.Now) }));
    }

    private static PlanSelection Select(ReadTransaction t, PlanRequest request, PlanWish wish, Instant now)
    {
        Scope scope = wish.Scope;
        CveId? cve = wish.Cve;
        PlanPolicies policies = PlanPolicies.Of(t, wish.Policy, now);
        PlanDecisions decisions = PlanDecisions.Of(t, now);
        List<PlanCandidate> all = t.Knowledge().ConvertAll(k => policies.With(decisions.With(Candidate(k))));
        var chosen = Fleet.Members(t, scope, now).Select(h => h.Host.Id).ToHashSet();
        List<PlanCandidate> members = [.. all.Where(c => chosen.Contains(c.Host.Id) && policies.Includes(c.Host.Id))];
        if (cve is not { } wanted) return PlanBuilder.Select(request, members, all, t.HostsInActiveRollouts(), now);
        CveTargets targets = CveTargets.Of(t, wanted);
        PlanSelection selection = PlanBuilder.Select(request, targets.Among(members), all, t.HostsInActiveRollouts(), now);
        // A machine that no host matches is in no scope, so it is named only where every host is asked for.
        return scope == Scope.Everything ? selection with { Excluded = selection.Excluded.AddRange(targets.Unmatched) } : selection;
    }

    private static PlanCandidate Candidate(HostKnowledge k)
    {
        ScanSummary? last = k.Last;
        Fault? fault = last?.Code is { } code && ErrorTable.Find(code) is { } row ? new Fault(row, last.Message ?? "", "", row.Hint) : null;
        return new PlanCandidate(k.Host, last?.Status, fault, k.LastGood?.Inventory, k.LastGood?.At);
    }

    private static Dictionary<HostId, SimulatedInstall> Simulate(Session session, PlanSelection selection, Action<int, int>? onHost, CancellationToken cancellation)
    {
        var answers = new Dictionary<HostId, SimulatedInstall>();
        using var access = new HostAccess(session);
        Threads.ForEach(selection.Hosts, Parallel, host =>
        {
            SimulatedInstall answer = access.SimulateInstall(host, cancellation);
            lock (answers)
            {
                answers[host.Host.Id] = answer;
                onHost?.Invoke(answers.Count, selection.Hosts.Length);
            }
        }, cancellation);
        return answers;
    }
}
