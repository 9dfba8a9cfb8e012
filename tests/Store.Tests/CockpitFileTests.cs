using Cockpit.Core.Errors;
using Cockpit.Store.Journal;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Cockpit.Store.Tests;

public sealed class CockpitFileTests : IDisposable
{
    private readonly TempFile temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_new_file_is_private_and_its_first_row_names_its_uuid()
    {
        using CockpitFile file = temp.Make();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(temp.Path));
        var rows = file.Read(t => t.Newest(10));
        Assert.Equal("file.created", Assert.Single(rows).Type);
        Assert.Contains(file.Id.ToString(), System.Text.Encoding.UTF8.GetString(rows[0].Payload.Span), StringComparison.Ordinal);
        Assert.Equal([temp.Path], Directory.GetFiles(Path.GetDirectoryName(temp.Path)!).Where(f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal)));
    }

    /// <summary>A second connection of the process dropped the first one's locks, so the next program to end deleted the log, and what was committed after that was lost.</summary>
    [Fact]
    public void What_is_committed_stays_where_this_process_opened_the_file_twice_and_another_one_closed_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlite3"), "sqlite3 is not installed.");
        using CockpitFile first = temp.Make();
        using (temp.Open()) { }
        Other("CREATE TABLE probe (x); INSERT INTO probe VALUES (2)");
        first.Write(t => t.Connection.Execute("INSERT INTO probe VALUES (3)"));
        Assert.Equal("2,3", Other("SELECT group_concat(x) FROM probe"));

        string Other(string sql)
        {
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/usr/bin/sqlite3", [temp.Path, sql]) { RedirectStandardOutput = true })!;
            string said = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return said;
        }
    }

    [Fact]
    public void A_missing_file_is_named_and_not_made_by_a_reader() => Refused("FILE_MISSING", () => temp.Open(FileAccessMode.Read));

    [Fact]
    public void An_empty_file_is_no_Cockpit_file()
    {
        File.WriteAllBytes(temp.Path, []);
        Refused("FILE_NOT_COCKPIT", () => temp.Open());
        Assert.Equal(0, new FileInfo(temp.Path).Length);
    }

    [Fact]
    public void A_text_file_is_no_Cockpit_file()
    {
        File.WriteAllText(temp.Path, new string('x', 5000));
        Refused("FILE_NOT_COCKPIT", () => temp.Open());
    }

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        using (var other = new SqliteConnection($"Data Source={temp.Path};Pooling=False"))
        {
            other.Open();
            using SqliteCommand make = other.CreateCommand();
            make.CommandText = "CREATE TABLE t (x)";
            make.ExecuteNonQuery();
        }
        byte[] before = File.ReadAllBytes(temp.Path);
        Refused("FILE_NOT_COCKPIT", () => temp.Open());
        Assert.Equal(before, File.ReadAllBytes(temp.Path));
    }

    [Fact]
    public void A_newer_file_is_refused_and_left_as_it_is()
    {
        temp.Make().Dispose();
        Change("PRAGMA user_version = 999");
        Refused("FILE_NEWER", () => temp.Open());
    }

    [Fact]
    public void A_cut_off_file_is_damaged()
    {
        temp.Make().Dispose();
        using (FileStream stream = File.OpenWrite(temp.Path)) stream.SetLength(stream.Length / 2);
        Refused("FILE_DAMAGED", () => temp.Open());
    }

    [Fact]
    public void A_scribbled_file_is_damaged()
    {
        temp.Make().Dispose();
        byte[] bytes = File.ReadAllBytes(temp.Path);
        bytes.AsSpan(100, bytes.Length - 100).Fill(0xA5);
        File.WriteAllBytes(temp.Path, bytes);
        Refused("FILE_DAMAGED", () => temp.Open());
    }

    [Fact]
    public void A_write_that_throws_leaves_nothing()
    {
        using CockpitFile file = temp.Make();
        Assert.Throws<InvalidOperationException>(() => file.Write(t =>
        {
            t.Append("hosts", "host.added", "{}"u8.ToArray(), TempFile.Anna, TempFile.Now);
            throw new InvalidOperationException();
        }));
        Assert.Single(file.Read(t => t.Newest(10)));
    }

    [Fact]
    public void A_file_that_moved_to_another_version_meanwhile_is_not_written()
    {
        using CockpitFile file = temp.Make();
        Change("PRAGMA user_version = 999");
        Refused("FILE_NEWER", () => file.Write(_ => { }));
    }

    [Fact]
    public void A_watch_sees_others_changes_once()
    {
        using CockpitFile file = temp.Make();
        using var watch = new ChangeWatch(temp.Path);
        Assert.False(watch.Changed());
        file.Write(t => t.Append("hosts", "host.added", "{}"u8.ToArray(), TempFile.Anna, TempFile.Now));
        Assert.True(watch.Changed());
        Assert.False(watch.Changed());
    }

    [Fact]
    public void Only_one_holds_the_workers_lock()
    {
        temp.Make().Dispose();
        using (WorkerLock? first = WorkerLock.TryTake(temp.Path))
        {
            Assert.NotNull(first);
            Assert.True(WorkerLock.IsHeld(temp.Path));
            Assert.Null(WorkerLock.TryTake(temp.Path));
        }
        Assert.False(WorkerLock.IsHeld(temp.Path));
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={temp.Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Refused(string code, Action act) => Assert.Equal(code, Assert.Throws<CockpitException>(act).Fault.Code.Name);
}
