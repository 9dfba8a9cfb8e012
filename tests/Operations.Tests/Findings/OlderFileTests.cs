using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Store;
using Microsoft.Data.Sqlite;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>
/// A file that the program of schema version 3 made, opened by today's: ranks, figures and due dates were not kept then, or otherwise. It holds two hosts (one
/// critical and reachable from the internet), three Nessus exports a week apart and a Qualys report: what closed, what came back, what was fixed, a stranger.
/// </summary>
public sealed class OlderFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-older-").FullName;

    public OlderFileTests()
    {
        Execute(File.ReadAllText(Path.Combine(SampleDataTests.Root(), "tests/Operations.Tests/Findings/Fixtures/version-3.sql")));
        Assert.Equal(3L, Query("PRAGMA user_version", r => r.GetInt64(0))[0]);
    }

    private string FilePath => Path.Combine(folder, "prod.db");

    private Session Session => new(FilePath, Anna, new AlignmentFile.SetClock { At = Now });

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_shows_the_same_findings_and_figures_before_anything_is_scored_anew()
    {
        using (CockpitFile.Open(FilePath, FileAccessMode.Write, Anna, Now))
        {
        }
        Assert.True(File.Exists(FilePath + ".before-" + Query("PRAGMA user_version", r => r.GetInt64(0))[0]));
        Assert.False(Session.Read(Rescore.Progress).Done);
        Same();
    }

    [Fact]
    public void Scored_anew_it_holds_what_an_import_of_the_same_exports_holds_today()
    {
        RescoreResult scored = Rescore.Run(Session, TestContext.Current.CancellationToken);
        Assert.Equal((true, 100), (scored.Done, scored.Percent));
        Same();

        // As a file of today that took the same exports in: id, cell, due date.
        Assert.Equal(
            ["1 2x1 -", "2 5x5 2026-10-12", "3 5x5 2026-10-12", "4 1x1 -", "5 2x3 2027-04-17", "6 2x3 2027-04-03", "7 3x3 2027-01-03", "8 3x4 2027-02-22", "9 4x5 2026-10-08", "10 2x3 2027-03-30"],
            Query("SELECT id || ' ' || likelihood || 'x' || impact || ' ' || coalesce(date(due_at_us / 1000000, 'unixepoch'), '-') FROM finding ORDER BY id", r => r.GetString(0)));
    }

    /// <summary>Both before and after scoring: nothing of this version's rules would move these findings.</summary>
    private void Same()
    {
        Assert.Null(KeptFigures.Wrong(FilePath));
        Assert.Equal(["ok"], Query("PRAGMA integrity_check", r => r.GetString(0)));
        Assert.Empty(Query("PRAGMA foreign_key_check", r => r.GetString(0)));

        // Each rank holds the cell of its finding, what the scanner gave of EPSS and CVSS, and the severity.
        Assert.Empty(Query(
            "SELECT id FROM finding WHERE (rank >> 22 & 7) <> likelihood OR (rank >> 19 & 7) <> impact OR (rank >> 14 & 7) <> severity OR (rank >> 7 & 127) <> max(epss, 0) / 10000 OR (rank & 127) <> max(CASE WHEN cvss4 >= 0 THEN cvss4 WHEN cvss3 >= 0 THEN cvss3 ELSE cvss2 END, 0)",
            r => r.GetInt64(0)));

        RiskMatrixResult matrix = ReadMatrix.Run(Session);
        Assert.Equal((8L, 34L), (matrix.Total, matrix.Points));
        Assert.Equal([(1, 1, 1L), (2, 1, 1L), (2, 3, 2L), (3, 4, 1L), (4, 5, 1L), (5, 5, 2L)], matrix.Cells.Where(c => c.Count > 0).Select(c => (c.Likelihood, c.Impact, c.Count)));
        Assert.Equal([("web-01", 30L, 4L), ("stranger", 2L, 1L), ("web-02", 2L, 3L)], ReadTop.Run(Session, 10).Hosts.Select(h => (h.Host, h.Points, h.OpenFindings)).OrderBy(h => h.Host == "web-02").ThenByDescending(h => h.Item2));
        Assert.Equal(8, ReadBurndown.Run(Session, new RiskWish()).Days[^1].Open);

        FindingList open = ListFindings.Run(Session, new FindingWish(), count: true);
        Assert.Equal((8L, "F2 F3 F9 F8 F5 F6 F1 F4"), (open.Total!.Value, string.Join(' ', open.Findings.Select(f => f.Id))));
        Assert.Equal(["CVE-2026-90010", "CVE-2026-90011"], open.Findings[0].Cves);
        Assert.Equal(["F7", "F10"], ListFindings.Run(Session, new FindingWish(Status: FindingStatus.Closed)).Findings.Select(f => f.Id));
        Assert.Equal(["closed", "reopened"], ShowFinding.Run(Session, new Core.Ids.FindingId(5)).Events.Select(e => e.What));
        Assert.True(VerifyAudit.Run(Session).Ok);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> make)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(make(reader));
        return rows;
    }
}
