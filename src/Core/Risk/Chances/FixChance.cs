using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Core.Risk.Chances;

/// <summary>A rollout that has what fixes a finding, on the finding's host, and is not done there.</summary>
/// <param name="OpensAt">When the host may begin in it; null where it never may.</param>
public readonly record struct PlannedFix(RolloutId Rollout, RolloutPhase Phase, Instant? OpensAt)
{
    /// <summary>A person said yes: an approval, or the start.</summary>
    public bool IsApproved => Phase is RolloutPhase.Approved or RolloutPhase.Scheduled or RolloutPhase.Running;
}

/// <summary>When a finding could be fixed next.</summary>
/// <param name="Rollout">The rollout that has its update; null where none has.</param>
/// <param name="RolloutState">Of that rollout.</param>
/// <param name="Opening">What the host's policy says, whether a rollout has the update or not.</param>
/// <param name="OpensAt">When: of the rollout where one has it, else of the host's next window; null where nobody can know a moment.</param>
public sealed record FixChance(string? Rollout, RolloutPhase? RolloutState, HostOpening Opening, Instant? OpensAt)
{
    /// <summary>Why there is no chance; empty where there is one.</summary>
    public string Reason => OpensAt is not null ? "" : Rollout is not null ? "no window of it opens again for long enough" : Opening.Reason;

    /// <summary>
    /// A rollout counts before the window, because it is where the update is. Of several the one that was approved, then the one that opens first.
    /// </summary>
    public static FixChance Of(HostOpening opening, IEnumerable<PlannedFix> rollouts) =>
        rollouts.OrderBy(r => !r.IsApproved).ThenBy(r => r.OpensAt ?? Instant.MaxValue).ThenBy(r => r.Rollout.Value).Select(r => (PlannedFix?)r).FirstOrDefault() is { } first
            ? new(first.Rollout.ToString(), first.Phase, opening, first.OpensAt)
            : new(null, null, opening, opening.OpensAt);

    /// <summary>"R18 Wed 21 Oct 22:00+02:00, awaits approval", "web-night Tue 27 Oct 22:00+01:00, by prod-web", or why there is none.</summary>
    /// <param name="moment">A moment as the reader wants it.</param>
    public string Text(Instant now, Func<Instant, string> moment)
    {
        string when = OpensAt is not { } at ? "" : at <= now ? " now" : $" {moment(at)}";
        if (Rollout is not null) return $"{Rollout}{when}, {Word(RolloutState!.Value)}{(OpensAt is null ? $": {Reason}" : "")}";
        return Opening.State switch
        {
            OpeningState.Window => $"{Opening.Window}{when}, by {Opening.Policy}; in no plan",
            OpeningState.Always => $"any time{(when == " now" ? "" : $" from{when}")}{(Opening.Policy is { } policy ? $", by {policy}" : "")}; in no plan",
            _ => $"never: {Reason}",
        };
    }

    private static string Word(RolloutPhase phase) => phase is RolloutPhase.AwaitingApproval ? "awaits approval" : Words.Of(phase);
}
