using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>While the worker lacks a secret that the hosts need, it sends nothing: every step would only be lost.</summary>
internal sealed class NothingWhileLocked : IChecker
{
    public string Rule => "locked credentials start nothing";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        bool locked = false;
        foreach (Fact fact in evidence.Facts)
        {
            if (fact is VaultLocked l) locked = l.On;
            else if (locked && fact is Committed { Event: StepSent sent } c) yield return $"{c.Rollout} sends {sent.Step} to host {sent.Host} while the vault is locked";
        }
    }
}
