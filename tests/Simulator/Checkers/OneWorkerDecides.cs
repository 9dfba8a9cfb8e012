using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>When a worker has been overtaken, nothing of it is committed and nothing is sent by it any more.</summary>
internal sealed class OneWorkerDecides : IChecker
{
    public string Rule => "an overtaken worker is fenced";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        long epoch = 0;
        foreach (Fact fact in evidence.Facts)
        {
            switch (fact)
            {
                case LeaseTaken l:
                    epoch = l.Epoch;
                    break;
                case Committed { Epoch: { } of } c when of != epoch:
                    yield return $"worker {of} committed {c.Event.GetType().Name} when {epoch} held the lease";
                    break;
                case Sent s when s.Epoch != epoch:
                    yield return $"worker {s.Epoch} sent {s.Effect} when {epoch} held the lease";
                    break;
                default:
                    break;
            }
        }
    }
}
