using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Simulation;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using NodaTime;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>The files of sample-data/ are what sample-data/README.md says: made by the demo's own generator for its fleet of 60.</summary>
public sealed class SampleDataTests
{
    private const ulong Seed = 1;

    private static readonly Instant ScannedAt = Instant.FromUtc(2026, 10, 19, 2, 0);

    private static readonly IReadOnlyList<DemoHost> Fleet = DemoFleet.Make(60, Seed);

    [Fact]
    public void The_Nessus_sample_is_what_the_generator_makes() => Same("findings-nessus.csv", DemoFindings.Nessus(Fleet, Seed, ScannedAt));

    [Fact]
    public void The_Qualys_sample_is_what_the_generator_makes() => Same("findings-qualys.csv", DemoFindings.Qualys(Fleet, Seed, ScannedAt));

    [Fact]
    public void The_sample_inventory_names_the_fleet()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Root(), "sample-data", "hosts.csv"));
        Assert.Equal(
            Fleet.Select(h => $"{h.Description.Name},{h.Description.Address},22,ops,{h.Description.Environment},{h.Description.Role},").Order(StringComparer.Ordinal),
            lines.Skip(1).Select(l => string.Join(',', l.Split(',').Take(6)) + ",").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_samples_are_imported_whole_and_every_machine_in_them_is_a_host_of_the_fleet()
    {
        using var db = new FindingsFile();
        db.File.Write(t =>
        {
            foreach (DemoHost host in Fleet) t.AddHost(host.Description, Anna, Now);
        });
        foreach (byte[] sample in (byte[][])[DemoFindings.Nessus(Fleet, Seed, ScannedAt), DemoFindings.Qualys(Fleet, Seed, ScannedAt)])
        {
            ImportReport report = db.Import(sample);
            Assert.Empty(report.Rejected);
            Assert.Empty(report.UnmatchedHosts);
            Assert.Empty(report.AmbiguousHosts);
            Assert.Equal(report.Findings, report.New);
        }

        // The demo's matrix is to show something: findings on every level, and not all in one corner.
        Matrix matrix = db.File.Read(t => t.RiskMatrixOf(Now));
        Assert.All(Enum.GetValues<RiskLevel>(), level => Assert.Contains(matrix.Cells, c => c.Level == level && c.Count > 0));
        Assert.True(matrix.Cells.Count(c => c.Count > 0) >= 10);
        Assert.Null(db.WrongFigures());
    }

    private static void Same(string name, byte[] made)
    {
        string path = Path.Combine(Root(), "sample-data", name);
        Assert.True(File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(made), $"{name} is not what the generator makes. Write the bytes of DemoFindings into it.");
    }

    internal static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cockpit.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Cockpit.sln was not found above the tests.");
        return folder;
    }
}
