using System.Globalization;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Notices;

/// <summary>
/// What people are to be told, as a function of what is so and the moment. The same occurrence has the same key whenever it is asked, so
/// whoever keeps the keys tells each of them once. Pure.
/// </summary>
public static class NoticeFinder
{
    /// <summary>What began or ended longer ago is no news: a file that gets its first channel tells nobody of last year.</summary>
    private static readonly Duration NewsFor = Duration.FromDays(1);

    private static readonly InstantPattern At = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH':'mm'Z'");
    private static readonly ZonedDateTimePattern Local = ZonedDateTimePattern.CreateWithInvariantCulture("ddd uuuu-MM-dd HH':'mm o<m>", null);

    public static IEnumerable<NoticeDraft> Find(NoticeFacts facts, Instant now) =>
        facts.Rollouts.SelectMany(r => OfRollout(facts, r, now)).Concat(OfWindows(facts, now)).Concat(OfDues(facts, now)).Concat(OfReviews(facts, now)).DistinctBy(n => n.Key);

    private static IEnumerable<NoticeDraft> OfRollout(NoticeFacts facts, RolloutNews news, Instant now)
    {
        RolloutView r = news.View;
        string id = r.RolloutId;
        NotifySettings how = facts.Of(news.Policies);
        int hosts = r.Counts.Total;
        string about = $"{id} {r.Name}, {Count(hosts, "host")}";

        if (r.State is RolloutPhase.AwaitingApproval || (r.State is RolloutPhase.Draft && news.MadeByWorker))
            yield return Waits(how, $"{id}/approval/{r.Hash[..12]}", NoticeKinds.Approval, id, $"{id} waits for an approval", $"{about}, made by {r.Author} at {At.Format(r.PlannedAt)}.\nLook at it: cockpit rollout show {id}\nThen: cockpit rollout approve {id}");
        if (r.StartedAt is { } started && now - started < NewsFor)
            yield return Once(how, $"{id}/started", NoticeKinds.Started, id, $"{id} started", $"{about}, began at {At.Format(started)} in {Count(r.Rings.Count, "ring")}.\nFollow it: cockpit rollout watch {id}");
        if (r.EndedAt is { } ended && now - ended < NewsFor && r.State is RolloutPhase.Completed or RolloutPhase.Aborted or RolloutPhase.Expired)
        {
            CountsView c = r.Counts;
            string how2 = r.State is RolloutPhase.Completed ? "finished" : r.State is RolloutPhase.Aborted ? "was aborted" : "expired";
            yield return Once(how, $"{id}/ended", NoticeKinds.Finished, id, $"{id} {how2}: {c.Succeeded} of {c.Total} hosts succeeded",
                $"{about}, ended at {At.Format(r.EndedAt.Value)}.\n{c.Succeeded} succeeded, {c.Failed} failed, {c.Unreachable} unreachable, {c.Skipped} skipped, {c.InDoubt} in doubt, {c.Waiting + c.Pending} not begun.\nDetails: cockpit rollout show {id}");
        }
        if (r.State is RolloutPhase.Halted)
            yield return Urgent(how, $"{id}/halted/{news.HaltedSeq}", NoticeKinds.Halted, id, $"{id} is HALTED", $"{about}. {string.Join(" ", r.Reasons.Select(x => x.Text))}\nNothing new starts in it; {Count(r.Budget.Lost, "host")} lost.\nLook: cockpit rollout show {id}. Then retry, or: cockpit rollout resume {id} --reason R");
        foreach (ReasonView locked in r.Reasons.Where(x => x.Cause == PauseCauses.CredentialsLocked))
            yield return Urgent(how, $"{id}/locked/{locked.SinceAt?.ToUnixTimeSeconds()}", NoticeKinds.VaultLocked, id, $"{id} lacks a secret", $"{about}. {locked.Text}\nNothing new starts in it until somebody gives it.");
        foreach (RingView ring in r.Rings)
        {
            if (r.State is RolloutPhase.Running or RolloutPhase.Paused && ring.State is RingPhase.Running && ring.Gate.State is GateState.Failed or GateState.Inconclusive && ring.Hosts.All(h => h.State is HostPhase.Succeeded or HostPhase.Failed or HostPhase.Skipped))
                yield return Waits(how, $"{id}/gate/{ring.Name}", NoticeKinds.Gate, id, $"{id}: the gate of ring {ring.Name} waits for a person", $"{about}.\n{string.Join("\n", ring.Gate.Conditions.Where(c => c.State is not (GateState.Passed or GateState.Ahead)).Select(c => $"{c.Name}: {c.Text}"))}\ncockpit rollout promote {id} --ring {ring.Name} --note N");
            foreach (HostView h in ring.Hosts)
            {
                if (h.State is HostPhase.InDoubt)
                    yield return Urgent(how, $"{id}/in-doubt/{h.Id.Value}/{h.Attempt}/{h.Step}", NoticeKinds.InDoubt, h.Name, $"{h.Name} is IN DOUBT in {id}", $"{about}. What became of {h.Step} on {h.Name} is not known. {h.Message}\nNothing is repeated there{(h.NeedsPerson ? ", and no probe can settle it" : "")}.\nLook at the host, then: cockpit rollout resolve {id} {h.Name} succeeded|failed --note N");
                else if (h.State is HostPhase.Failed && h.Lost && r.State is not (RolloutPhase.Completed or RolloutPhase.Aborted))
                    yield return Urgent(how, $"{id}/lost/{h.Id.Value}/{h.Attempt}", NoticeKinds.Lost, h.Name, $"{h.Name} is LOST in {id}: {h.Code}", $"{about}. {h.Name} failed{(h.Step is { } step ? $" at {step}" : "")} at {(h.EndedAt is { } at ? At.Format(at) : "?")}. {h.Message}\nIts log: cockpit rollout log {id} {h.Name}. Then: cockpit rollout retry {id} {h.Name}");
            }
        }
    }

