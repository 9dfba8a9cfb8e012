using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Approvals;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Scopes;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using Cockpit.Store.Findings.Alignment;
using NodaTime;

namespace Cockpit.Operations.Updates;

/// <summary>A tick to be made.</summary>
public sealed record CheckTick(CheckKind Kind, string Note);

/// <summary>What a person wants to say of an update.</summary>
/// <param name="Name">A source package, or a package that is built from one.</param>
/// <param name="Version">Only this version of those that are pending; null is each.</param>
/// <param name="Scope">The hosts that it is about; null is every host.</param>
/// <param name="Ticks">Made before it is decided, in the same transaction.</param>
/// <param name="Until">Of a deferral.</param>
public sealed record UpdateWish(string Name, string? Version, Scope? Scope, IReadOnlyList<CheckTick> Ticks, string? Ticket, string? Reason, Instant? Until);

/// <summary>What was decided.</summary>
/// <param name="Versions">Of the update, as lists show them.</param>
/// <param name="Hosts">Hosts that have it pending and that it is about.</param>
/// <param name="Unknown">Hosts that have it pending and of which the scope cannot tell whether they are members; it is not about them.</param>
/// <param name="Lifted">Words that were taken back.</param>
public sealed record DecidedUpdate(string Update, string Decision, IReadOnlyList<string> Versions, string Scope, int Hosts, IReadOnlyList<string> Unknown, Instant? Until, string? Ticket, string? Reason, int Lifted);

/// <summary>Approves, rejects or defers an update, ticks its checks off, and takes such words back. Nothing is done by half: what is refused leaves no tick behind.</summary>
public static class DecideUpdate
{
    /// <summary>Approves the versions that are pending now; never later ones.</summary>
    /// <exception cref="CockpitException">UPDATE_UNKNOWN, DECISION_INVALID, CHECKS_OPEN, UPDATE_REJECTED.</exception>
    public static DecidedUpdate Approve(Session session, UpdateWish wish) => session.For(UpdateOperations.Approve).Write(t =>
    {
        Chosen chosen = Choose(t, session, wish, UpdateWord.Approved);
        TickAll(t, session, wish, chosen);
        if (t.UpdateDecisions().Find(d => d.Word is UpdateWord.Rejected && d.Package == chosen.Source && (d.Scope.Length == 0 || d.Scope == chosen.Scope)) is { } no)
            throw new CockpitException(RolloutErrors.UpdateRejected.Because($"{Printable.Line(no.By.Name, 60)} rejected {chosen.Source}{(no.Reason is { } why ? $": {Printable.Line(why, 80)}" : "")}. While that counts, no approval does.", $"cockpit update lift {chosen.Source} takes it back.") with { Meaning = "Nothing was approved." });
        var checks = t.UpdateChecks();
        CheckKind[] needed = [.. chosen.Packages.Select(p => p.Host).Distinct().SelectMany(h => chosen.Settings(h).Checks).Distinct()];
        foreach (string version in chosen.Versions)
        {
            if (Checklist.WhyOpen(checks[(chosen.Source, version)], needed) is { } open) throw new CockpitException(RolloutErrors.ChecksOpen.Because($"{chosen.Source} {version}: {open}"));
        }
        return Said(t, session, wish, chosen, UpdateWord.Approved, [.. chosen.Packages.Select(p => (p.Name, p.Version))]);
    });

    /// <summary>Rejects every version, until it is lifted.</summary>
    /// <exception cref="CockpitException">UPDATE_UNKNOWN, DECISION_INVALID.</exception>
    public static DecidedUpdate Reject(Session session, UpdateWish wish) => session.For(UpdateOperations.Reject).Write(t => No(t, session, wish, UpdateWord.Rejected));

    /// <summary>Puts every version off until a day; then it is undecided.</summary>
    /// <exception cref="CockpitException">UPDATE_UNKNOWN, DECISION_INVALID.</exception>
    public static DecidedUpdate Defer(Session session, UpdateWish wish) => session.For(UpdateOperations.Defer).Write(t => No(t, session, wish, UpdateWord.Deferred));

    /// <summary>Ticks checks off without deciding.</summary>
    /// <exception cref="CockpitException">UPDATE_UNKNOWN, DECISION_INVALID.</exception>
    public static UpdatePage Check(Session session, string name, string? version, IReadOnlyList<CheckTick> ticks)
    {
        string source = session.Write(t =>
        {
            if (ticks.Count == 0) throw Invalid("A check is missing.");
            Chosen chosen = Choose(t, session, new UpdateWish(name, version, null, ticks, null, null, null), null);
            TickAll(t, session, new UpdateWish(name, version, null, ticks, null, null, null), chosen);
            return chosen.Source;
        });
        return ShowUpdate.Run(session, source);
    }

