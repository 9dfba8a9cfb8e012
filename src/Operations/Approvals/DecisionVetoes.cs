using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using NodaTime;

namespace Cockpit.Operations.Approvals;

/// <summary>
/// What people decided since a plan was frozen, as vetoes: a hold or a rejection keeps a host from starting, whole, and never makes its set
/// of updates smaller. Read anew in each transaction that decides.
/// </summary>
internal static class DecisionVetoes
{
    public static IReadOnlyDictionary<HostId, Veto> Of(ReadTransaction t, RolloutState s, Instant now)
    {
        var vetoes = new Dictionary<HostId, Veto>();
        if (s.IsEnded) return vetoes;
        foreach (IGrouping<HostId, Hold> held in t.HoldsIn(s.Id, now).GroupBy(h => h.Host))
        {
            if (s.Hosts.TryGetValue(held.Key, out HostState? host) && !host.IsEnded && OfHolds(t, host.Plan, [.. held]) is { } veto) vetoes[held.Key] = veto;
        }
        return vetoes;
    }

    private static Veto? OfHolds(ReadTransaction t, PlanHost host, List<Hold> holds)
    {
        if (holds.Find(h => h.Package is null) is { } whole) return VetoOf(HoldWords.OfHost(whole), whole.Until);
        Sources sources = Sources.Of(t, host.Id);
        foreach (PackageChange change in host.Transaction)
        {
            if (holds.Find(h => h.Covers(change.Name, sources.Source(change.Name))) is { } hold) return VetoOf(HoldWords.OfUpdate(hold, change.Name), hold.Until);
        }
        return null;
    }

    private static Veto VetoOf(Fault fault, Instant? until) => new(fault.Code.Name, fault.What) { Until = until };
}
