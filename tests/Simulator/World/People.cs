using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using Cockpit.Simulation;
using NodaTime;

namespace Cockpit.Simulator.World;

/// <summary>People at their terminals: first they do anything at any time, in the end what a careful person would do.</summary>
internal sealed class People(MemoryFile file, IRolloutJournal journal, MemoryFleet fleet, Chance chance, Action<bool> latch, Action<HostId, bool> veto, Action<bool> vault, Action<Instant, Instant, bool> freeze, bool waits)
{
    private static readonly Actor Anna = new(1000, 1000, "anna");
    private static readonly Actor Ben = new(1001, 1001, "ben");

    public static Actor Author => Anna;

    /// <summary>One act, sensible or not.</summary>
    public void DoAnything(Instant wall)
    {
        RolloutState s = file.State(chance.Of([.. file.Rollouts]));
        HostState h = s.Hosts[chance.Of([.. s.Plan.Hosts]).Id];
        switch (chance.Below(20))
        {
            case 0: Act(s, new Pause(Anna, null), wall); break;
            case 1: Act(s, new Resume(Anna, "seen"), wall); break;
            case 2: Act(s, new Resume(Anna, null), wall); break;
            case 3: if (chance.Percent(15)) Act(s, new Abort(Anna, "enough"), wall); break;
            case 4: Act(s, new Retry(Anna, h.Plan.Id, null), wall); break;
            case 5: if (chance.Percent(30)) Act(s, new Skip(Anna, h.Plan.Id, "not now"), wall); break;
            case 6: if (h.Phase is HostPhase.InDoubt) Act(s, new Resolve(Ben, h.Plan.Id, IsDone(h), "looked at it"), wall); break;
            case 7: Act(s, new Promote(Ben, h.Ring, "looks well"), wall); break;
            case 8: latch(chance.Percent(40)); break;
            case 9: veto(h.Plan.Id, chance.Percent(50)); break;
            case 10: Act(s, new Approve(Ben, chance.Percent(50) ? s.Hash.Hex : "0123456789", null), wall); break;
            case 11: Act(s, new Start(Anna, true), wall); break;
            case 12: Act(s, new Pause(Anna, null) { ExpectSeq = s.StreamSeq - chance.Below(2) }, wall); break;
            case 13: Act(s, new Reject(Ben, "no"), wall); break;
            case 14: vault(chance.Percent(50)); break;
            case 15: Freeze(wall); break;
            case 16: Act(s, new Start(Anna, false), wall); break;
            case 17: if (chance.Percent(20)) BreakTheGlass(s, wall); break;
            // Most of the time people look on.
            default: break;
        }
    }

    /// <summary>Approves and starts, as most rollouts begin.</summary>
    public void StartIt(RolloutId id, Instant wall)
    {
        Act(file.State(id), new Approve(Ben, file.State(id).Hash.Hex, null), wall);
        Act(file.State(id), new Start(Anna, !waits), wall);
    }

    /// <summary>A freeze that is on, that comes, or the end of one before its time.</summary>
    private void Freeze(Instant wall)
    {
        if (file.Freezes.Count > 0 && chance.Percent(60))
        {
            Freeze gone = chance.Of([.. file.Freezes]);
            freeze(gone.StartsAt, gone.EndsAt, false);
            return;
        }
        Instant from = wall + Duration.FromMinutes(chance.Below(90) - 20);
        freeze(from, from + Duration.FromMinutes(10 + chance.Below(120)), true);
    }

    private void BreakTheGlass(RolloutState s, Instant wall)
    {
        Act(s, new Approve(Ben, s.Hash.Hex, null) { BreakGlass = true, Reason = "exploited" }, wall);
        Act(file.State(s.Id), new Start(Anna, true) { BreakGlass = true, Reason = "exploited" }, wall);
    }

    /// <summary>What a careful person does about everything that waits for one.</summary>
    public void Settle(Instant wall)
    {
        vault(false);
        if (file.HaltAll) latch(false);
        foreach (HostId host in file.Vetoes.Keys.ToList()) veto(host, false);
        foreach (Freeze f in file.Freezes.ToList()) freeze(f.StartsAt, f.EndsAt, false);
        foreach (RolloutId id in file.Rollouts)
        {
            if (!file.State(id).IsLive) continue;
            if (file.State(id).ApprovedUntil <= wall) Act(file.State(id), new Approve(Ben, file.State(id).Hash.Hex, null), wall);
            foreach (HostState h in file.State(id).Hosts.Values.OrderBy(h => h.Plan.Id.Value))
            {
                if (h is { Phase: HostPhase.InDoubt, NeedsPerson: true } || (h.Phase is HostPhase.InDoubt && fleet.Find(h.Plan.Name)!.Nature is Nature.Dead))
                    Act(file.State(id), new Resolve(Ben, h.Plan.Id, IsDone(h), "looked at it"), wall);
                else if (h.Phase is HostPhase.Failed && !file.State(id).IsEnded)
                    Act(file.State(id), h.Attempt < 3 ? new Retry(Anna, h.Plan.Id, "repaired") : new Skip(Anna, h.Plan.Id, "cannot be repaired"), wall);
            }
            Act(file.State(id), new Resume(Anna, "all seen"), wall);
            foreach (RingState ring in file.State(id).Rings.Where(r => r.Phase is RingPhase.Running && r.Plan.Hosts.All(h => file.State(id).Hosts[h.Id].IsEnded)))
                Act(file.State(id), new Promote(Ben, ring.Plan.Name, "looked at each"), wall);
        }
    }

    private bool IsDone(HostState h) => HostPhysics.Installed(fleet.Find(h.Plan.Name)!, h.Plan) is InstalledState.AllAtTo;

    private void Act(RolloutState s, PersonInput input, Instant wall)
    {
        try
        {
            journal.Transact(s.Id, input.By, wall, null, (state, f) => Decider.Decide(state, f, input, wall, input.By));
        }
        catch (CockpitException e)
        {
            throw new InvalidOperationException($"{input} threw where it should refuse: {e.Fault}", e);
        }
    }
}
