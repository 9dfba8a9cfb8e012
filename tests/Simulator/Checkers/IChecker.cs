using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>States one rule on what a run left behind. It knows nothing of how the product decides.</summary>
internal interface IChecker
{
    string Rule { get; }

    /// <summary>What broke the rule; empty when it held.</summary>
    IEnumerable<string> Violations(Evidence evidence);
}

internal static class AllCheckers
{
    public static IReadOnlyList<IChecker> List { get; } =
    [
        new NobodyPatchedTwice(), new NothingLost(), new SentOnlyAfterCommit(), new BudgetHolds(), new FirstWaveIsSmall(), new MaxParallelHolds(), new NothingNewWhileHeld(),
        new RingsInOrder(), new ApprovedIsWhatRuns(), new NothingWithoutApproval(), new DoubtIsNeverRepeated(), new StatusNeverLies(), new OneWorkerDecides(),
        new OneRolloutPerHost(), new VetoesHold(), new WindowsHold(), new ClockStepPauses(), new NothingWhileLocked(), new EndsWhenHealthy(),
    ];
}
