using System.CommandLine;
using System.Runtime.InteropServices;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Secrets;
using Cockpit.Operations.Workers;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit worker, worker status, worker takeover.</summary>
internal static class WorkerCommands
{
    public static void AddTo(CommandSet set)
    {
        var untilIdle = Options.Flag("--until-idle", "ends when nothing is left that could happen now");
        var spawned = new Option<bool>(WorkerProcess.SpawnedOption) { Hidden = true };
        set.Add(FileOperations.Worker, [untilIdle, spawned], call => call.Get(spawned) ? RunSpawned(call) : RunHere(call, new WorkerWish(call.Get(untilIdle), UntilNothingLives: false, TakeoverReason: null)));

        var reason = RolloutArguments.Reason();
        set.Add(FileOperations.WorkerTakeover, [reason], call => RunHere(call, new WorkerWish(UntilIdle: false, UntilNothingLives: false, call.Needed(reason))));

        set.Add(FileOperations.WorkerStatus, [], call =>
        {
            WorkerStatus status = ShowWorker.Run(call.Session);
            call.Show(status, CliJson.Default.WorkerStatus, text: () => [Text(status)]);
            return (int)(status.State is WorkerCondition.Missing or WorkerCondition.Late ? ExitCode.PartlyFailed : ExitCode.Done);
        });
    }

    /// <summary>Whoever names a descriptor for the passphrase wants a wrong one refused before the worker runs.</summary>
    private static void UnlockNow(Call call, SecretDesk desk)
    {
        using Secret key = call.Session.Desk.DataKey(call.Session);
        desk.Unlock(key);
    }

    private static string Text(WorkerStatus s) => (s.State, s.Holder) switch
    {
        (WorkerCondition.Missing, _) => $"MISSING: {s.LiveRollouts} rollouts wait for a worker. cockpit worker runs one.",
        (_, { } h) => $"{s.State.ToString().ToLowerInvariant()}: {h.Owner} on {h.Machine}, pid {h.Pid}, heartbeat {h.HeartbeatAgeSeconds:0.0} s ago, {s.LiveRollouts} live rollouts",
        _ => "none: no worker runs, and nothing waits for one.",
    };

    private static int RunHere(Call call, WorkerWish wish)
    {
        CancellationToken interrupted = call.TakeInterruptions();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; stop.Cancel(); });
        var gate = new Lock();
        using SecretDesk desk = SecretDesk.OfWorker(call.Session);
        if (call.HasVaultPassphrase) UnlockNow(call, desk);
        Fault? fault = RunWorker.Run(call.Session.With(desk), wish, () => Log("ready"), Log, stop.Token);
        if (fault is not null) throw new CockpitException(fault);
        if (interrupted.IsCancellationRequested) throw new CockpitException(CallErrors.Interrupted.Because("The worker stopped.", "cockpit worker goes on."));
        return (int)ExitCode.Done;

        void Log(string line)
        {
            lock (gate) call.Say($"{Times.Second(call.Session.Now)} {line}");
        }
    }

    /// <summary>Started by another Cockpit: no terminal, a log file beside the database, and an end when no rollout is live.</summary>
    private static int RunSpawned(Call call)
    {
        WorkerProcess.LeaveTerminal();
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; stop.Cancel(); });
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        using WorkerLog log = WorkerLog.Open(call.Session);
        using SecretDesk desk = SecretDesk.OfWorker(call.Session);
        using (Stream input = Console.OpenStandardInput()) WorkerProcess.TakeOver(input, desk, call.Session.Actor);
        Fault? fault = RunWorker.Run(call.Session.With(desk), new WorkerWish(UntilIdle: false, UntilNothingLives: true, TakeoverReason: null), () => WorkerProcess.TellReady(call.Streams.Out), log.Write, stop.Token);
        if (fault is null) return (int)ExitCode.Done;
        log.Write(fault.ToString());
        return (int)fault.Code.Exit;
    }
}
