using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Risk;

/// <summary>Whether the stored scores are those that the rules and feeds of now make, or how far that is.</summary>
/// <param name="RulesVersion">Which rules made the scores that are not reached yet.</param>
/// <param name="Percent">How many of the findings were looked at; 100 when all were.</param>
public sealed record ScoringProgress(bool Done, int RulesVersion, int Percent);

/// <summary>Notes which state of rules and feeds the stored scores were made with.</summary>
public static class ScoringState
{
    /// <summary>How far it is, for screens.</summary>
    public static ScoringProgress ScoringProgress(this ReadTransaction t)
    {
        Row row = Read(t.Connection);
        if (row.Done == row.Wanted) return new ScoringProgress(true, row.RulesVersion, 100);
        long last = t.Connection.Scalar<long>("SELECT coalesce(max(id), 0) FROM finding");
        return new ScoringProgress(false, row.RulesVersion, last == 0 ? 0 : (int)Math.Min(99, row.Reached * 100 / last));
    }

    internal readonly record struct Row(long Wanted, long Done, long Reached, int RulesVersion, long Moved);

    internal static Row Read(SqliteConnection connection)
    {
        Row row = default;
        connection.ReadOne("SELECT wanted, done, reached, rules_version, moved FROM risk_scoring", r => row = new Row(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt32(3), r.GetInt64(4)));
        return row;
    }

    /// <summary>Rules or feeds say something else now: all scores are to be looked at anew, from the beginning.</summary>
    internal static void Want(SqliteConnection connection) => connection.Execute("UPDATE risk_scoring SET wanted = wanted + 1, reached = 0");

    internal static void Reach(SqliteConnection connection, long finding, int moved) =>
        connection.Execute("UPDATE risk_scoring SET reached = $reached, moved = moved + $moved", ("$reached", finding), ("$moved", moved));

    /// <summary>All were looked at. What moved stands in the journal, which tells screens to read anew.</summary>
    internal static void Finish(WriteTransaction t, int rulesVersion, Actor by, Instant now)
    {
        Row row = Read(t.Connection);
        t.Connection.Execute("UPDATE risk_scoring SET done = wanted, reached = 0, moved = 0, rules_version = $version", ("$version", rulesVersion));
        if (row.Moved == 0) return;
        byte[] payload = AuditPayload.Write(by, json =>
        {
            json.WriteNumber("moved", row.Moved);
            json.WriteNumber("rulesVersion", rulesVersion);
        });
        t.Append("findings", "findings.rescored", payload, by, now);
    }
}
