using Cockpit.Core.Journal;
using Cockpit.Store.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xunit;

namespace Cockpit.Store.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly TempFile temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Appended_rows_make_a_chain_that_holds()
    {
        using CockpitFile file = Filled(20);
        ChainCheck check = file.Read(t => t.CheckChain());
        Assert.Null(check.FirstBadSeq);
        Assert.Equal(21, check.Events);
        Assert.Equal(file.Read(t => t.Newest(1))[0].Hash.ToArray(), check.Head.ToArray());
    }

    [Theory]
    [InlineData("UPDATE journal SET payload = x'7b7d' WHERE seq = 7", 7)]
    [InlineData("UPDATE journal SET actor_uid = 0 WHERE seq = 9", 9)]
    [InlineData("UPDATE journal SET login_uid = NULL WHERE seq = 9", 9)]
    [InlineData("UPDATE journal SET at_us = at_us + 1 WHERE seq = 2", 2)]
    [InlineData("UPDATE journal SET type = 'host.removed' WHERE seq = 3", 3)]
    [InlineData("UPDATE journal SET stream = 'fleet' WHERE seq = 4", 4)]
    [InlineData("DELETE FROM journal WHERE seq = 5", 5)]
    public void One_changed_or_missing_row_is_found(string tampering, long firstBad)
    {
        Filled(20).Dispose();
        using (var connection = new SqliteConnection($"Data Source={temp.Path};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_cut";
            command.ExecuteNonQuery();
            command.CommandText = tampering;
            Assert.Equal(1, command.ExecuteNonQuery());
        }
        using CockpitFile file = temp.Open();
        Assert.Equal(firstBad, file.Read(t => t.CheckChain()).FirstBadSeq);
    }

    [Fact]
    public void The_file_itself_refuses_to_change_or_cut_a_row()
    {
        Filled(3).Dispose();
        using var connection = new SqliteConnection($"Data Source={temp.Path};Pooling=False");
        connection.Open();
        foreach (string sql in (string[])["UPDATE journal SET type = 'x'", "DELETE FROM journal"])
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Contains("append-only", Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_stream_reads_from_where_one_left_off()
    {
        using CockpitFile file = Filled(20);
        var rows = file.Read(t => t.Stream("scans", afterStreamSeq: 4));
        Assert.Equal([5, 6, 7, 8, 9, 10], rows.Select(r => r.StreamSeq));
    }

    private CockpitFile Filled(int rows)
    {
        CockpitFile file = temp.Make();
        for (int i = 0; i < rows; i++)
        {
            file.Write(t => t.Append(i % 2 == 0 ? "hosts" : "scans", "host.added", AuditPayload.Write(TempFile.Anna, json => json.WriteNumber("i", i)), TempFile.Anna, TempFile.Now + Duration.FromSeconds(i)));
        }
        return file;
    }
}
