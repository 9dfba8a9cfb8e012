using System.Runtime.CompilerServices;
using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations.Approvals;

/// <summary>
/// What people decided since a plan was frozen, as vetoes: a hold, a rejection or a deferral keeps a host from starting, whole, and never makes
/// its set of updates smaller. Asked in each transaction that decides, so it keeps what it read as long as the file says that nothing of it changed,
/// and looks only at hosts that have what was rejected. One thread.
/// </summary>
internal sealed class DecisionVetoes
{
    /// <summary>How long an answer about a scope's members may serve while no host was scanned, changed or given findings: only ages move meanwhile.</summary>
    private static readonly Duration MembersLast = Duration.FromMinutes(1);

    private readonly ConditionalWeakTable<Plan, ILookup<string, PlanHost>> byPackage = [];
    private (long Stamp, IReadOnlyList<UpdateDecision> All)? decisions;
    private (FleetStamp Fleet, Instant At, Dictionary<string, HashSet<HostId>?> Known)? members;

    public IReadOnlyDictionary<HostId, Veto> Of(ReadTransaction t, RolloutState s, Instant now)
    {
        var vetoes = new Dictionary<HostId, Veto>();
        if (s.IsEnded) return vetoes;
        long stamp = t.UpdateDecisionStamp();
        if (decisions?.Stamp != stamp) decisions = (stamp, t.UpdateDecisions());
        List<UpdateDecision> no = [.. decisions.Value.All.Where(d => d.Word is UpdateWord.Rejected || now < d.Until)];
        HashSet<HostId> asked = [.. t.HoldsIn(s.Id, now).Select(h => h.Host)];
        if (no.Count > 0)
        {
            ILookup<string, PlanHost> hosts = byPackage.GetValue(s.Plan, Index);
            // What is planned and was rejected since was pending when it was rejected, so its packages' names stand in the decision.
            foreach (string name in no.SelectMany(d => d.Versions.Select(v => v.Name).Append(d.Package)).Distinct()) asked.UnionWith(hosts[name].Select(h => h.Id));
        }
        if (asked.Count == 0) return vetoes;

        var book = DecisionBook.Of(t, now, decisions.Value.All, Members(t, now));
        foreach (HostId id in asked)
        {
            if (s.Hosts.TryGetValue(id, out HostState? host) && !host.IsEnded && OfHost(t, book, host.Plan) is { } veto) vetoes[id] = veto;
        }
        return vetoes;
    }

    private static ILookup<string, PlanHost> Index(Plan plan) => plan.Hosts.SelectMany(h => h.Transaction.Select(c => c.Name).Distinct().Select(name => (Name: name, Host: h))).ToLookup(p => p.Name, p => p.Host);

    private Dictionary<string, HashSet<HostId>?> Members(ReadTransaction t, Instant now)
    {
        FleetStamp fleet = t.FleetStamp();
        if (members is not { } known || known.Fleet != fleet || now < known.At || now - known.At >= MembersLast) members = (fleet, now, []);
        return members.Value.Known;
    }

    private static Veto? OfHost(ReadTransaction t, DecisionBook book, PlanHost host)
    {
        HostId number = t.CurrentNumber(host.Id);
        if (book.HoldsOf(number).FirstOrDefault(h => h.Package is null) is { } whole) return VetoOf(HoldWords.OfHost(whole), whole.Until);
        Sources sources = Sources.Of(t, host.Id);
        foreach (PackageChange change in host.Transaction)
        {
            if (change.To is null) continue;
            UpdateVerdict verdict = book.Verdict(number, new OfferedUpdate(change.Name, sources.Source(change.Name), change.To), []);
            string what = $"{Words.Plain(change.Name)} {Words.Plain(change.To)} is {verdict.Text}.";
            if (verdict.State is UpdateVerdictState.Held) return VetoOf(RolloutErrors.UpdateHeld.Because(what), verdict.Until);
            if (verdict.State is UpdateVerdictState.Rejected) return VetoOf(RolloutErrors.RejectedSince.Because(what), null);
            if (verdict.State is UpdateVerdictState.Deferred) return VetoOf(RolloutErrors.DeferredSince.Because(what), verdict.Until);
        }
        return null;
    }

    private static Veto VetoOf(Fault fault, Instant? until) => new(fault.Code.Name, fault.What) { Until = until };
}
