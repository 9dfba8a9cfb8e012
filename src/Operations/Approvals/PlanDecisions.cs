using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using NodaTime;

namespace Cockpit.Operations.Approvals;

/// <summary>Puts what people decided beside the hosts that a plan is made of.</summary>
internal sealed class PlanDecisions
{
    private readonly ReadTransaction t;
    private readonly ILookup<HostId, Hold> holds;

    private PlanDecisions(ReadTransaction t, Instant now) => (this.t, holds) = (t, t.Holds(now).ToLookup(h => h.Host));

    public static PlanDecisions Of(ReadTransaction t, Instant now) => new(t, now);

    /// <summary>The host with what keeps it, or packages of it, out of the plan.</summary>
    public PlanCandidate With(PlanCandidate c)
    {
        List<Hold> own = [.. holds[c.Host.Id]];
        if (own.Count == 0) return c;
        if (own.Find(h => h.Package is null) is { } whole) return c with { Held = HoldWords.OfHost(whole) };
        Sources sources = Sources.Of(t, c.Host.Id);
        var barred = new Dictionary<string, Fault>();
        // The held name itself may come along as a new package that nothing offered before.
        foreach (Hold h in own) barred[h.Package!] = HoldWords.OfUpdate(h, h.Package!);
        foreach (PendingUpdate u in c.Inventory?.Updates ?? [])
        {
            if (own.Find(h => h.Covers(u.Name, sources.Source(u.Name))) is { } hold) barred[u.Name] = HoldWords.OfUpdate(hold, $"{u.Name} {u.To}");
        }
        return c with { Barred = barred };
    }
}
