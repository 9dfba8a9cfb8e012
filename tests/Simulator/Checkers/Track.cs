using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Simulator.Checkers;

/// <summary>
/// What the checkers know of a rollout, made from its events in their own way: if they asked the product's state, they would believe its mistakes.
/// </summary>
internal sealed class Track
{
    private readonly HashSet<string> causes = new(StringComparer.Ordinal);

    public Track(Plan plan)
    {
        Plan = plan;
        Hosts = plan.Rings.SelectMany((r, i) => r.Hosts.Select(h => new HostTrack(h, i))).ToDictionary(h => h.Plan.Id);
        RingStarted = new bool[plan.Rings.Count];
        RingPassed = new bool[plan.Rings.Count];
        SeenLost = new int[plan.Rings.Count];
    }

    public Plan Plan { get; }
    public Dictionary<HostId, HostTrack> Hosts { get; }
    public bool[] RingStarted { get; }
    public bool[] RingPassed { get; }

    /// <summary>Per ring, and in all, the losses that a person resumed over; a loss given back lowers it.</summary>
    public int[] SeenLost { get; }
    public int SeenLostInAll { get; private set; }
    public bool Scheduled { get; private set; }
    public bool Paused => causes.Count > 0;
    public bool Halted { get; private set; }
    public bool Ended { get; private set; }
    public string? ApprovedHash { get; private set; }
    public Instant ApprovedUntil { get; private set; } = Instant.MinValue;

    public int Lost(int ring) => Hosts.Values.Count(h => h.Ring == ring && h.Lost);

    public int LostInAll => Hosts.Values.Count(h => h.Lost);

    /// <summary>Hosts that have begun and not ended.</summary>
    public int UnderWay(int ring) => Hosts.Values.Count(h => h.Ring == ring && h.UnderWay);

    public int RingIndex(string name) => Plan.Rings.Select((r, i) => (r, i)).First(x => x.r.Name == name).i;

    public void Take(RolloutEvent e)
    {
        switch (e)
        {
            case RolloutApproved x: (ApprovedHash, ApprovedUntil) = (x.PlanHash, x.Until); break;
            case RolloutScheduled: Scheduled = true; break;
            case RolloutPaused x: causes.Add(x.Cause); break;
            case RolloutPauseLifted x: causes.Remove(x.Cause); break;
            case RolloutHalted: Halted = true; break;
            case RolloutAborted or RolloutCompleted or RolloutRejected: Ended = true; break;
            case RolloutResumed:
                causes.Clear();
                Halted = false;
                for (int i = 0; i < SeenLost.Length; i++) SeenLost[i] = Lost(i);
                SeenLostInAll = LostInAll;
                break;
            case RingStarted x: RingStarted[RingIndex(x.Ring)] = true; break;
            case RingPassed x: RingPassed[RingIndex(x.Ring)] = true; break;
            case HostRetried x: Hosts[x.Host].Retry(); break;
            case HostSkipped x: Hosts[x.Host].End(lost: Hosts[x.Host].Lost); break;
            case HostResolved x: Hosts[x.Host].End(lost: true); break;
            case StepPlanned x: Hosts[x.Host].PlanStep(x.Step, x.Attempt); break;
            case StepWithdrawn x: Hosts[x.Host].Withdraw(x.Step); break;
            case StepSent x: Hosts[x.Host].Send(x.Step); break;
            case StepDone { Step: Step.Verify } x: Hosts[x.Host].Verify(); break;
            case StepDone x: Hosts[x.Host].Finish(x.Step); break;
            case StepFailed x: Hosts[x.Host].End(lost: true); break;
            case StepInDoubt x: Hosts[x.Host].Doubt(); break;
            default: break;
        }
        for (int i = 0; i < SeenLost.Length; i++) SeenLost[i] = Math.Min(SeenLost[i], Lost(i));
        SeenLostInAll = Math.Min(SeenLostInAll, LostInAll);
    }
}

internal sealed class HostTrack(PlanHost plan, int ring)
{
    public PlanHost Plan => plan;
    public int Ring => ring;
    public int Attempt { get; private set; }
    public bool UnderWay { get; private set; }
    public bool Lost { get; private set; }
    public bool InDoubt { get; private set; }
    public bool Verified { get; private set; }

    /// <summary>The step whose intent is committed and not yet sent.</summary>
    public Step? Intent { get; private set; }

    /// <summary>The step that was sent and has no outcome.</summary>
    public Step? Open { get; private set; }

    /// <summary>Steps that were sent in this attempt.</summary>
    public HashSet<Step> SentInAttempt { get; } = [];

    public int Retries { get; private set; }

    public void Retry()
    {
        Retries++;
        Reset();
        SentInAttempt.Clear();
    }

    public void PlanStep(Step step, int attempt)
    {
        Attempt = attempt;
        UnderWay = true;
        Intent = step;
    }

    public void Withdraw(Step step)
    {
        Intent = null;
        Open = null;
        if (step == Step.Preflight) UnderWay = false;
        if (step is Step.Preflight or Step.Verify) SentInAttempt.Remove(step);
    }

    public void Send(Step step)
    {
        Intent = null;
        Open = step;
        SentInAttempt.Add(step);
    }

    public void Finish(Step step)
    {
        if (Open == step) Open = null;
        InDoubt = false;
    }

    public void Verify()
    {
        Reset();
        Lost = false;
        Verified = true;
    }

    public void End(bool lost)
    {
        Reset();
        Lost = lost;
    }

    public void Doubt()
    {
        InDoubt = true;
        Lost = true;
    }

    private void Reset()
    {
        UnderWay = false;
        InDoubt = false;
        Verified = false;
        Intent = null;
        Open = null;
    }
}
