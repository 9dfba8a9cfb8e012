using Cockpit.Core.Credentials;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Worker;

/// <summary>
/// When each host in doubt is asked again. Kept in memory only: a new worker asks every one of them once when it takes over.
/// The first question waits as well, so that a command that was still on its way has arrived before its absence is believed.
/// </summary>
internal sealed class ProbeSchedule
{
    private readonly Dictionary<EffectId, Question> questions = [];

    /// <summary>A question is out. Where the host is at work, the port follows it to its end, and that is the answer.</summary>
    public void Asked(EffectId id) => questions[id] = new Question(null, true);

    /// <summary>An answer that leaves the doubt is asked again later; one that settles it is forgotten with the host's state.</summary>
    public void Answered(EffectId id, Instant now)
    {
        if (questions.ContainsKey(id)) questions[id] = new Question(now + RolloutLimits.ProbeEvery, true);
    }

    /// <summary>The port lost sight of it, and follows it no longer until it is asked again.</summary>
    public void LostSight(EffectId id, Instant now) => questions[id] = new Question(now + RolloutLimits.ProbeEvery, questions.GetValueOrDefault(id)?.AskedBefore ?? false);

    /// <summary>Nobody follows it at the moment: what still arrives about its being at work is from before.</summary>
    public bool IsOutOfSight(EffectId id) => questions.GetValueOrDefault(id) is { DueAt: not null };

    /// <summary>Takes in which effects are in doubt now, and yields those to ask.</summary>
    public List<Effect> Due(IEnumerable<Effect> inDoubt, Instant now)
    {
        var due = new List<Effect>();
        var still = new HashSet<EffectId>();
        foreach (Effect effect in inDoubt)
        {
            still.Add(effect.Id);
            if (!questions.TryGetValue(effect.Id, out Question? q)) questions[effect.Id] = q = new Question(now + RolloutLimits.ProbeEvery, false);
            if (q.DueAt <= now) due.Add(effect);
        }
        foreach (EffectId gone in questions.Where(q => q.Value.DueAt is not null && !still.Contains(q.Key)).Select(q => q.Key).ToList()) questions.Remove(gone);
        return due;
    }

    /// <summary>When the next question is due; null when none is.</summary>
    public Instant? NextAt => questions.Values.Min(q => q.DueAt);

    /// <summary>Every host in doubt has been asked at least once, and no answer is outstanding.</summary>
    public bool AllAskedOnce => questions.Values.All(q => q is { DueAt: not null, AskedBefore: true });

    /// <param name="DueAt">Null while the answer is outstanding.</param>
    private sealed record Question(Instant? DueAt, bool AskedBefore);
}
