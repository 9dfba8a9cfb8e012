using System.Globalization;
using Cockpit.Core.Intel;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Store.Findings;
using NodaTime;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>Each export and feed of sample-data/ comes in as sample-data/README.md says; one export of each kind that is read is there.</summary>
public sealed class SampleExportsTests : IDisposable
{
    private static readonly string Folder = Path.Combine(SampleDataTests.Root(), "sample-data");

    private readonly FindingsFile db = new();

    private Session Session => new(db.File.Path, Anna, SystemClock.Instance);

    public static TheoryData<string, long, long, int> Exports() =>
        [.. Rows().Where(r => r.Length == 5).Select(r => (r[0], Number(r[2]), Number(r[3]), (int)Number(r[4])))];

    public static TheoryData<string, string, long> Feeds() => [.. Rows().Where(r => r[0].StartsWith("feeds/", StringComparison.Ordinal)).Select(r => (r[0], r[1], Number(r[2])))];

    public void Dispose() => db.Dispose();

    [Theory, MemberData(nameof(Exports))]
    public void An_export_has_the_counts_of_the_table_and_they_add_up(string name, long rows, long findings, int hosts)
    {
        ImportReport report = db.Import(File.ReadAllBytes(Path.Combine(Folder, name)));
        Assert.Equal((rows, findings, hosts, 0), (report.Rows, report.Findings, report.Hosts, report.RejectedRows));
        AddsUp(report);
        Assert.Null(db.WrongFigures());

        // The same once more in other bytes: each finding is known, and each closed one of the file stays closed.
        ImportReport again = db.Import([.. File.ReadAllBytes(Path.Combine(Folder, name)), (byte)'\n']);
        AddsUp(again);
        Assert.Equal((findings, 0, 0, 0, 0), (again.Unchanged, again.New, again.Updated, again.Closed, again.Reopened));
    }

    /// <summary>On a file without findings, on one that holds another scan's of the same machines, and after the export itself.</summary>
    [Theory, MemberData(nameof(Exports))]
    public void A_dry_run_says_what_the_real_one_does(string name, long rows, long findings, int hosts)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder, name));
        foreach (string before in (string[])["", "exports/nessus-13-columns.csv", "exports/qualys-vmdr-qid.csv", name])
        {
            using var file = new FindingsFile();
            file.AddHost("web-01", "198.51.100.1");
            if (before.Length > 0) file.Import(File.ReadAllBytes(Path.Combine(Folder, before)));
            string untouched = file.Dump();
            ImportReport dry = file.Import(bytes, dryRun: true);
            Assert.Equal(untouched, file.Dump());
            ImportReport real = file.Import(bytes);
            if (before != name) Assert.Equal((rows, findings, hosts), (real.Rows, real.Findings, real.Hosts));
            AddsUp(dry);
            Assert.Equal(Told(real), Told(dry));
        }
    }

    [Theory, MemberData(nameof(Feeds))]
    public void A_feed_has_the_entries_of_the_table(string name, string kind, long entries) =>
        Assert.Equal(entries, ImportIntel.Run(Session, new IntelImportWish(IntelKinds.Of(kind), Path.Combine(Folder, name)), cancellation: TestContext.Current.CancellationToken).Entries);

    [Fact]
    public void The_table_names_every_file_and_every_kind_of_export()
    {
        string[] named = [.. Rows().Select(r => r[0])];
        IEnumerable<string> there = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Where(f => f != "README.md");
        Assert.Equal(there.Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
        Assert.All(ImportFindings.Formats.Where(f => f != "auto"), f => Assert.Contains(named, n => n.Contains(f, StringComparison.Ordinal)));
    }

    /// <summary>Every row is in one count, and every finding of the file too.</summary>
    private static void AddsUp(ImportReport r)
    {
        Assert.Equal(r.Rows, r.Findings + r.Joined + r.RejectedRows);
        Assert.Equal(r.Findings, r.New + r.Updated + r.Unchanged + r.Reopened + r.CalledFixed + r.Outdated);
        Assert.InRange(r.CalledFixed, 0, r.Closed);
    }

    /// <summary>All that a report says but the import's own number.</summary>
    private static string Told(ImportReport r) => string.Join('|', r.Format, r.Shape, r.Rows, r.Findings, r.Joined, r.New, r.Updated, r.Unchanged, r.CalledFixed, r.Closed, r.Reopened, r.NotSeen, r.Outdated,
        r.RejectedRows, string.Join(';', r.Rejected), r.Hosts, string.Join(';', r.UnmatchedHosts), string.Join(';', r.AmbiguousHosts), r.SameFile, string.Join(';', r.Notes));

    /// <summary>The cells of each row of the README's tables that names a file.</summary>
    private static IEnumerable<string[]> Rows() => File.ReadLines(Path.Combine(Folder, "README.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal))
        .Select(l => l.Trim('|', ' ').Split(" | ").Select(c => c.Trim('`')).ToArray());

    private static long Number(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);
}
