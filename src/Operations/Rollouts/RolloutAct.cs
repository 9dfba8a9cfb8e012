using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Approvals;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <summary>A person's act on a rollout: load, decide and commit in one transaction. A refusal leaves nothing behind.</summary>
internal static class RolloutAct
{
    /// <param name="input">Makes the act from the state that the transaction found.</param>
    /// <returns>The rollout after it.</returns>
    /// <exception cref="CockpitException">What Decide refused with, or ROLLOUT_UNKNOWN.</exception>
    public static RolloutView Run(Session session, RolloutId id, Func<RolloutState, PersonInput> input)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        Instant now = session.Now;
        var (decision, state) = new SqliteRolloutJournal(file, new FleetSay().Complete).Transact(id, session.Actor, now, fence: null, (s, f) => Decider.Decide(s, f, input(s), now, session.Actor));
        if (decision is Refused refused) throw new CockpitException(refused.Fault);
        return file.Read(t => View(t, state, now));
    }

    /// <summary>The rollout as people see it, with what windows and freezes say of it now.</summary>
    public static RolloutView View(ReadTransaction t, RolloutState s, Instant now, FleetSay? say = null) =>
        RolloutViews.Of(s, t.HaltAll(), now, s.IsEnded ? null : (say ?? new FleetSay()).Complete(t, s, t.Fleet(s.Id), now));

    /// <summary>The host of this name in the rollout's plan.</summary>
    /// <exception cref="CockpitException">HOST_NOT_IN_ROLLOUT.</exception>
    public static HostId HostNamed(RolloutState s, string name) =>
        s.Plan.Hosts.FirstOrDefault(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase))?.Id
        ?? throw new CockpitException(RolloutErrors.HostNotInRollout.Because($"{s.Id} has no host {Printable.Line(name, 60)}."));

    /// <summary>It may still become live.</summary>
    public static bool IsAhead(RolloutPhase phase) => phase is RolloutPhase.Draft or RolloutPhase.AwaitingApproval or RolloutPhase.Approved;

    /// <summary>The rollout of this id, or an error.</summary>
    public static RolloutState Find(ReadTransaction t, RolloutId id) =>
        t.Rollout(id) ?? throw new CockpitException(RolloutErrors.RolloutUnknown.Because($"There is no rollout {id}."));
}
