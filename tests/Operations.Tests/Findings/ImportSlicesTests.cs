using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Operations.Processes;
using Cockpit.Scanner.Csv;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Slices;
using NodaTime;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>Imports beside a worker: in slices, with the same end, and undone where they have none.</summary>
public sealed class ImportSlicesTests : IDisposable
{
    private readonly FindingsFile db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void An_import_in_slices_ends_as_one_in_a_single_transaction_does()
    {
        using var whole = new FindingsFile();
        whole.Import(TwoScans.First);
        db.Import(TwoScans.First);
        Hold(db);
        foreach (FindingsFile file in (FindingsFile[])[db, whole]) file.AddHost("srv-060");
        (ImportReport sliced, ImportReport single) = (db.Import(TwoScans.Second), whole.Import(TwoScans.Second));
        Assert.Null(single.LongestSlice);
        Assert.NotNull(sliced.LongestSlice);
        Assert.Equal(Counts(single), Counts(sliced));
        Assert.Equal(whole.Dump(), db.Dump());
        Assert.Null(db.WrongFigures());
        Assert.Equal("ok", FileDigest.Health(db.File.Path));
        Assert.Equal("ok", FileDigest.Health(whole.File.Path));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.3)]
    [InlineData(0.61)]
    [InlineData(0.8)]
    [InlineData(0.99)]
    public void An_import_that_is_stopped_leaves_nothing_behind(double share)
    {
        db.AddHost("srv-060");
        db.Import(TwoScans.First);
        Hold(db);
        Dictionary<string, string> before = FileDigest.Of(db.File.Path);
        using var stop = new CancellationTokenSource();
        Fault fault = Assert.Throws<CockpitException>(() => Import(db, TwoScans.Second, p =>
        {
            if (p.Bytes >= share * p.TotalBytes) stop.Cancel();
        }, stop.Token)).Fault;
        Assert.Equal(ExitCode.Interrupted, fault.Code.Exit);
        Assert.Equal(before, FileDigest.Of(db.File.Path));
        Assert.Equal("ok", FileDigest.Health(db.File.Path));
        Assert.Equal("findings.importUndone", db.Journal()[0]);
        Assert.Null(db.WrongFigures());
        // And it can be done again.
        Assert.Equal(0, db.Import(TwoScans.Second).RejectedRows);
        Assert.Null(db.WrongFigures());
    }

    [Fact]
    public void While_it_runs_others_see_it_and_wait()
    {
        db.Import(TwoScans.First);
        Hold(db);
        var session = new Session(db.File.Path, Anna, new Fixed());
        List<int> seen = [];
        long points = Operations.Risk.ReadMatrix.Run(session).Points;
        Import(db, TwoScans.Second, p =>
        {
            // Progress comes between slices as well as inside of them; either way others read what is committed.
            using CockpitFile other = CockpitFile.Open(db.File.Path, FileAccessMode.Read, Anna, Now);
            RunningImport running = other.Read(t => t.RunningImport())!;
            if (running.Permille is { } permille) seen.Add(permille);
            Assert.Equal("IMPORT_RUNNING", Assert.Throws<CockpitException>(() => other.Read(t => { t.RefuseWhileImporting(); return true; })).Fault.Code.Name);
            if (p.Bytes >= 0.9 * p.TotalBytes) return;
            var matrix = Operations.Risk.ReadMatrix.Run(session);
            Assert.Equal(points, matrix.Points);
            Assert.StartsWith("import running", matrix.ImportRunning!.Label, StringComparison.Ordinal);
        }, TestContext.Current.CancellationToken);
        Assert.Equal(seen.Order(), seen);
        Assert.True(seen.Distinct().Count() > 1, string.Join(' ', seen.Distinct()));
        Assert.Null(Operations.Risk.ReadMatrix.Run(session).ImportRunning);
    }

    [Fact]
    public void A_second_import_and_plans_are_refused_while_one_runs()
    {
        using ImportLock running = ImportLock.TryTake(db.File.Path)!;
        Fault second = Assert.Throws<CockpitException>(() => db.Import(TwoScans.First)).Fault;
        Assert.Equal(("IMPORT_RUNNING", ExitCode.Refused), (second.Code.Name, second.Code.Exit));
        var session = new Session(db.File.Path, Anna, new Fixed());
        Assert.Equal("import running", Operations.Status.ReadStatus.Run(session).ImportRunning!.Label);
        Assert.Equal("IMPORT_RUNNING", Assert.Throws<CockpitException>(() => Operations.Rollouts.PlanRollout.From(session, new Core.Ids.RolloutId(1), null)).Fault.Code.Name);
        Assert.Equal("IMPORT_RUNNING", Assert.Throws<CockpitException>(() => Operations.Rollouts.StartRollout.Run(session, new Core.Ids.RolloutId(1), true, null, _ => null)).Fault.Code.Name);
    }

    [Fact]
    public void A_dry_run_beside_a_worker_says_what_the_real_one_does_and_holds_nothing()
    {
        db.Import(TwoScans.First);
        Hold(db);
        Dictionary<string, string> before = FileDigest.Of(db.File.Path);
        ImportReport dry = db.Import(TwoScans.Second, dryRun: true);
        Assert.Equal(before, FileDigest.Of(db.File.Path));
        Assert.Null(dry.Import);
        Assert.Equal(Counts(db.Import(TwoScans.Second)), Counts(dry));
    }

    private static (long, long, long, long, long, long, long, long, long, long, int) Counts(ImportReport r) =>
        (r.Rows, r.Findings, r.New, r.Updated, r.Unchanged, r.Closed, r.Reopened, r.NotSeen, r.Outdated, r.RejectedRows, r.Hosts);

    private static ImportReport Import(FindingsFile db, byte[] bytes, Action<ImportProgress> progress, CancellationToken cancel)
    {
        using IFindingReader reader = FindingFiles.Open(new MemoryStream(bytes), "scan.csv");
        return FindingImporter.Import(db.File, reader, new ImportOptions("scan.csv"), Anna, Now, progress, cancel);
    }

    /// <summary>A worker holds the lease from now on.</summary>
    private static void Hold(FindingsFile db) => SqliteLease.Take(db.File, ThisProcess.Identity(), Anna, Now, ThisProcess.IsAlive);

    private sealed class Fixed : IClock
    {
        public Instant GetCurrentInstant() => Now;
    }
}
