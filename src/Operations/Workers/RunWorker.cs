using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Approvals;
using Cockpit.Operations.Automation;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Notices;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Secrets;
using Cockpit.Operations.Signatures;
using Cockpit.Operations.Worker;
using Cockpit.Store;
using Cockpit.Store.Credentials;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Risk;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Workers;

/// <summary>How a worker runs.</summary>
/// <param name="UntilIdle">It ends when nothing is left that could happen now.</param>
/// <param name="UntilNothingLives">It ends when no rollout is live any more; whoever starts the next one starts a worker too.</param>
/// <param name="TakeoverReason">A person says that the holder on another machine is gone.</param>
public sealed record WorkerWish(bool UntilIdle, bool UntilNothingLives, string? TakeoverReason)
{
    /// <summary>Simulated hosts take a tenth of their time.</summary>
    public bool Quick { get; init; }
}

/// <summary>The worker: holds the file's lock and lease and carries rollouts out until it is told to stop.</summary>
public static class RunWorker
{
    /// <summary>How often risks are looked for whose acceptance has run out.</summary>
    private static readonly Duration LookEvery = Duration.FromMinutes(1);

    /// <param name="onReady">Called once the lease is held.</param>
    /// <param name="log">One line for the worker's log.</param>
    /// <returns>Why it had to stop; null at a clean end. What runs on hosts goes on either way.</returns>
    /// <exception cref="CockpitException">WORKER_BUSY, LEASE_FOREIGN, and the file codes.</exception>
    public static Fault? Run(Session session, WorkerWish wish, Action onReady, Action<string> log, CancellationToken stop)
    {
        bool told = false;
        while (true)
        {
            using (WorkerLock held = WorkerLock.TryTake(session.FilePath) ?? throw Busy(session))
            {
                if (Work(session, wish, () => { if (!told) onReady(); told = true; }, log, stop) is { } fault) return fault;
            }
            // A start that found the lock held a moment ago relies on this worker, so it looks once more after letting go.
            if (!wish.UntilNothingLives || stop.IsCancellationRequested || session.Read(t => t.LiveRollouts()).Count == 0) return null;
        }
    }

    private static Fault? Work(Session session, WorkerWish wish, Action onReady, Action<string> log, CancellationToken stop)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        var journal = new SqliteRolloutJournal(file, new FleetSay().Complete);
        WorkerIdentity me = ThisProcess.Identity();
        LeaseRow? last = file.Read(t => t.Lease());
        using var watch = new ChangeWatch(session.FilePath);
        SqliteLease lease = SqliteLease.Take(file, me, session.Actor, session.Now, ThisProcess.IsAlive, wish.TakeoverReason);
        // Whoever is told that it is ready may reach it over its socket at once.
        using var arrived = new AutoResetEvent(false);
        var credentials = new CredentialWatch(session.Desk);
        credentials.Know(file.Read(t => t.Credentials()));
        int seen = session.Desk.Version;
        var alignment = new AlignmentCache();
        using DeskServer? server = DeskServer.Start(session.FilePath, session.Desk, () => arrived.Set());
        if (server is null) log("There is no runtime folder of this user alone, so nothing can be handed to this worker: cockpit vault unlock does not reach it.");
        onReady();
        using var access = new HostAccess(session, wish.Quick);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var signatures = new SignatureWatch(() => file.Read(SignersFile.Of), () => session.Now);
        // The journal shows what the worker did apart from what its user did; the uid is the user's.
        var worker = new RolloutWorker(journal, lease, access.PortOf, credentials.WhyLocked, session.AsWorker().Actor, () => arrived.Set(), log, signatures.WhyUnsigned);
        if (last is not null && last.Worker.MachineId != me.MachineId)
            worker.HoldAll(PauseCauses.Restored, $"The file was last worked on by {last.Worker.Machine}: compare with the hosts, then resume.");
        if (!session.Desk.Keyring.IsOpen && file.Read(t => t.Vault()) is not null) UnlockByItself(session, log, enough.Token);
        // A worker that is to end when nothing can happen now does what rollouts want, and nothing by itself.
        using AutomationThread? automation = wish.UntilIdle ? null : AutomationThread.Start(session.AsWorker(), log);
        using NoticeThread outbox = NoticeThread.Start(session.AsWorker(), log);
        Instant nextLook = session.Now + LookEvery;
        return new WorkerLoop(worker, lease, arrived, Changed, session.Clock, TimeProvider.System).Run(wish.UntilIdle, enough.Token);

        bool Changed()
        {
            // A removed or moved file stays open for this process, and nobody would see any more what the worker does.
            if (!File.Exists(session.FilePath))
            {
                log($"{session.FilePath} is gone, so this worker ends. What runs on hosts goes on.");
                enough.Cancel();
                return false;
            }
            if (session.Now >= nextLook)
            {
                ExpiredRisks.EndIn(file, session.Actor, session.Now);
                nextLook = session.Now + LookEvery;
            }
            bool given = seen != session.Desk.Version;
            seen = session.Desk.Version;
            if (!watch.Changed()) return given;
            credentials.Know(file.Read(t => t.Credentials()));
            Rescoring.Some(file, session.Actor, session.Now);
            AlignHosts.Some(session, file, alignment);
            if (wish.UntilNothingLives && journal.Live().Count == 0) enough.Cancel();
            return true;
        }
    }

    /// <summary>A command or a systemd credential may open the vault with nobody there. It may take a minute, so it is done beside the worker's thread.</summary>
    private static void UnlockByItself(Session session, Action<string> log, CancellationToken stop)
    {
        new Thread(() =>
        {
            try
            {
                if (session.Desk.TryUnattended(session, stop)) log("The vault is unlocked.");
            }
            catch (CockpitException e)
            {
                log($"The vault stays locked: {e.Fault}");
            }
            catch (OperationCanceledException)
            {
                // The worker ends.
            }
        }, maxStackSize: 1024 * 1024) { IsBackground = true, Name = "vault" }.Start();
    }

    private static CockpitException Busy(Session session) => new(FileErrors.WorkerBusy.Because(
        session.Read(t => t.Lease()) is { Held: true } lease ? $"A worker runs on this file already (pid {lease.Worker.Pid} on {lease.Worker.Machine})." : "A worker runs on this file already."));
}
