using Cockpit.Operations.Rollouts;

namespace Cockpit.Tui.Rollouts;

internal static class RolloutSentence
{
    /// <summary>What a plan holds, right after it was made.</summary>
    public static string Of(PlannedRollout plan) =>
        $"{plan.RolloutId} is planned: {plan.Updates} updates on {plan.Hosts} hosts{(plan.ClosesFindings is { } closes ? $", closing {closes:N0} findings" : "")}, {plan.Excluded.Count} left out. No server was touched.";
}
