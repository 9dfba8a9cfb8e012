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
    private readonly DecisionBook book;
    private readonly Func<HostId, ApprovalSettings> settings;

    private PlanDecisions(ReadTransaction t, Instant now) => (this.t, book, settings) = (t, DecisionBook.Of(t, now), HostApprovals.Of(t, now));

    public static PlanDecisions Of(ReadTransaction t, Instant now) => new(t, now);

    /// <summary>The host with what keeps it, or packages of it, out of the plan.</summary>
    public PlanCandidate With(PlanCandidate c)
    {
        ApprovalSettings wanted = settings(c.Host.Id);
        if (book.IsEmpty && !wanted.UpdatesRequired) return c;
        List<Hold> own = [.. book.HoldsOf(c.Host.Id)];
        if (own.Find(h => h.Package is null) is { } whole) return c with { Held = HoldWords.OfHost(whole) };

        Sources sources = Sources.Of(t, c.Host.Id);
        var barred = new Dictionary<string, Fault>();
        // What is held or rejected may come along as a new package that nothing offered before.
        foreach (Hold h in own) barred[h.Package!] = HoldWords.OfUpdate(h, h.Package!);
        foreach (UpdateDecision d in book.Decisions.Where(d => d.Word is UpdateWord.Rejected && book.IsAbout(d, c.Host.Id)))
        {
            foreach (string name in d.Versions.Select(v => v.Name).Append(d.Package)) barred[name] = RolloutErrors.UpdateRejected.Because($"{Words.Plain(d.By.Name)} rejected {Words.Plain(d.Package)}{Why(d.Ticket, d.Reason)}.");
        }
        foreach (PendingUpdate u in c.Inventory?.Updates ?? [])
        {
            var offered = new OfferedUpdate(u.Name, sources.Source(u.Name), u.To) { Class = u.Class, Severity = u.Severity, FirstSeenAt = wanted.Rules.Count > 0 ? t.FirstSeen(u.Name, u.Architecture, u.To) : null };
            if (Bar(book.Verdict(c.Host.Id, offered, wanted.Rules), u, wanted.UpdatesRequired) is { } fault) barred[u.Name] = fault;
        }
        return c with { Barred = barred };
    }

    /// <summary>Why an update stays out; null where it may be planned.</summary>
    private static Fault? Bar(UpdateVerdict verdict, PendingUpdate u, bool required) => verdict.State switch
    {
        UpdateVerdictState.Approved => null,
        UpdateVerdictState.Held => RolloutErrors.UpdateHeld.Because($"{Words.Plain(u.Name)} {Words.Plain(u.To)} is {verdict.Text}.", "cockpit host hold NAME UPDATE --lift ends it."),
        UpdateVerdictState.Rejected => RolloutErrors.UpdateRejected.Because($"{Words.Plain(u.Name)} {Words.Plain(u.To)} is {verdict.Text}."),
        UpdateVerdictState.Deferred => RolloutErrors.UpdateDeferred.Because($"{Words.Plain(u.Name)} {Words.Plain(u.To)} is {verdict.Text}."),
        _ => required ? RolloutErrors.UpdateUndecided.Because($"{Words.Plain(u.Name)} {Words.Plain(u.To)} is {verdict.Text}.") : null,
    };

    private static string Why(string? ticket, string? reason) => $"{(ticket is null ? "" : $", {Words.Plain(ticket)}")}{(reason is null ? "" : $": {Words.Plain(reason)}")}";
}
