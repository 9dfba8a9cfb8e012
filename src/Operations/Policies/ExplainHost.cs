using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Windows;
using Cockpit.Operations.Scopes;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using NodaTime;

namespace Cockpit.Operations.Policies;

/// <summary>Explains which policy counts on a host and why, also as it would be with other tags or at another moment.</summary>
public static class ExplainHost
{
    /// <param name="at">The moment that windows, ages and holds are asked for, as a person writes it; null is now. Facts are those of the last scan whatever the moment.</param>
    /// <exception cref="CockpitException">HOST_UNKNOWN, TIME_INVALID, POLICY_BROKEN.</exception>
    public static HostExplanation Run(Session session, string name, string? at, IReadOnlyList<TagEdit> edits) => session.Read(t =>
    {
        Host host = FindHost.Named(t, name);
        Instant moment = at is null ? session.Now : TypedTime.Read(at, FileZone.Of(t), null, ends: false);
        PolicyFleet fleet = PolicyFleet.Read(t, moment);
        ScopeSubject subject = fleet.Hosts.First(h => h.Host.Id == host.Id);
        IReadOnlyList<ExplainedHold> holds = [.. t.HoldsOf(host.Id, moment).Select(h => new ExplainedHold(h.Package, h.Until, h.By, h.Reason))];
        return Explain.Of(PolicyBooks.Read(t), fleet.Hosts, subject, edits, fleet.Freezes, holds, moment);
    });

    /// <summary>Whether a host is a member of a scope that somebody supposes, part by part.</summary>
    /// <exception cref="CockpitException">HOST_UNKNOWN; SCOPE_SYNTAX with the column.</exception>
    public static ScopeAnswer Member(Session session, string name, string expression) => session.Read(t =>
    {
        Scope scope = ScopeBooks.Of(t).Resolve(expression);
        ScopeSubject host = Fleet.ReadOne(t, FindHost.Named(t, name), session.Now).SubjectAt(session.Now);
        Membership membership = scope.Of(host);
        return new ScopeAnswer(expression, membership.Verdict, membership.Unset, scope.TermsOf(host));
    });
}

/// <summary>Whether one host is a member of a scope, and what each part of it says.</summary>
public sealed record ScopeAnswer(string Expression, Truth Verdict, IReadOnlyList<string> Unset, IReadOnlyList<ScopeTerm> Terms);
