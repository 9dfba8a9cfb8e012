using Cockpit.Core.Automation;
using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Store;
using Cockpit.Store.Automation;
using Cockpit.Store.Definitions;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Automation;

/// <summary>
/// Makes one draft for each opening that is near, and writes down what became of those that have passed. It starts nothing: a draft runs only
/// if persons approve it in time, and an opening that was missed is never caught up.
/// </summary>
internal sealed class MakeDrafts
{
    /// <summary>Where nothing could be planned, the same is asked this much later: it reads every host.</summary>
    private static readonly Duration TryAgainAfter = Duration.FromHours(1);

    private readonly Dictionary<Occasion, Instant> tryAgain = [];

    /// <returns>One line for each thing that was done.</returns>
    public IReadOnlyList<string> Run(Session session, CancellationToken cancellation)
    {
        var done = new List<string>();
        Settle(session, done);
        Instant now = session.Now;
        foreach (Occasion gone in tryAgain.Keys.Where(o => o.EndsAt <= now).ToList()) tryAgain.Remove(gone);
        foreach (Occasion o in session.Read(t => AutoPlans.Near(PolicyBooks.Read(t), session.Now).Where(o => t.AutoPlan(o) is null or { Rollout: null, Outcome: null }).ToList()))
        {
            cancellation.ThrowIfCancellationRequested();
            if (tryAgain.TryGetValue(o, out Instant at) && now < at && at - now <= TryAgainAfter) continue;
            tryAgain[o] = now + TryAgainAfter;
            if (Draft(session, o, cancellation) is { } line) done.Add(line);
        }
        return done;
    }

    private static string? Draft(Session session, Occasion o, CancellationToken cancellation)
    {
        try
        {
            PlannedRollout plan = PlanRollout.Run(
                session, new PlanWish(Scope.Everything, SecurityOnly: false, Window: o.Window, Reboot: null, PlanLimits.Default, Name(o)) { Policy = o.Policy, For = o }, null, cancellation);
            return $"{plan.RolloutId} is a draft for {o.Window} of {o.Policy} at {Words.At(o.StartsAt)}.";
        }
        catch (CockpitException e) when (e.Fault.Code == RolloutErrors.PlanEmpty)
        {
            // Nothing can be planned now; it is looked at again until the opening has passed.
            session.Write(t =>
            {
                t.NoteNothing(o, Printable.Line(e.Fault.What, 500));
                return true;
            });
            return null;
        }
        catch (CockpitException e) when (e.Fault.Code == RolloutErrors.AlreadyPlanned || e.Fault.Code == FindingErrors.ImportRunning)
        {
            return null;
        }
    }

    /// <summary>Openings that have ended: the draft ran, or why nothing did.</summary>
    private static void Settle(Session session, List<string> done)
    {
        Instant now = session.Now;
        List<(Occasion Occasion, AutoPlanRow? Row)> passed = session.Read(t =>
        {
            Dictionary<string, Instant> since = t.Definitions(DefinitionKind.Policy).ToDictionary(d => d.Name, d => d.At, StringComparer.OrdinalIgnoreCase);
            var all = AutoPlans.Passed(PolicyBooks.Read(t), p => since.GetValueOrDefault(p.Name, now), now).Select(o => (Occasion: o, Row: t.AutoPlan(o))).Where(o => o.Row?.Outcome is null).ToList();
            // Also those whose policy is gone or plans by itself no more.
            foreach (AutoPlanRow row in t.OpenAutoPlans().Where(r => r.Occasion.EndsAt <= now && !all.Exists(a => a.Occasion == r.Occasion))) all.Add((row.Occasion, row));
            return all;
        });
        if (passed.Count == 0) return;
        using CockpitFile file = session.Open(FileAccessMode.Write);
        var journal = new SqliteRolloutJournal(file, new FleetSay().Complete);
        foreach ((Occasion o, AutoPlanRow? row) in passed)
        {
            (string outcome, string reason) = Outcome(file, row);
            if (row?.Rollout is { } id && outcome == AutoPlanStore.Missed)
                journal.Transact(id, session.Actor, now, null, (s, f) => Decider.Decide(s, f, new Expire($"{o.Window} of {Words.At(o.StartsAt)} has passed: {reason}."), now, session.Actor));
            file.Write(t =>
            {
                if (t.AutoPlan(o)?.Outcome is not null) return;
                t.CloseAutoPlan(o, outcome, reason, session.Actor, now);
            });
            done.Add($"{o.Window} of {o.Policy} at {Words.At(o.StartsAt)}: {outcome}, {reason}.");
        }
    }

    private static (string Outcome, string Reason) Outcome(CockpitFile file, AutoPlanRow? row)
    {
        if (row is null) return (AutoPlanStore.Missed, "no worker ran");
        if (row.Rollout is not { } id) return (AutoPlanStore.Nothing, row.Reason ?? "nothing was pending");
        RolloutState s = file.Read(t => RolloutAct.Find(t, id));
        if (s.StartedAt is not null) return (AutoPlanStore.Ran, $"{id} began at {Words.At(s.StartedAt.Value)}");
        return (AutoPlanStore.Missed, s.Phase switch
        {
            RolloutPhase.Draft or RolloutPhase.AwaitingApproval => $"{id} was not approved in time",
            RolloutPhase.Approved => $"{id} was approved and not started",
            RolloutPhase.Scheduled => $"{id} was scheduled and could not begin: no worker, a freeze, or no host that fit",
            _ => $"{id} was {Words.Of(s.Phase)}",
        });
    }

    private static string Name(Occasion o) => $"{o.Policy}-{o.StartsAt.InUtc().Date:uuuu'-'MM'-'dd}";
}
