using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Intel;
using Cockpit.Core.Policies;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Intel;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Workers;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using Cockpit.Store.Findings;
using Cockpit.Store.Reviews;
using Cockpit.Store.Rollouts;
using Humanizer;
using NodaTime;

namespace Cockpit.Operations.Status;

/// <summary>One thing that needs a person.</summary>
/// <param name="Kind">"in-doubt", "failed", "halted", "paused", "approval", "start", "worker", "halt-all", "review", "scan", "never-scanned", "duplicate", "clone", "changedByOthers", "policy-conflict", "unmanaged", "intel", "scoring" or "notice".</param>
/// <param name="Subject">What to open: a rollout, a host, or empty.</param>
/// <param name="Rollout">The rollout that it is about, or null.</param>
/// <param name="Until">When it is too late; null where nothing says so.</param>
public sealed record Need(string Kind, string Subject, string? Rollout, string Text, Instant? SinceAt, Instant? Until);

/// <param name="Unknown">Hosts of which too little is known to say: scan failed, never scanned, too old.</param>
public sealed record FleetFigures(int Hosts, int Compliant, int Unknown, IReadOnlyDictionary<string, int> ByState);

public sealed record RiskFigures(long Points, long Findings, long Kev);

/// <summary>Ages in seconds; null where there is none.</summary>
/// <param name="Scan">The median of the hosts' last good scans.</param>
public sealed record Ages(long? Scan, long? Kev, long? Epss, long? Backup);

/// <summary>What needs a person, and where everything stands.</summary>
/// <param name="Running">Rollouts that are live.</param>
/// <param name="Next">Rollouts that wait for an approval or a start.</param>
public sealed record StatusReport(
    IReadOnlyList<Need> Needs, FleetFigures Fleet, RiskFigures Risk, IReadOnlyList<RolloutLine> Running, IReadOnlyList<RolloutLine> Next, Ages Ages, WorkerStatus Worker, bool HaltAll)
{
    /// <summary>The import of findings that runs now; null for none. The risk's figures hold what it brought so far, plans and compliance nothing of it.</summary>
    public ImportRunning? ImportRunning { get; init; }
}

/// <summary>Shows what needs a person, the fleet, the risk, what runs and what comes next.</summary>
public static class ReadStatus
{
    public static StatusReport Run(Session session) => session.Read(t =>
    {
        Instant now = session.Now;
        List<FleetHost> fleet = Fleet.Read(t, now);
        bool haltAll = t.HaltAll();
        var say = new FleetSay();
        IntelStatus intel = ReadIntel.Of(t, now);
        WorkerStatus worker = ShowWorker.Of(t, session);
        List<RolloutView> rollouts = [.. t.Rollouts().Where(r => r.Live || r.Phase is RolloutPhase.Draft or RolloutPhase.AwaitingApproval or RolloutPhase.Approved)
            .Select(r => RolloutAct.View(t, RolloutAct.Find(t, r.Id), now, say))];
        List<RolloutView> next = [.. rollouts.Where(r => r.State is RolloutPhase.Draft or RolloutPhase.AwaitingApproval or RolloutPhase.Approved)];
        var counts = fleet.CountBy(h => h.State).ToDictionary();
        var byState = Enum.GetValues<HostFleetState>().ToDictionary(HostFleetStates.Word, s => counts.GetValueOrDefault(s));
        return new StatusReport(
            [.. ReviewNeeds(t.Reviews(), now), .. Needs(rollouts, haltAll, worker), .. ScanNeeds(fleet, t.Holds(now).Where(h => h.ExpectedOff).Select(h => h.Host).ToHashSet()), .. TwinNeeds(fleet), .. PolicyNeeds(t, fleet, now), .. OthersNeeds(fleet, OthersReader.Read(t, now)), .. IntelNeeds(intel), .. NoticeNeeds.Of(t, now)],
            new FleetFigures(fleet.Count, fleet.Count(h => h.State is HostFleetState.Compliant), fleet.Count(h => h.State is HostFleetState.ScanFailed or HostFleetState.NeverScanned or HostFleetState.ScanStale), byState),
            Risk(t, now), [.. rollouts.Except(next).Select(ListRollouts.Line)], [.. next.Select(ListRollouts.Line)], new Ages(MedianAge(fleet, now), AgeOf(intel, IntelKind.Kev), AgeOf(intel, IntelKind.Epss), null), worker, haltAll) { ImportRunning = Findings.ImportRunning.Of(t) };
    });