    private static IEnumerable<NoticeDraft> OfWindows(NoticeFacts facts, Instant now)
    {
        foreach (WindowNews w in facts.Windows)
        {
            NotifySettings how = facts.Of([w.Policy]);
            if (how.Windows.Count == 0) continue;
            foreach (WindowOccurrence o in w.Window.Between(now, now + how.Windows.Max() + Duration.FromSeconds(1)).Where(o => o.StartsAt > now))
            {
                // Only the nearest one: whoever could not be told a day before is not told twice in the last hour.
                Duration[] reached = [.. how.Windows.Where(before => o.StartsAt - now <= before)];
                if (reached.Length == 0) continue;
                string[] planned = [.. facts.Rollouts.Where(r => r.Policies.Contains(w.Policy, StringComparer.OrdinalIgnoreCase) && r.View.State is RolloutPhase.Scheduled or RolloutPhase.Approved or RolloutPhase.AwaitingApproval or RolloutPhase.Draft or RolloutPhase.Running or RolloutPhase.Paused)
                    .Select(r => $"{r.View.RolloutId} {r.View.Name} ({Word(r.View.State)}, {Count(r.View.Counts.Total, "host")})")];
                string name = w.Window.Window.Name;
                yield return Once(how, $"window/{w.Policy}/{name}/{o.StartsAt.ToUnixTimeSeconds()}/{(long)reached.Min().TotalMinutes}", NoticeKinds.Window, name,
                    $"{name} opens {Local.Format(o.StartsAt.InZone(w.Window.Zone))} for {w.Policy}",
                    $"The window {name} of the policy {w.Policy} opens at {Local.Format(o.StartsAt.InZone(w.Window.Zone))} and closes at {Local.Format(o.EndsAt.InZone(w.Window.Zone))} ({w.Window.Zone.Id}).\n{Count(w.Hosts, "host")} under this policy.\n" +
                    (planned.Length == 0 ? "Nothing is planned for them." : $"Open for it: {string.Join(", ", planned)}."));
            }
        }
    }

    private static IEnumerable<NoticeDraft> OfDues(NoticeFacts facts, Instant now)
    {
        foreach (DueNews d in facts.Dues)
        {
            NotifySettings how = facts.Of([d.Policy]);
            if (d.FirstAt <= now || d.FirstAt - now > how.Sla) continue;
            string day = LocalDatePattern.Iso.Format(d.Day);
            yield return Once(how, $"sla/{d.Policy}/{day}", NoticeKinds.Sla, d.Policy ?? "", $"{Count(d.Hosts.Count, "host")}{(d.Policy is null ? "" : $" of {d.Policy}")} will breach on {day}",
                $"A finding falls due on {day}, the first at {At.Format(d.FirstAt)}, on {Names(d.Hosts)}.\nWhich: cockpit findings list --status open. A plan out of turn: cockpit rollout plan --host H --security");
        }
    }

    private static IEnumerable<NoticeDraft> OfReviews(NoticeFacts facts, Instant now) => facts.Reviews.Where(r => r.DueAt <= now).Select(r =>
        Waits(facts.Of([r.Policy]), $"review/{r.Name}/{r.DueAt.ToUnixTimeSeconds()}", NoticeKinds.Review, r.Name, $"The review {r.Name} is due", $"{r.Text}, due at {At.Format(r.DueAt)}.\nWhat changed since the last one: cockpit review list\nThen: cockpit review sign {r.Name} --note N"));

    private static NoticeDraft Once(NotifySettings how, string key, string kind, string subject, string title, string body) => new(key, kind, subject, title, body, how.Channels, 0, []);

    /// <summary>It waits for a person: reminds, then goes to the next one.</summary>
    private static NoticeDraft Waits(NotifySettings how, string key, string kind, string subject, string title, string body) => new(key, kind, subject, title, body, how.Channels, (long)how.Remind.TotalSeconds, how.Escalations);

    /// <summary>A server may be harmed meanwhile.</summary>
    private static NoticeDraft Urgent(NotifySettings how, string key, string kind, string subject, string title, string body) => new(key, kind, subject, title, body, how.Channels, (long)how.Repeat.TotalSeconds, how.Escalations);

    private static string Count(int n, string thing) => string.Create(CultureInfo.InvariantCulture, $"{n} {thing}{(n == 1 ? "" : "s")}");

    private static string Names(IReadOnlyList<string> names) => names.Count <= 10 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(10))} and {names.Count - 10} more";

    private static string Word(RolloutPhase phase) => phase switch { RolloutPhase.AwaitingApproval => "waits for an approval", _ => phase.ToString().ToLowerInvariant() };
}
