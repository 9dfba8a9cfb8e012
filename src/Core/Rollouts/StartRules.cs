using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What kind of thing would start. The further a host is, the less keeps it from going on.</summary>
public enum StartKind { NewHost, PatchOfBegunHost, Reboot, Verify }

/// <summary>
/// What may start now. Checked when a step is planned and again when the host is ready to take the command, because a connect can take 20 s.
/// <code>
///                          a new host   patching a begun host   a reboot not yet sent   verify
/// Pause                    no           yes                     yes                     yes
/// halt-all, Halted, Abort  no           no                      no                      yes
/// window ends, freeze      no           no                      no (finishReboot: yes)  yes
/// locked credentials       no           no                      no                      no
/// </code>
/// A window also ends where the forecast says that the rest does not fit before its end.
/// </summary>
internal static class StartRules
{
    public static StartKind KindOf(Step step) => step switch
    {
        Step.Preflight => StartKind.NewHost,
        Step.Patch => StartKind.PatchOfBegunHost,
        Step.Reboot => StartKind.Reboot,
        _ => StartKind.Verify,
    };

    /// <summary>Why this host may not start this now, as the code that it waits with; null when it may.</summary>
    public static string? WhyNot(RolloutState s, FleetState f, HostState host, StartKind kind, Instant now)
    {
        // Nobody gets in, so a step that began would only be lost; also a look at what was done waits.
        if (f.CredentialsLocked is not null) return CredentialErrors.CredentialsLocked.Name;

        // What was done is always looked at, whatever stopped the rest: otherwise nobody would know what the host runs.
        if (kind == StartKind.Verify) return s.Phase is RolloutPhase.Completed ? RolloutErrors.WrongState.Name : null;
        if (s.ApprovedHash != s.Hash.Hex) return RolloutErrors.HashMismatch.Name;
        if (f.HaltAll) return RolloutErrors.HaltAll.Name;
        if (s.Phase is RolloutPhase.Halted) return RolloutErrors.Budget.Name;
        if (s.Phase is RolloutPhase.Paused && kind == StartKind.NewHost) return "PAUSED";
        if (s.Phase is not (RolloutPhase.Running or RolloutPhase.Paused)) return RolloutErrors.WrongState.Name;
        if (f.Vetoes.TryGetValue(host.Plan.Id, out Veto? veto)) return veto.Code;
        if (WhyShut(s, f, host, kind, now) is { } shut) return shut;
        return kind == StartKind.NewHost && f.HostsInActiveRollouts.ContainsKey(host.Plan.Id) ? RolloutErrors.InOtherRollout.Name : null;
    }

    /// <summary>Why windows and freezes keep this from starting; null where they do not.</summary>
    private static string? WhyShut(RolloutState s, FleetState f, HostState host, StartKind kind, Instant now)
    {
        if (PassesWindows(s, now)) return null;
        if (kind == StartKind.Reboot && s.Plan.PolicyOf(host.Plan)?.FinishReboot == true) return null;
        return f.GateOf(host.Plan.Id).WhyNot(kind, s.Plan.RebootOf(host.Plan), now);
    }

    /// <summary>Two persons broke the glass: windows and freezes do not count.</summary>
    public static bool PassesWindows(RolloutState s, Instant now) => s.Glass is { } glass && now < glass.Until;

    /// <summary>Windows and freezes let a host of the first ring begin now, or nothing is left to begin there.</summary>
    public static bool MayBegin(RolloutState s, FleetState f, Instant now)
    {
        HostState[] first = [.. s.Rings[0].Plan.Hosts.Select(h => s.Hosts[h.Id]).Where(h => !h.IsEnded)];
        return first.Length == 0 || first.Any(h => WhyShut(s, f, h, StartKind.NewHost, now) is null);
    }

    /// <summary>The first moment at which windows and freezes may let a host begin that they keep now, or no longer let one that they let now; null where time changes nothing.</summary>
    public static Instant? LookAgainAt(RolloutState s, FleetState f, Instant now)
    {
        if (!s.IsLive || PassesWindows(s, now)) return null;
        Instant? next = null;
        foreach (HostState h in s.Hosts.Values)
        {
            if (h.IsEnded) continue;
            HostGate gate = f.GateOf(h.Plan.Id);
            foreach (Instant? at in (ReadOnlySpan<Instant?>)[gate.OpensAt, gate.EndsAt])
                if (at > now && (next is null || at < next)) next = at;
        }
        return next;
    }

    /// <summary>An approval counts until its end, which it does not include. Checked before the start and before each ring.</summary>
    public static bool ApprovalHolds(RolloutState s, Instant now) =>
        s.ApprovedHash == s.Hash.Hex && s.ApprovedUntil is { } until && now < until;

    /// <summary>
    /// How many more hosts of the ring may begin now. A host in doubt may still be at work, so it keeps its place.
    /// Until as many hosts have verified as the budget could lose, plus one, no more than that many are at work at once:
    /// a bad update then costs what was allowed, and not a whole wave.
    /// </summary>
    public static int FreePlaces(RolloutState s, RingState ring)
    {
        int underWay = 0, verified = 0;
        foreach (PlanHost host in ring.Plan.Hosts)
        {
            HostState h = s.Hosts[host.Id];
            if (h.IsUnderWay) underWay++;
            if (h is { Phase: HostPhase.Succeeded, ResolvedBy: null }) verified++;
        }
        int firstWave = Math.Min(ring.Plan.MaxFailures, s.Plan.MaxFailures) + 1;
        bool proven = verified >= Math.Min(firstWave, ring.Plan.Hosts.Count);
        int limit = proven ? ring.Plan.MaxParallel : Math.Min(ring.Plan.MaxParallel, firstWave);
        return Math.Max(0, limit - underWay);
    }

    /// <summary>The ring whose loss was one too many, with its numbers; null while the budgets hold.</summary>
    public static RolloutHalted? BudgetSpent(RolloutState s)
    {
        foreach (RingState ring in s.Rings)
        {
            int lost = LostIn(s, ring);
            if (lost > Math.Max(ring.Plan.MaxFailures, ring.LostWhenResumed)) return new(RolloutErrors.Budget.Name, ring.Plan.Name, lost, ring.Plan.MaxFailures);
        }
        int all = s.Lost;
        if (all <= Math.Max(s.Plan.MaxFailures, s.LostWhenResumed)) return null;
        RingState last = s.Rings.Last(r => LostIn(s, r) > 0);
        return new(RolloutErrors.Budget.Name, last.Plan.Name, all, s.Plan.MaxFailures);
    }

    public static int LostIn(RolloutState s, RingState ring) => ring.Plan.Hosts.Count(h => s.Hosts[h.Id].Lost);

    public static bool AllEnded(RolloutState s, RingState ring) => ring.Plan.Hosts.All(h => s.Hosts[h.Id].IsEnded);
}