    private static RiskFigures Risk(ReadTransaction t, Instant now)
    {
        Matrix m = t.RiskMatrixOf(now);
        return new RiskFigures(m.Points, m.Total, t.KnownExploitedFindings());
    }

    private static IEnumerable<Need> Needs(List<RolloutView> rollouts, bool haltAll, WorkerStatus worker)
    {
        if (haltAll) yield return new Need("halt-all", "", null, "halt-all is on: nothing new starts", null, null);
        if (worker.State is WorkerCondition.Missing) yield return new Need("worker", "", null, "a rollout waits, and no worker runs", null, null);
        if (worker.State is WorkerCondition.Late) yield return new Need("worker", "", null, $"the worker on {worker.Holder?.Machine} is late", worker.Holder?.HeartbeatAt, null);
        foreach (RolloutView r in rollouts)
        {
            foreach (HostView h in r.Rings.SelectMany(ring => ring.Hosts).Where(h => h.State is HostPhase.InDoubt))
                yield return new Need("in-doubt", h.Name, r.RolloutId, $"{r.RolloutId}: in doubt after {Words.Of(h.Step ?? Step.Patch)}; nothing is repeated", h.ChangedAt, null);
            foreach (HostView h in r.Rings.SelectMany(ring => ring.Hosts).Where(h => h.State is HostPhase.Failed))
                yield return new Need("failed", h.Name, r.RolloutId, $"{r.RolloutId}: failed at {Words.Of(h.Step ?? Step.Patch)}, {h.Code}", h.EndedAt, null);
            string? kind = r.State switch
            {
                RolloutPhase.Halted => "halted",
                RolloutPhase.Paused when !haltAll => "paused",
                RolloutPhase.Draft or RolloutPhase.AwaitingApproval => "approval",
                RolloutPhase.Approved => "start",
                _ => null,
            };
            if (kind is null) continue;
            WaitView? wait = r.WaitingFor.Count > 0 ? r.WaitingFor[0] : null;
            yield return new Need(kind, r.RolloutId, r.RolloutId, $"{r.Name}: {Words.Of(r.State)}{(wait is null ? "" : $", waits for {wait.What}")}", r.Reasons.Count > 0 ? r.Reasons[0].SinceAt : r.PlannedAt, wait?.Until ?? r.ApprovedUntil);
        }
    }

    private static IEnumerable<Need> ReviewNeeds(List<OwedReview> reviews, Instant now)
    {
        foreach (OwedReview r in reviews.Where(r => r.SignedAt is null))
            yield return new Need("review", r.Name, RolloutId.TryParse(r.Subject, out _) ? r.Subject : null, $"a second signature is {(now >= r.DueAt ? "OVERDUE" : "owed")}: {Printable.Line(r.By.Name, 60)} broke the glass, {Printable.Line(r.Why, 80)}", r.At, r.DueAt);
    }

    /// <summary>Failed scans by their cause, so that a dead network is one line and not a hundred. Of a host that is expected to be off, no answer needs nobody.</summary>
    private static IEnumerable<Need> ScanNeeds(List<FleetHost> fleet, HashSet<HostId> expectedOff)
    {
        foreach (var group in fleet.Where(h => h.State is HostFleetState.ScanFailed && !(h.Known.Last!.Status is ScanStatus.Unreachable or ScanStatus.Timeout && expectedOff.Contains(h.Host.Id))).GroupBy(h => h.Known.Last!.Status).OrderBy(g => g.Key))
            yield return new Need("scan", group.Count() == 1 ? group.First().Host.Name : "", null, $"{Names(group)}: {ScanStatuses.Word(group.Key)}", group.Min(h => h.Known.Last!.StartedAt), null);
        List<FleetHost> never = [.. fleet.Where(h => h.State is HostFleetState.NeverScanned)];
        if (never.Count > 0) yield return new Need("never-scanned", never.Count == 1 ? never[0].Host.Name : "", null, $"{Names(never)}: never scanned", null, null);
    }

    /// <summary>Each machine that stands there twice once, by its first name.</summary>
    private static IEnumerable<Need> TwinNeeds(List<FleetHost> fleet)
    {
        foreach (FleetHost h in fleet.Where(h => h.Twin is { } t && string.CompareOrdinal(h.Host.Name, t.Hosts[0]) < 0).OrderBy(h => h.Twin!.Kind))
        {
            string others = string.Join(", ", h.Twin!.Hosts.Take(3)) + (h.Twin.Hosts.Count > 3 ? ", .." : "");
            yield return h.Twin.Kind is TwinKind.Duplicate
                ? new Need("duplicate", h.Host.Name, null, $"is the same machine as {others}; in no plan until host merge", null, null)
                : new Need("clone", h.Host.Name, null, $"has the machine-id of {others}, and another boot: clones", null, null);
        }
    }

