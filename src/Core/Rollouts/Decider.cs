using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// Chooses what happens in a rollout: whole state, input and time in, events and commands out. It reads nothing, starts nothing and
/// remembers nothing; others commit the events and carry the commands out. Pure; safe from any thread.
/// </summary>
public static class Decider
{
    /// <param name="s">The rollout as its committed events make it.</param>
    /// <param name="f">What else in the file has a say.</param>
    /// <param name="now">The wall clock's time.</param>
    /// <param name="by">Who the events will be recorded for: the person, or the worker's own account.</param>
    /// <returns>
    /// For a person: the one event asked for, or why not. For reports and the clock: all that follows now, with the commands to give
    /// once the events are committed. An input that is no news yields no event.
    /// </returns>
    public static Decision Decide(RolloutState s, FleetState f, Input input, Instant now, Actor by)
    {
        if (input is PersonInput person)
        {
            if (person.ExpectSeq is { } seen && seen != s.StreamSeq)
                return new Refused(RolloutErrors.StaleScreen.Because($"{s.Id} moved on since you looked: it has {s.StreamSeq} events, you saw {seen}."));
            return PersonDecisions.Decide(s, f, person, now);
        }
        var draft = new DecisionDraft(s, f, now, by);
        switch (input)
        {
            case Reported x:
                ReportDecisions.Take(draft, x.Report);
                break;
            case TookOver:
                Takeover.Take(draft);
                break;
            // What has begun goes on: in its next window, or by a person.
            case Expire x when draft.State.Phase is RolloutPhase.Draft or RolloutPhase.AwaitingApproval or RolloutPhase.Approved or RolloutPhase.Scheduled:
                draft.Emit(new RolloutExpired(x.Reason));
                break;
            case PauseByWorker x when !s.IsEnded && s.IsLive && !s.Pauses.Any(p => p.Cause == x.Cause):
                draft.Emit(new RolloutPaused(x.Cause, x.Reason));
                break;
            // A tick brings nothing of its own, and a second pause for the same cause says nothing new.
            default:
                break;
        }
        Advance.Go(draft);
        return draft.Done();
    }
}
