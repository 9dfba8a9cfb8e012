using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies;
using Cockpit.Core.Risk.Chances;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Store;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Hosts;
using Cockpit.Store.Rollouts;
using Cockpit.Store.Windows;
using NodaTime;

namespace Cockpit.Operations.Risk;

/// <summary>Reads what a finding's next chance is made from.</summary>
internal static class FixChances
{
    /// <param name="host">The finding's host.</param>
    /// <returns>Null where the host is in the inventory no more.</returns>
    public static FixChance? Of(ReadTransaction t, FindingId finding, HostId host, Instant now) =>
        t.Hosts().FirstOrDefault(h => h.Id == host) is { } known ? FixChance.Of(OpeningOf(t, known, now), Rollouts(t, finding, host, now)) : null;

    private static HostOpening OpeningOf(ReadTransaction t, Host known, Instant now)
    {
        PolicyBook book = PolicyBooks.Read(t);
        FleetHost host = Fleet.ReadOne(t, known, now);
        return HostOpening.Of(book, host.Policy, Freezes.Binding(t.FreezesFrom(now), Freezes.MembershipOf(host.SubjectAt(now), book.ScopeBook)), now);
    }

    /// <summary>What a rollout has is asked of its plan, not of what it was known to close when it was made: the finding may be newer.</summary>
    private static IEnumerable<PlannedFix> Rollouts(ReadTransaction t, FindingId finding, HostId host, Instant now)
    {
        var say = new FleetSay();
        foreach (RolloutRow row in t.Rollouts().Where(r => r.Live || RolloutAct.IsAhead(r.Phase)))
        {
            RolloutState state = RolloutAct.Find(t, row.Id);
            if (state.Phase is RolloutPhase.Aborted || !state.Hosts.TryGetValue(host, out HostState? there) || there.IsEnded) continue;
            if (!t.ClosedBy([there.Plan]).Any(f => f.Id == finding)) continue;
            HostGate gate = say.Complete(t, state, t.Fleet(state.Id), now).GateOf(host);
            yield return new PlannedFix(state.Id, state.Phase, gate.Open ? now : gate.OpensAt);
        }
    }
}
