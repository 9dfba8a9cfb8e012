using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Store.Rollouts;

/// <summary>A piece of a job's own log.</summary>
public sealed record JobLogPart(string Effect, Instant At, string Text);

/// <summary>What package managers said on the hosts. Evidence for people; not part of the journal's chain.</summary>
public static class JobLogStore
{
    public static void AppendLog(this WriteTransaction t, EffectId id, Instant at, string text) => t.Connection.Execute(
        "INSERT INTO job_log (effect_id, part, at_us, text) VALUES ($id, (SELECT coalesce(max(part), 0) + 1 FROM job_log WHERE effect_id = $id), $at, $text)",
        ("$id", id.ToString()), ("$at", JournalHash.Microseconds(at)), ("$text", text));

    /// <summary>The logs of every step and attempt of one host in one rollout, in the order in which they came.</summary>
    public static List<JobLogPart> JobLog(this ReadTransaction t, RolloutState rollout, HostId host)
    {
        // Every effect id of this host begins alike: file, rollout, plan, host.
        string first = new EffectId(rollout.File, rollout.Id, rollout.Hash, host, Step.Preflight, 0).ToString();
        string prefix = first[..(first.LastIndexOf($"-h{host.Value}-", StringComparison.Ordinal) + $"-h{host.Value}-".Length)];
        return t.Connection.ReadAll(
            "SELECT effect_id, at_us, text FROM job_log WHERE effect_id >= $from AND effect_id < $to ORDER BY at_us, effect_id, part",
            r => new JobLogPart(r.GetString(0), JournalHash.FromMicroseconds(r.GetInt64(1)), r.GetString(2)), ("$from", prefix), ("$to", prefix + "~"));
    }
}
