using Cockpit.Core.Errors;
using Cockpit.Store.Findings;
using Xunit;

namespace Cockpit.Store.Tests.Findings;

/// <summary>No room for an import: a clear error, and the file is as it was. SQLite's own limit of pages stands for the disk's.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempFile temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_import_without_room_changes_nothing(bool besideAWorker)
    {
        using CockpitFile file = temp.Make();
        FindingImporter.Import(file, new GeneratedFindings(5, 20, 1), new ImportOptions("first"), TempFile.Anna, TempFile.Now, null, TestContext.Current.CancellationToken);
        if (besideAWorker) SqliteLease.Take(file, new WorkerIdentity("anna", "here", "m", "b", 1, 1), TempFile.Anna, TempFile.Now, (_, _) => false);
        string before = Contents(file);
        long pages = file.Connection.Scalar<long>("PRAGMA page_count");
        file.Connection.Execute($"PRAGMA max_page_count = {pages + 400}");

        Fault fault = Assert.Throws<CockpitException>(() =>
            FindingImporter.Import(file, new GeneratedFindings(100, 200, 2), new ImportOptions("second"), TempFile.Anna, TempFile.Now, null, TestContext.Current.CancellationToken)).Fault;
        Assert.Equal(("FILE_NO_SPACE", ExitCode.BadFile), (fault.Code.Name, fault.Code.Exit));
        Assert.Equal(before, Contents(file));
        Assert.Equal("ok", file.Connection.Scalar<string>("PRAGMA integrity_check"));

        file.Connection.Execute("PRAGMA max_page_count = 1073741823");
        Assert.Equal(20_000, FindingImporter.Import(file, new GeneratedFindings(100, 200, 2), new ImportOptions("second"), TempFile.Anna, TempFile.Now, null, TestContext.Current.CancellationToken).Rows);
    }

    /// <summary>How many rows each table has, the journal apart, and what the findings are.</summary>
    private static string Contents(CockpitFile file) => string.Join('\n', file.Connection
        .ReadAll("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'journal' ORDER BY name", r => r.GetString(0))
        .Select(table => $"{table} {file.Connection.Scalar<long>($"SELECT count(*) FROM \"{table}\"")}")
        .Append(file.Connection.Scalar<string>("SELECT group_concat(id || ' ' || facts_hash || ' ' || status || ' ' || rank) FROM finding ORDER BY id")));
}
