using Cockpit.Core.Rollouts;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <summary>A rollout as lists show it.</summary>
/// <param name="WaitingFor">What it waits for first, or null at its end.</param>
/// <param name="Cells">One host each in the order of the rings, for a strip of marks.</param>
public sealed record RolloutLine(
    string RolloutId, string Name, RolloutPhase State, string Hash, int Hosts, CountsView Counts, WaitView? WaitingFor, Instant PlannedAt, Instant? StartedAt, Instant? EndedAt,
    IReadOnlyList<HostPhase> Cells);

public sealed record RolloutList(IReadOnlyList<RolloutLine> Rollouts, bool HaltAll);

/// <summary>Lists rollouts with what each waits for, newest first.</summary>
public static class ListRollouts
{
    public static RolloutList Run(Session session) => session.Read(t =>
    {
        bool haltAll = t.HaltAll();
        var say = new FleetSay();
        return new RolloutList([.. t.Rollouts().Select(r => Line(RolloutAct.View(t, RolloutAct.Find(t, r.Id), session.Now, say)))], haltAll);
    });

    internal static RolloutLine Line(RolloutView v) => new(
        v.RolloutId, v.Name, v.State, v.Hash, v.Counts.Total, v.Counts, v.WaitingFor.Count > 0 ? v.WaitingFor[0] : null, v.PlannedAt, v.StartedAt, v.EndedAt,
        [.. v.Rings.SelectMany(r => r.Hosts).Select(h => h.State)]);
}