    /// <summary>Hosts on which policies tie, by the policies; and where there are policies at all, how many hosts are in none. A file without policies needs nobody for that.</summary>
    private static IEnumerable<Need> PolicyNeeds(ReadTransaction t, List<FleetHost> fleet, Instant now)
    {
        PolicyBook book = PolicyBooks.Read(t);
        if (!book.Policies.Any()) yield break;
        List<FleetHost> tied = [.. fleet.Where(h => h.Policy.Status is PolicyStatus.Conflict)];
        foreach (var tie in tied.Select(h => (Host: h, Standing: Precedence.Of(book, h.SubjectAt(now)))).GroupBy(h => string.Join(" and ", h.Standing.Tied.Select(p => p.Name))).OrderBy(g => g.Key, StringComparer.Ordinal))
            yield return new Need("policy-conflict", tie.Count() == 1 ? tie.First().Host.Host.Name : "", null, $"{Names(tie.Select(h => h.Host))}: {tie.Key} tie at {tie.First().Standing.Tied[0].Priority}: unmanaged", null, null);
        int none = fleet.Count(h => h.Policy.Status is PolicyStatus.Unmanaged);
        if (none == 0) yield break;
        int several = fleet.Count(h => Precedence.Of(book, h.SubjectAt(now)).Candidates.Count(c => c.Matched >= MatchedBy.Scope) > 1), never = fleet.Count(h => h.Known.LastGoodAt is null);
        yield return new Need("unmanaged", "", null, $"{"host".ToQuantity(none, "N0")} in no policy, {several:N0} in several, {tied.Count:N0} in conflict, {never:N0} never scanned", null, null);
    }

    /// <summary>Hosts by name; a whole fleet that another tool patched is one line.</summary>
    private static IEnumerable<Need> OthersNeeds(List<FleetHost> fleet, Dictionary<HostId, OthersLately> others)
    {
        List<FleetHost> changed = [.. fleet.Where(h => others.ContainsKey(h.Host.Id))];
        if (changed.Count > OthersShown)
        {
            yield return new Need("changedByOthers", "", null, $"{Names(changed)}: changed by others", changed.Min(h => others[h.Host.Id].SinceAt), null);
            yield break;
        }
        foreach (FleetHost h in changed) yield return new Need("changedByOthers", h.Host.Name, null, $"changed by others: {others[h.Host.Id].Text}", others[h.Host.Id].SinceAt, null);
    }

    /// <summary>Hosts that are named one by one.</summary>
    private const int OthersShown = 5;

    /// <summary>Feeds that are too old to lean on, and scores that do not follow the rules yet. A feed that nobody ever imported is no need: not everybody wants it.</summary>
    private static IEnumerable<Need> IntelNeeds(IntelStatus intel)
    {
        foreach (FeedStanding feed in intel.Feeds.Where(f => f.Stale))
            yield return new Need("intel", feed.Feed, null, $"{IntelKinds.Title(feed.Kind)} is of {feed.AsOf!.Value.InUtc().Date:yyyy-MM-dd}, older than {"day".ToQuantity(feed.LimitDays)}: scores lean on it", feed.AsOf!.Value + Duration.FromDays(feed.LimitDays), null);
        if (!intel.Scoring.Done) yield return new Need("scoring", "", null, $"scores from rules v{intel.Scoring.RulesVersion} and older feeds, {intel.Scoring.Percent}% made anew: cockpit risk rescore goes on", null, null);
    }

    private static long? AgeOf(IntelStatus intel, IntelKind kind) => intel.Feeds.FirstOrDefault(f => f.Kind == kind)?.AgeSeconds;

    private static string Names(IEnumerable<FleetHost> hosts)
    {
        List<string> names = [.. hosts.Select(h => h.Host.Name)];
        return names.Count <= 3 ? string.Join(", ", names) : $"{names.Count} hosts ({names[0]}, ..)";
    }

    private static long? MedianAge(List<FleetHost> fleet, Instant now)
    {
        List<long> ages = [.. fleet.Where(h => h.Known.LastGoodAt is not null).Select(h => (long)(now - h.Known.LastGoodAt!.Value).TotalSeconds).Order()];
        return ages.Count == 0 ? null : ages[ages.Count / 2];
    }
}