    /// <summary>Takes words on an update back: all, or those about exactly one scope. It is undecided then.</summary>
    /// <exception cref="CockpitException">DECISION_UNKNOWN, DECISION_INVALID.</exception>
    public static DecidedUpdate Lift(Session session, string name, string? scope, string? reason) => session.For(UpdateOperations.Lift).Write(t =>
    {
        if (DecisionLimits.OptionalProblem("A reason", reason) is { } problem) throw Invalid(problem);
        List<UpdateDecision> all = t.UpdateDecisions();
        string source = all.Exists(d => d.Package == name) ? name : t.SourcesOf(name).FirstOrDefault(name);
        int lifted = t.LiftDecisions(source, scope, reason, session.Actor, session.Now);
        if (lifted == 0) throw new CockpitException(RolloutErrors.DecisionUnknown.Because($"Nothing is decided of {Printable.Line(name, 60)}{(scope is null ? "" : " for that scope")}."));
        return new DecidedUpdate(source, "lifted", [], scope ?? "", 0, [], null, null, reason, lifted);
    });

    private static DecidedUpdate No(WriteTransaction t, Session session, UpdateWish wish, UpdateWord word)
    {
        Chosen chosen = Choose(t, session, wish, word);
        TickAll(t, session, wish, chosen);
        return Said(t, session, wish, chosen, word, [.. chosen.Packages.Select(p => (p.Name, ""))]);
    }

    private static DecidedUpdate Said(WriteTransaction t, Session session, UpdateWish wish, Chosen chosen, UpdateWord word, IEnumerable<(string, string)> versions)
    {
        t.Decide(new UpdateDecision(0, word, chosen.Source, chosen.Scope, wish.Until, wish.Ticket, wish.Reason, session.Now, session.Actor) { Versions = [.. versions] });
        return new DecidedUpdate(chosen.Source, word.ToString().ToLowerInvariant(), chosen.Versions, chosen.Scope, chosen.Packages.Select(p => p.Host).Distinct().Count(), chosen.Unknown, wish.Until, wish.Ticket, wish.Reason, 0);
    }

    private static void TickAll(WriteTransaction t, Session session, UpdateWish wish, Chosen chosen)
    {
        foreach (CheckTick tick in wish.Ticks)
        {
            if (DecisionLimits.TextProblem("A check's note", tick.Note) is { } problem) throw Invalid(problem);
            foreach (string version in chosen.Versions) t.Tick(chosen.Source, version, tick.Kind, tick.Note.Trim(), session.Actor, session.Now);
        }
    }

    private sealed record Chosen(string Source, string Scope, IReadOnlyList<PendingPackage> Packages, IReadOnlyList<string> Versions, IReadOnlyList<string> Unknown, Func<HostId, ApprovalSettings> Settings);

    /// <param name="word">Null where only checks are ticked off.</param>
    private static Chosen Choose(ReadTransaction t, Session session, UpdateWish wish, UpdateWord? word)
    {
        string? problem = wish.Name.Length > DecisionLimits.MostName || wish.Version?.Length > DecisionLimits.MostName ? "No package has so long a name or version."
            : word is null ? null
            : DecisionLimits.TextProblem("A ticket", wish.Ticket ?? "", DecisionLimits.MostTicket) ?? DecisionLimits.OptionalProblem("A reason", wish.Reason)
            ?? (word is not UpdateWord.Deferred ? null : wish.Until is { } until ? DecisionLimits.UntilProblem(until, session.Now) : "The day until which it is deferred is missing.");
        if (problem is not null) throw Invalid(problem);

        List<string> sources = t.SourcesOf(wish.Name);
        string source = sources.Contains(wish.Name) ? wish.Name : sources.FirstOrDefault(wish.Name);
        List<PendingPackage> pending = t.PendingPackages(source);
        if (wish.Version is { } only) pending = [.. pending.Where(p => p.Update == only || p.Version == only)];
        if (pending.Count == 0) throw new CockpitException(FindingErrors.UpdateUnknown.Because($"No update of {Printable.Line(wish.Name, 60)}{(wish.Version is null ? "" : $" to {Printable.Line(wish.Version, 60)}")} is pending on any host."));
        // A rejection and a deferral are about every version, so naming one would say something else than it does.
        if (wish.Version is not null && word is UpdateWord.Rejected or UpdateWord.Deferred) throw Invalid("A rejection and a deferral are about every version; name the update without one.");
        string[] unknown = [];
        if (wish.Scope is { Expression.Length: > 0 } scope)
        {
            Dictionary<HostId, Truth> members = Fleet.Read(t, session.Now).ToDictionary(h => h.Host.Id, h => scope.Of(h.SubjectAt(session.Now)).Verdict);
            unknown = [.. pending.Where(p => members.GetValueOrDefault(p.Host) == Truth.Unknown).Select(p => p.HostName).Distinct().Order(StringComparer.Ordinal)];
            pending = [.. pending.Where(p => members.GetValueOrDefault(p.Host, Truth.No) == Truth.Yes)];
            if (pending.Count == 0) throw new CockpitException(FindingErrors.UpdateUnknown.Because($"No update of {Printable.Line(wish.Name, 60)} is pending on any host of that scope."));
        }
        return new Chosen(source, wish.Scope?.Expression ?? "", pending, [.. pending.Select(p => p.Update).Distinct().Order(StringComparer.Ordinal)], unknown, HostApprovals.Of(t, session.Now));
    }

    private static CockpitException Invalid(string problem) => new(RolloutErrors.DecisionInvalid.Because(problem));
}
