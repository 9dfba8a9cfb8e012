using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using Cockpit.Store.Findings.Alignment;
using NodaTime;

namespace Cockpit.Operations.Hosts;

/// <param name="Update">The package that is held; null is the whole host.</param>
public sealed record HoldLine(string Host, string? Update, Instant Until, string Reason, bool ExpectedOff, Instant At, string By)
{
    internal static HoldLine Of(string host, Hold h) => new(host, h.Package, h.Until, h.Reason, h.ExpectedOff, h.At, h.By);
}

/// <summary>A host's holds that count now, the whole host's first.</summary>
public sealed record HostHolds(string Host, IReadOnlyList<HoldLine> Holds);

/// <summary>Keeps a host or one of its updates out of plans until a day, and from starting in rollouts that were planned before.</summary>
public static class HoldHost
{
    /// <param name="update">A source package or a package that is pending there; null holds the whole host.</param>
    /// <param name="expectedOff">The host is off meanwhile; only of a whole host.</param>
    /// <exception cref="CockpitException">HOST_UNKNOWN, HOLD_INVALID, UPDATE_UNKNOWN.</exception>
    public static HostHolds Run(Session session, string name, string? update, Instant until, string reason, bool expectedOff) => session.Write(t =>
    {
        Host host = FindHost.Named(t, name);
        reason = reason.Trim();
        string? problem = DecisionLimits.UntilProblem(until, session.Now) ?? DecisionLimits.TextProblem("A reason", reason)
            ?? (expectedOff && update is not null ? "A host is expected to be off as a whole, not one update of it." : null);
        if (problem is not null) throw new CockpitException(RolloutErrors.HoldInvalid.Because(problem));
        if (update is not null && !t.PendingSources(host.Id).Any(s => s.Key.Name == update || s.Value == update))
            throw new CockpitException(FindingErrors.UpdateUnknown.Because($"No update of {Printable.Line(update, 60)} is pending on {host.Name}."));
        t.HoldHost(host, update, until, reason, expectedOff, session.Actor, session.Now);
        return Of(t, host, session.Now);
    });

    /// <summary>Ends a hold before its time.</summary>
    /// <exception cref="CockpitException">HOST_UNKNOWN, HOLD_UNKNOWN, HOLD_INVALID.</exception>
    public static HostHolds Lift(Session session, string name, string? update, string? reason) => session.Write(t =>
    {
        Host host = FindHost.Named(t, name);
        if (DecisionLimits.OptionalProblem("A reason", reason) is { } problem) throw new CockpitException(RolloutErrors.HoldInvalid.Because(problem));
        if (!t.LiftHold(host, update, reason, session.Actor, session.Now))
            throw new CockpitException(RolloutErrors.HoldUnknown.Because(update is null ? $"{host.Name} is not held as a whole." : $"{Printable.Line(update, 60)} is not held on {host.Name}."));
        return Of(t, host, session.Now);
    });

    private static HostHolds Of(ReadTransaction t, Host host, Instant now) => new(host.Name, [.. t.HoldsOf(host.Id, now).Select(h => HoldLine.Of(host.Name, h))]);
}
