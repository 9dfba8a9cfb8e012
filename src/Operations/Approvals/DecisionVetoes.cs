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
/// its set of updates smaller. Read anew in each transaction that decides.
/// </summary>
internal static class DecisionVetoes
{
    public static IReadOnlyDictionary<HostId, Veto> Of(ReadTransaction t, RolloutState s, Instant now)
    {
        var vetoes = new Dictionary<HostId, Veto>();
        if (s.IsEnded) return vetoes;
        DecisionBook book = DecisionBook.Of(t, now);
        bool said = book.Decisions.Any(d => d.Word is UpdateWord.Rejected || now < d.Until);
        // Only hosts with a hold have to be asked where nothing was said.
        HashSet<HostId>? held = said ? null : [.. t.HoldsIn(s.Id, now).Select(h => h.Host)];
        foreach (HostState host in s.Hosts.Values)
        {
            if (!host.IsEnded && held?.Contains(host.Plan.Id) != false && OfHost(t, book, host.Plan) is { } veto) vetoes[host.Plan.Id] = veto;
        }
        return vetoes;
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
