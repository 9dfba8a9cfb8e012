using System.Globalization;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Port;
using Cockpit.LabWorker;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Worker;
using Cockpit.Remote;
using Cockpit.Store;
using Cockpit.Store.Rollouts;
using NodaTime;

// The worker as the program runs it, with one thing added around its port: it kills its own process at a named point, and SIGKILL is
// all that it gets. The program itself has no such switch.
//
//   Cockpit.LabWorker FILE [MOMENT STEP HOST]
//
// MOMENT is begin (the intent is committed, the host not yet asked), send (also "sent" is committed, nothing left this machine) or
// ended (the host has done it, and its answer never gets into the file).
//
//   Cockpit.LabWorker import FILE EXPORT
//
// imports findings as the program does, prints a line at each word of progress and waits for one, so that whoever reads them can kill it there.
Actor me = ThisProcess.Actor(null);
if (args[0] == "import") return ImportOutLoud.Run(args[1], args[2], me);
string path = args[0];
using WorkerLock workerLock = WorkerLock.TryTake(path) ?? throw new InvalidOperationException("Another worker runs on this file.");
using CockpitFile file = CockpitFile.Open(path, FileAccessMode.Write, me, SystemClock.Instance.GetCurrentInstant());
SqliteLease lease = SqliteLease.Take(file, ThisProcess.Identity(), me, SystemClock.Instance.GetCurrentInstant(), ThisProcess.IsAlive);
using ChangeWatch changes = new(path);
using HostConnector connector = new(RemoteSettings.OfThisUser() with { ConnectTimeout = Duration.FromSeconds(20) });
using HostPort real = new(connector, new PortLimits(), TimeProvider.System);
IHostPort port = args.Length == 1 ? real : new KillingPort(real, args[1], Enum.Parse<Step>(args[2]), new HostId(long.Parse(args[3], CultureInfo.InvariantCulture)));
using AutoResetEvent arrived = new(false);
RolloutWorker worker = new(new SqliteRolloutJournal(file), lease, (_, _) => port, _ => null, me, () => arrived.Set(), Console.Error.WriteLine);
return new WorkerLoop(worker, lease, arrived, changes.Changed, SystemClock.Instance, TimeProvider.System).Run(untilIdle: true, CancellationToken.None) is null ? 0 : 1;
