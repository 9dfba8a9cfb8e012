using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Core.Risk.Rules;
using Cockpit.Store.Findings;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Risk;

/// <summary>One version of the risk rules.</summary>
/// <param name="At">From when it counts; null for the built-in rules, which always did.</param>
/// <param name="By">Who set it; null for the built-in rules.</param>
public sealed record RulesVersion(int Version, Instant? At, string? By, string Note);

/// <summary>Keeps every version of the risk rules; the newest is in force.</summary>
public static class RulesStore
{
    /// <summary>The version of the built-in rules.</summary>
    public const int BuiltIn = 1;

    private static readonly RulesVersion First = new(BuiltIn, null, null, "built in");

    public static (RulesVersion Version, RiskRules Rules) RulesInForce(this ReadTransaction t) => InForce(t.Connection);

    /// <summary>Null where there never was such a version.</summary>
    public static (RulesVersion Version, RiskRules Rules)? RulesOf(this ReadTransaction t, int version) =>
        version == BuiltIn ? (First, RiskRules.Standard) : One(t.Connection, "WHERE version = $version", ("$version", version));

    /// <summary>Every version, the newest first.</summary>
    public static List<RulesVersion> RulesHistory(this ReadTransaction t) =>
        [.. t.Connection.ReadAll("SELECT version, at_us, by_name, note FROM risk_rules ORDER BY version DESC", Make), First];

    /// <summary>Puts rules in force, and asks for every score to be made anew; what levels are worth counts at once. Returns their version.</summary>
    /// <exception cref="Core.Errors.CockpitException">IMPORT_RUNNING, where levels are worth something else.</exception>
    public static int KeepRules(this WriteTransaction t, RiskRules rules, string note, Actor by, Instant now)
    {
        (RulesVersion before, RiskRules rulesBefore) = InForce(t.Connection);
        int version = before.Version + 1;
        byte[] body = RiskRulesJson.Write(rules);
        t.Connection.Execute("INSERT INTO risk_rules (version, at_us, by_uid, by_name, note, body) VALUES ($version, $at, $uid, $name, $note, $body)",
            ("$version", version), ("$at", JournalHash.Microseconds(now)), ("$uid", by.Uid), ("$name", by.Name), ("$note", note), ("$body", body));
        byte[] payload = AuditPayload.Write(by, json =>
        {
            json.WriteNumber("version", version);
            json.WriteString("note", note);
            json.WriteString("sha256", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)));
        });
        t.Append("risk", "risk.rulesSet", payload, by, now);
        ScoringState.Want(t.Connection);
        if (rules.Points != rulesBefore.Points) MachinePoints.MakeAnew(t, rules.Points);
        return version;
    }

    internal static (RulesVersion Version, RiskRules Rules) InForce(SqliteConnection connection) => One(connection, "ORDER BY version DESC LIMIT 1") ?? (First, RiskRules.Standard);

    private static (RulesVersion, RiskRules)? One(SqliteConnection connection, string which, params ReadOnlySpan<(string, object?)> values)
    {
        (RulesVersion, byte[])? row = null;
        connection.ReadOne($"SELECT version, at_us, by_name, note, body FROM risk_rules {which}", r => row = (Make(r), r.GetFieldValue<byte[]>(4)), values);
        return row is { } found ? (found.Item1, RiskRulesJson.Read(found.Item2)) : null;
    }

    private static RulesVersion Make(SqliteDataReader r) => new(r.GetInt32(0), JournalHash.FromMicroseconds(r.GetInt64(1)), r.GetString(2), r.GetString(3));
}
