namespace Cockpit.Cli.Commands;

/// <summary>cockpit rollout ...</summary>
internal static class RolloutCommands
{
    public static void AddTo(CommandSet set)
    {
        RolloutPlanCommand.AddTo(set);
        RolloutListCommand.AddTo(set);
        RolloutShowCommand.AddTo(set);
        RolloutApproveCommand.AddTo(set);
        RolloutStartCommand.AddTo(set);
        RolloutActCommands.AddTo(set);
        RolloutWatchCommand.AddTo(set);
        RolloutLogCommand.AddTo(set);
        RolloutEventsCommand.AddTo(set);
        HaltAllCommand.AddTo(set);
    }
}
