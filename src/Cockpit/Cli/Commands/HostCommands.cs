namespace Cockpit.Cli.Commands;

/// <summary>cockpit host ...</summary>
internal static class HostCommands
{
    public static void AddTo(CommandSet set)
    {
        HostAddCommand.AddTo(set);
        HostSetCommand.AddTo(set);
        HostRemoveCommand.AddTo(set);
        HostMergeCommand.AddTo(set);
        HostHoldCommand.AddTo(set);
        HostListCommand.AddTo(set);
        HostShowCommand.AddTo(set);
        HostTrustCommand.AddTo(set);
        HostImportCommand.AddTo(set);
        HostExportCommand.AddTo(set);
        DiscoverCommand.AddTo(set);
    }
}
