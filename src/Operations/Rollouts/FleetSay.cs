using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Approvals;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <summary>All that has a say in a rollout beyond its own events: what people decided since, windows and freezes. One per open file, for what it keeps.</summary>
internal sealed class FleetSay
{
    private readonly RolloutGates gates = new();
    private readonly DecisionVetoes vetoes = new();

    public FleetState Complete(ReadTransaction t, RolloutState s, FleetState f, Instant now)
    {
        // A host that is gone keeps that word; the others add theirs.
        f = f with { Vetoes = f.Vetoes.AddRange(vetoes.Of(t, s, now).Where(v => !f.Vetoes.ContainsKey(v.Key))) };
        return gates.Complete(t, s, f, now);
    }
}
