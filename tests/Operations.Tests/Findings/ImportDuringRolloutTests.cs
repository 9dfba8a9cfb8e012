using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Worker;
using Cockpit.Operations.Workers;
using Cockpit.Store;
using NodaTime;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>An import while a real worker carries a rollout out on simulated hosts, in real time.</summary>
public sealed class ImportDuringRolloutTests
{
    [Fact]
    public void A_rollout_goes_on_and_is_paused_while_findings_come_in()
    {
        Told told = Run(hosts: 200, perHost: 150);
        Assert.NotNull(told.Import.LongestLockSeconds);
        Assert.Contains("the rollout is paused", told.State, StringComparison.Ordinal);
    }

    /// <summary>What the import itself recorded, and what others saw: limits for a machine that does nothing else.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public void A_million_rows_keep_nobody_waiting()
    {
        Told told = Run(hosts: 5_000, perHost: 200);
        Assert.Equal(1_000_000, told.Import.Rows);
        Assert.Contains("the rollout is paused", told.State, StringComparison.Ordinal);
        Assert.InRange(told.Import.LongestLockSeconds!.Value, 0, 0.25);
        Assert.InRange(told.Pause.TotalSeconds, 0, 1);
        Assert.InRange(told.LongestBetweenHeartbeats.TotalSeconds, 0, 2 * RolloutWorker.HeartbeatEvery.TotalSeconds);
    }

    private sealed record Told(FindingImportResult Import, string State, TimeSpan Pause, Duration LongestBetweenHeartbeats);

    private static Told Run(int hosts, int perHost)
    {
        using var demo = new DemoFile();
        string export = Path.Combine(Path.GetDirectoryName(demo.Session.FilePath)!, "scan.csv");
        Write(export, hosts, perHost);
        demo.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var ready = new ManualResetEventSlim();
        Fault? stopped = null;
        var worker = new Thread(() => stopped = RunWorker.Run(demo.Session, new WorkerWish(UntilIdle: false, UntilNothingLives: false, null), ready.Set, _ => { }, stop.Token));
        worker.Start();
        ready.Wait(TestContext.Current.CancellationToken);
        using var done = new ManualResetEventSlim();
        var heartbeats = new SortedSet<Instant>();
        var watcher = new Thread(() =>
        {
            do heartbeats.Add(demo.Session.Read(t => t.Lease())!.HeartbeatAt);
            while (!done.Wait(100));
        });
        watcher.Start();

        TimeSpan? pause = null;
        FindingImportResult import = ImportFindings.Run(demo.Session, new FindingImportWish(export, null, Strict: true, DryRun: false), (bytes, total, _) =>
        {
            // While findings are written, not while the file is read.
            if (pause is not null || bytes < 0.7 * total) return;
            pause = TimeSpan.Zero;
            // From a process of its own it would be, so from a thread of its own: this one may hold the lock just now.
            var other = new Thread(() =>
            {
                long begun = Stopwatch.GetTimestamp();
                PauseRollout.Run(demo.Session, demo.Id, "looking", null);
                pause = Stopwatch.GetElapsedTime(begun);
            });
            other.Start();
            pausing = other;
        }, TestContext.Current.CancellationToken);
        pausing?.Join();
        done.Set();
        watcher.Join();
        string state = demo.View.State is RolloutPhase.Paused ? "the rollout is paused" : $"the rollout is {demo.View.State}";
        stop.Cancel();
        worker.Join();
        Assert.Null(stopped);
        Instant[] beats = [.. heartbeats];
        Duration longest = beats.Zip(beats.Skip(1), (a, b) => b - a).DefaultIfEmpty(Duration.Zero).Max();
        return new Told(import, state, pause ?? TimeSpan.MaxValue, longest);
    }

    [ThreadStatic]
    private static Thread? pausing;

    private static void Write(string path, int hosts, int perHost)
    {
        using var file = new StreamWriter(path);
        bool first = true;
        for (int h = 0; h < hosts; h++)
        {
            string rows = System.Text.Encoding.UTF8.GetString(Nessus(Enumerable.Range(0, perHost).Select(p => Row(200_000 + (h * 7 + p * 3) % 4_000, $"srv-{h:00000}.example.test", p % 5 == 0 ? 443 : 0, "High", $"CVE-2026-{1000 + p}", $"evidence {p % 3} {(p % 3 == 0 ? h : 0)}"))));
            // One header for all.
            file.Write(first ? rows : rows[(rows.IndexOf('\n') + 1)..]);
            first = false;
        }
    }
}
