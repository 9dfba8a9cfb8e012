using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Rollouts;

/// <summary>
/// What screens do with rollouts. What starts or goes on carries the event that the person saw, so that a stale screen decides
/// nothing. What stops, and what concerns one host, does not: while a rollout runs its events come faster than a person reads,
/// and the decision looks at the host's own state anyway.
/// </summary>
internal static class RolloutWork
{
    /// <summary>Freezes a plan of the security updates of these hosts, or of those that fix a CVE. No server is changed by it.</summary>
    public static Work Plan(IReadOnlyList<string> hosts, CveId? cve = null) => new("plan", c =>
    {
        Scope scope = Scope.Parse($"name in ({string.Join(", ", hosts.Select(Scope.Quote))})");
        // What fixes a CVE is planned whatever class the distribution gives it.
        var wish = new PlanWish(scope, SecurityOnly: cve is null, Window: ShowPolicies.Any(c.Session) ? null : "always", Reboot: null, PlanLimits.Default, Name: cve?.ToString()) { Cve = cve };
        return new PlanMade(PlanRollout.Run(c.Session, wish, (done, total) => c.Tell($"{done}/{total}"), c.Cancellation));
    }, Long: true);

    public static Work Pause(string id) => new("pause", c =>
    {
        RolloutView view = PauseRollout.Run(c.Session, Id(id), null, null);
        return new Told($"{id} is paused: {view.Counts.Running} finish, none starts. p resumes.");
    });

    public static Work Resume(string id, string? note, long seq) => new("resume", c =>
    {
        ResumeRollout.Run(c.Session, Id(id), note, seq);
        return new Told($"{id} goes on.");
    });

    public static Work Approve(string id, string hash, string? ticket, long seq) => new("approve", c =>
    {
        RolloutView view = ApproveRollout.Run(c.Session, Id(id), hash, ticket, seq);
        if (view.State is RolloutPhase.AwaitingApproval) return new Told($"{id} has your approval, and waits for {view.WaitingFor[0].What}.");
        return new Told($"{id} is approved{(view.ApprovedUntil is { } until ? $" until {until.InUtc():uuuu-MM-dd HH:mm}Z" : "")}. S starts it.");
    });

    public static Work Submit(string id, string ticket, long seq) => new("submit", c =>
    {
        RolloutView view = SubmitRollout.Run(c.Session, Id(id), ticket.Length > 0 ? ticket : null, seq);
        return new Told($"{id} is submitted, and waits for {view.WaitingFor[0].What}.");
    });

    public static Work AllowGlass(string id, string hash, string reason) => new("approve", c =>
    {
        ApproveRollout.Run(c.Session, Id(id), hash, null, null, breakGlass: true, reason: reason);
        return new Told($"Another person may now break the glass of {id}, for 24 hours.");
    });

    public static Work BreakGlass(string id, string reason, long seq) => new("start", c =>
    {
        StartedRollout started = StartRollout.Run(c.Session, Id(id), now: true, seq, breakGlass: reason);
        return new Told($"{id} is started past its rules; its review {id}-break-glass is owed.{(started.WorkerPid is { } pid ? $" A worker runs, pid {pid}." : "")}");
    });

    /// <param name="later">Its window opens later: it is scheduled, and begins then by itself.</param>
    public static Work Start(string id, long seq, bool later) => new("start", c =>
    {
        StartedRollout started = StartRollout.Run(c.Session, Id(id), now: !later, seq);
        return new Told($"{id} is {(later ? "scheduled" : "started")}.{(started.WorkerPid is { } pid ? $" A worker runs, pid {pid}." : "")}");
    });

    public static Work Abort(string id) => new("abort", c =>
    {
        AbortRollout.Run(c.Session, Id(id), null, null);
        return new Told($"{id} is aborted: what runs on a host finishes, nothing new starts.");
    });

    public static Work Retry(string id, string host) => new("retry", c =>
    {
        RetryHost.Run(c.Session, Id(id), host, null, null);
        return new Told($"{host} is tried again.");
    });

    public static Work Skip(string id, string host, string reason) => new("skip", c =>
    {
        SkipHost.Run(c.Session, Id(id), host, reason, null);
        return new Told($"{host} is left as it is.");
    });

    public static Work Resolve(string id, string host, bool succeeded, string note) => new("verdict", c =>
    {
        ResolveHost.Run(c.Session, Id(id), host, succeeded, note, null);
        return new Told($"{host} counts as {(succeeded ? "succeeded" : "failed")}, by your word.");
    });

    public static Work Promote(string id, string ring, string note) => new("promote", c =>
    {
        PromoteRollout.Run(c.Session, Id(id), ring, note, null);
        return new Told($"Ring {ring} is passed.");
    });

    public static Work HaltAll() => new("halt", c =>
    {
        Operations.Rollouts.HaltAll.Set(c.Session, "from the screen");
        return new Told("HALT-ALL is on: nothing new starts in any rollout. What runs finishes. cockpit halt-all --clear lifts it.");
    });

    public static RolloutId Id(string text) => RolloutId.TryParse(text, out RolloutId id) ? id : throw new InvalidOperationException($"{text} came from the file as a rollout's id.");
}
