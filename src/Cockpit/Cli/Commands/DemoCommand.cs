using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations;
using Cockpit.Operations.Demo;
using Humanizer;
using NodaTime;

namespace Cockpit.Cli.Commands;

internal static class DemoCommand
{
    private const int StandardHosts = 60;

    public static void AddTo(CommandSet set, Func<Session, int> openScreens)
    {
        var hosts = Options.Number("--hosts", $"simulated hosts; {StandardHosts} without it", 1, 10_000);
        var headless = Options.Flag("--headless", "does everything once without screens and prints a summary");
        set.Add(FileOperations.Demo, [hosts, headless], call =>
        {
            // Whatever --db says: a demo's file is always a new one of its own.
            Session demo = MakeDemo.InTemporaryFolder(call.Session.Actor, SystemClock.Instance);
            try
            {
                return call.Get(headless) ? Headless(call, demo, call.Get(hosts) ?? StandardHosts) : Screens(call, demo, call.Get(hosts) ?? StandardHosts, openScreens);
            }
            finally
            {
                if (!EndDemo.Run(demo)) call.Say($"The worker goes on; the demo's file is {demo.FilePath}.");
            }
        });
    }

    private static int Screens(Call call, Session demo, int hosts, Func<Session, int> openScreens)
    {
        if (call.Streams.Width is null || !call.Streams.CanAsk) throw new CockpitException(CallErrors.Usage.Because("The demo's screens need a terminal.", "cockpit demo --headless needs none."));
        MakeDemo.Run(demo, hosts, call.Say, CancellationToken.None);
        call.LeaveInterruptionsToScreens();
        return openScreens(demo);
    }

    private static int Headless(Call call, Session demo, int hosts)
    {
        DemoSummary s = RunDemo.Run(demo, hosts, line => call.Say($"- {line}"), call.TakeInterruptions());
        call.Show(s, CliJson.Default.DemoSummary, text: () =>
        [
            $"{"host".ToQuantity(s.Hosts, "N0")}, {s.ScannedOk} scanned, {s.ScannedFailed} not reached; this machine ({s.OwnHost}) was read and not changed",
            $"{"finding".ToQuantity(s.Findings, "N0")}, {"point".ToQuantity(s.PointsBefore, "N0")} of risk",
            $"{s.RolloutId} {Words.Of(s.State)}: {"update".ToQuantity(s.PlannedUpdates, "N0")} on {"simulated host".ToQuantity(s.PlannedHosts, "N0")}, {RolloutText.Counts(s.Counts)}",
            $"journal: {"event".ToQuantity(s.Events, "N0")}, chain {(s.ChainOk ? "holds" : "BROKEN")}, head {s.Head[..12]}",
            $"{s.DurationSeconds:0.0} s",
        ]);
        return (int)(s is { ChainOk: true, State: RolloutPhase.Completed } && s.Counts.Succeeded == s.Counts.Total ? ExitCode.Done : ExitCode.PartlyFailed);
    }
}
