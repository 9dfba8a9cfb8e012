using System.Globalization;
using Cockpit.Simulator.World;
using NodaTime.Text;

namespace Cockpit.Simulator;

/// <summary>A run as lines to read.</summary>
internal static class Trace
{
    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("dd HH:mm:ss.fff");

    public static string Line(Fact fact) => $"{Time.Format(fact.At)} " + fact switch
    {
        Committed c => string.Create(CultureInfo.InvariantCulture, $"{c.Rollout} {(c.Epoch is { } e ? $"worker {e}" : "person")}: {c.Event}"),
        Began b => $"begin  {b.Effect.Id}",
        Sent s => $"SEND   {s.Effect}",
        Latched l => $"halt-all {(l.On ? "set" : "cleared")}",
        Vetoed v => $"veto on host {v.Host} {(v.On ? "set" : "lifted")}",
        VaultLocked v => $"the vault is {(v.On ? "locked" : "unlocked")}",
        LeaseTaken l => $"worker {l.Epoch} takes the lease",
        ClockJumped j => $"the clock jumps by {j.By.TotalSeconds} s",
        Trouble t => $"trouble: {t.What}",
        _ => fact.ToString(),
    };
}
