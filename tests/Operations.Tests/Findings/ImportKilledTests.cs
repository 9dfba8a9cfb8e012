using System.Diagnostics;
using Cockpit.Operations.Processes;
using Cockpit.Store;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>SIGKILL to a process that imports, at moments that its own progress names: the file is as it was, or the import is whole.</summary>
public sealed class ImportKilledTests
{
    private static readonly string Importer = Path.GetFullPath(
        $"{AppContext.BaseDirectory}/../../../../LabWorker/{Path.GetRelativePath(Path.GetFullPath($"{AppContext.BaseDirectory}/../../.."), AppContext.BaseDirectory)}/Cockpit.LabWorker");

    /// <param name="beside">A worker holds the lease, so it goes in slices, which the next one to open the file undoes.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_killed_import_leaves_the_file_as_it_was(bool beside)
    {
        using var db = new FindingsFile();
        db.AddHost("srv-060");
        db.Import(TwoScans.First);
        if (beside) SqliteLease.Take(db.File, ThisProcess.Identity(), Anna, Now, ThisProcess.IsAlive);
        string folder = Path.GetDirectoryName(db.File.Path)!, export = Path.Combine(folder, "second.csv");
        File.WriteAllBytes(export, TwoScans.Second);
        Dictionary<string, string> before = FileDigest.Of(db.File.Path);

        int words = Words(Copy(db, folder), export);
        Assert.True(words > 50, $"Only {words} words of progress.");
        var random = new Random(7);
        int undone = 0;
        int[] moments = [1, words - 1, .. Enumerable.Range(0, 14).Select(_ => random.Next(1, words))];
        foreach (int moment in moments)
        {
            string path = Copy(db, folder);
            Kill(path, export, moment);
            using (CockpitFile.Open(path, FileAccessMode.Read, Anna, Now)) { }
            Assert.Equal(before, FileDigest.Of(path));
            Assert.Equal("ok", FileDigest.Health(path));
            if (NewestOf(path) == "findings.importUndone") undone++;
        }
        // Beside a worker something had been committed by then; in one transaction nothing ever is.
        Assert.Equal(beside ? moments.Length : 0, undone);
    }

    [Fact]
    public void An_undo_that_is_killed_goes_on_at_the_next_opening()
    {
        using var db = new FindingsFile();
        db.Import(TwoScans.First);
        SqliteLease.Take(db.File, ThisProcess.Identity(), Anna, Now, ThisProcess.IsAlive);
        string folder = Path.GetDirectoryName(db.File.Path)!, export = Path.Combine(folder, "second.csv");
        File.WriteAllBytes(export, TwoScans.Second);
        Dictionary<string, string> before = FileDigest.Of(db.File.Path);
        int words = Words(Copy(db, folder), export);
        string path = Copy(db, folder);
        Kill(path, export, words - 1);
        // The next importer undoes first, and is killed before it says a word: at whatever place that is.
        for (int i = 0; i < 5; i++) Kill(path, export, moment: 0);
        using (CockpitFile.Open(path, FileAccessMode.Read, Anna, Now)) { }
        Assert.Equal(before, FileDigest.Of(path));
        Assert.Equal("ok", FileDigest.Health(path));
    }

    private static string Copy(FindingsFile db, string folder)
    {
        string path = Path.Combine(folder, "copy.db");
        foreach (string old in Directory.EnumerateFiles(folder, "copy.db*")) File.Delete(old);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={db.File.Path};Pooling=False");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $path";
        command.Parameters.AddWithValue("$path", path);
        command.ExecuteNonQuery();
        return path;
    }

    private static int Words(string path, string export)
    {
        using Process import = Begin(path, export);
        int words = 0;
        while (import.StandardOutput.ReadLine() is { } line && line != "done")
        {
            words++;
            import.StandardInput.WriteLine();
        }
        import.WaitForExit();
        Assert.True(import.ExitCode == 0, import.StandardError.ReadToEnd());
        return words;
    }

    private static void Kill(string path, string export, int moment)
    {
        using Process import = Begin(path, export);
        for (int i = 0; i < moment; i++)
        {
            Assert.Equal("progress", import.StandardOutput.ReadLine());
            // It runs on until the signal reaches it, at the latest to its next word.
            import.StandardInput.WriteLine();
        }
        import.Kill();
        import.WaitForExit();
    }

    private static Process Begin(string path, string export) =>
        Process.Start(new ProcessStartInfo(Importer, ["import", path, export]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static string NewestOf(string path)
    {
        using CockpitFile file = CockpitFile.Open(path, FileAccessMode.Read, Anna, Now);
        return file.Read(t => Store.Journal.JournalReader.Newest(t, 1)[0].Type);
    }
}
