using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Rollouts;
using Cockpit.Store.Journal;
using NodaTime;

namespace Cockpit.Store.Rollouts;

/// <summary>
/// Reads from the rollouts' events what each did on a host and when. Keeps what it read, so that a scan of a thousand hosts that one rollout
/// patched reads that rollout's events once. Not thread-safe.
/// </summary>
public sealed class OwnWorkReader
{
    private readonly Dictionary<RolloutId, Steps> known = [];

    /// <summary>What rollouts did or may have done on a host in a span of time.</summary>
    /// <param name="numbers">Every number under which rollouts know the host.</param>
    public IReadOnlyList<OwnWork> Of(ReadTransaction t, IReadOnlySet<HostId> numbers, Instant from, Instant to)
    {
        var work = new List<OwnWork>();
        foreach (HostId host in numbers)
        {
            foreach (RolloutId id in t.Connection.ReadAll(
                "SELECT r.id FROM rollout_host rh JOIN rollout r ON r.id = rh.rollout_id WHERE rh.host_id = $host AND (r.live = 1 OR r.changed_at_us >= $from) ORDER BY r.id",
                r => new RolloutId(r.GetInt64(0)), ("$host", host.Value), ("$from", JournalHash.Microseconds(from))))
            {
                if (!known.TryGetValue(id, out Steps? steps)) known[id] = steps = new Steps(id);
                if (steps.Of(t, host, from, to) is { } own) work.Add(own);
            }
        }
        return work;
    }

    /// <summary>The steps of one rollout that were sent to hosts.</summary>
    private sealed class Steps(RolloutId id)
    {
        private readonly Dictionary<HostId, HostSteps> hosts = [];
        private Dictionary<HostId, PlanHost> plan = [];
        private long seq;

        public OwnWork? Of(ReadTransaction t, HostId host, Instant from, Instant to)
        {
            foreach (var row in t.Stream(id.ToString(), seq))
            {
                seq = row.StreamSeq;
                Take(t, row.At, RolloutEventJson.Read(row).Event);
            }
            if (!hosts.TryGetValue(host, out HostSteps? steps) || !plan.TryGetValue(host, out PlanHost? planned)) return null;
            bool during = steps.FirstSentAt <= to && (steps.Open || steps.LastAt >= from);
            return during ? new OwnWork(id, planned.Transaction, steps.Patched, steps.Settled, steps.Rebooted, steps.BootId) : null;
        }

        private void Take(ReadTransaction t, Instant at, RolloutEvent happened)
        {
            switch (happened)
            {
                case RolloutPlanned planned:
                    var hash = PlanHash.Parse(planned.PlanHash);
                    plan = PlanFormat.Read(t.PlanBytes(hash), hash).Hosts.ToDictionary(h => h.Id);
                    break;
                case StepSent { Step: Step.Patch } sent:
                    HostSteps patched = Sent(sent.Host, at);
                    (patched.Patched, patched.Settled, patched.Open) = (true, false, true);
                    break;
                case StepSent { Step: Step.Reboot } sent:
                    HostSteps rebooted = Sent(sent.Host, at);
                    (rebooted.Rebooted, rebooted.Settled, rebooted.Open, rebooted.BootId) = (true, false, true, null);
                    break;
                case StepDone done when hosts.TryGetValue(done.Host, out HostSteps? steps):
                    (steps.LastAt, steps.Settled, steps.Open, steps.BootId) = (at, true, false, done.BootId ?? steps.BootId);
                    break;
                case StepFailed failed when hosts.TryGetValue(failed.Host, out HostSteps? steps):
                    // How far it came is not known, but nothing of it happens any more.
                    (steps.LastAt, steps.Settled, steps.Open) = (at, false, false);
                    break;
                case StepInDoubt doubt when hosts.TryGetValue(doubt.Host, out HostSteps? steps):
                    (steps.LastAt, steps.Settled, steps.Open) = (at, false, true);
                    break;
                case HostResolved resolved when hosts.TryGetValue(resolved.Host, out HostSteps? steps):
                    (steps.LastAt, steps.Open) = (at, false);
                    break;
            }
        }

        private HostSteps Sent(HostId host, Instant at)
        {
            if (!hosts.TryGetValue(host, out HostSteps? steps)) hosts[host] = steps = new HostSteps { FirstSentAt = at };
            steps.LastAt = at;
            return steps;
        }
    }

    private sealed class HostSteps
    {
        public Instant FirstSentAt { get; init; }

        public Instant LastAt { get; set; }

        public bool Patched { get; set; }

        public bool Rebooted { get; set; }

        /// <summary>The last step ended well.</summary>
        public bool Settled { get; set; }

        /// <summary>Something that was sent has no outcome yet.</summary>
        public bool Open { get; set; }

        public string? BootId { get; set; }
    }
}
