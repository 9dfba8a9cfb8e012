using System.Reflection;
using System.Text.RegularExpressions;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xunit;

namespace Cockpit.Store.Tests.Findings;

/// <summary>
/// SQLite itself says how each statement runs that lists or figures of findings really sent: none reads all findings, none sorts them,
/// none skips. Statements are taken down as SQLite starts them, and each query of the project has to be asked here, so a new one is held to it too.
/// </summary>
public sealed partial class FindingPlanTests : IDisposable
{
    private static readonly RiskScore Cell = new(3, 4);

    /// <summary>Every query on findings and risk, by its name.</summary>
    private static readonly Dictionary<string, Action<ReadTransaction, FindingFilter>> Queries = new()
    {
        ["Findings"] = (t, f) =>
        {
            List<FindingSummary> page = t.Findings(f);
            if (page.Count > 0) t.Findings(f with { After = page[^1] });
        },
        ["Finding"] = (t, _) => t.Finding(new FindingId(1)),
        ["Imports"] = (t, _) => t.Imports(10),
        ["CountFindings"] = (t, f) => t.CountFindings(f),
        ["TopHosts"] = (t, f) =>
        {
            t.TopHosts(50);
            t.TopHosts(f, 50);
        },
        ["RiskMatrixOf"] = (t, f) => t.RiskMatrixOf(TempFile.Now, f.Hosts, f.Source),
        ["BurndownOf"] = (t, f) => t.BurndownOf(TempFile.Now, f.Hosts, f.Source),
        ["ScoreMoves"] = (t, _) => t.ScoreMoves(),
        ["MachinesIn"] = (t, _) => t.MachinesIn(Cell),
        ["HostRisks"] = (t, _) => t.HostRisks(),
        ["HostRiskOf"] = (t, _) => t.HostRiskOf(new HostId(1)),
        ["KnownExploitedFindings"] = (t, _) => t.KnownExploitedFindings(),
        ["UnknownMachines"] = (t, _) => t.UnknownMachines(),
    };

    private readonly TempFile folder = new();

    [Fact]
    public void No_query_of_the_risk_screens_reads_or_sorts_all_findings()
    {
        var missing = typeof(RiskQueries).Assembly.GetTypes()
            .Where(c => c is { IsPublic: true, Namespace: "Cockpit.Store.Findings" }).SelectMany(c => c.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(m => m.GetParameters() is [var first, ..] && first.ParameterType == typeof(ReadTransaction)).Select(m => m.Name).Except(Queries.Keys).ToList();
        Assert.True(missing.Count == 0, $"not asked here: {string.Join(", ", missing)}");

        using CockpitFile file = folder.Make();
        RandomFindings known = RandomFindings.Fill(file, 9_000, seed: 11);
        file.Write(t => t.Connection.Execute("ANALYZE"));
        Dictionary<string, string> statements = [];
        raw.sqlite3_trace(file.Connection.Handle, (_, sql) => statements.TryAdd(Values().Replace(sql, "?"), sql), null);
        var random = new Random(4);
        file.Read(t =>
        {
            foreach (FindingFilter filter in Enumerable.Range(0, 250).Select(_ => known.Filter(random)).Append(new FindingFilter()))
            {
                foreach (Action<ReadTransaction, FindingFilter> query in Queries.Values) query(t, filter);
            }
            return 0;
        });
        raw.sqlite3_trace(file.Connection.Handle, (strdelegate_trace?)null, null);

        Assert.True(statements.Count > 60, $"only {statements.Count} statements were taken down");
        Assert.Contains(statements.Values, s => s.Contains("INDEXED BY finding_by_asset", StringComparison.Ordinal));
        Assert.Contains(statements.Values, s => s.Contains("INDEXED BY finding_by_plugin", StringComparison.Ordinal));
        Assert.Contains(statements.Values, s => s.Contains("INDEXED BY finding_by_due", StringComparison.Ordinal));
        Assert.All(statements.Values, sql =>
        {
            Assert.DoesNotContain("OFFSET", sql, StringComparison.OrdinalIgnoreCase);
            foreach (string step in Plan(file, sql)) Assert.True(IsGood(step, sql), $"{step}\n{sql}");
        });
    }

    /// <summary>The check itself finds what it is for.</summary>
    [Theory]
    [InlineData("SELECT id FROM finding f WHERE flags & 1")]
    [InlineData("SELECT asset_id, count(*) FROM finding GROUP BY asset_id, severity")]
    [InlineData("SELECT f.id FROM finding f JOIN plugin p ON p.id = f.plugin_id WHERE f.status <= 2 ORDER BY p.name LIMIT 5")]
    public void A_query_that_reads_or_sorts_all_findings_is_found(string sql)
    {
        using CockpitFile file = folder.Make();
        Assert.Contains(Plan(file, sql), step => !IsGood(step, sql));
    }

    /// <summary>Whole indexes of findings are followed only where a row is taken as it comes and reading ends early.</summary>
    private static bool IsGood(string step, string sql)
    {
        if (!sql.Contains("finding ", StringComparison.Ordinal)) return true;
        if (step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal) || step.Contains("TEMP B-TREE FOR GROUP BY", StringComparison.Ordinal)) return false;
        if (Scan().Match(step) is not { Success: true } scan) return true;
        bool ofFindings = Regex.IsMatch(sql, $@"\bfinding( AS)? {Regex.Escape(scan.Groups["table"].Value)}\b") || scan.Groups["table"].Value == "finding";
        return !ofFindings || Orders().IsMatch(step);
    }

    private static List<string> Plan(CockpitFile file, string sql)
    {
        using SqliteCommand command = file.Connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        using SqliteDataReader reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            string step = reader.GetString(3);
            // What an inner SELECT of limited length yields is read, not the table.
            if (!step.StartsWith("SCAN ", StringComparison.Ordinal) || !steps.Remove($"CO-ROUTINE {step[5..]}")) steps.Add(step);
        }
        return steps;
    }

    public void Dispose() => folder.Dispose();

    [GeneratedRegex(@"'(?:[^']|'')*'|\b\d+\b")]
    private static partial Regex Values();

    [GeneratedRegex(@"^SCAN (?<table>\w+)")]
    private static partial Regex Scan();

    [GeneratedRegex(@"USING (COVERING )?INDEX (finding_by_rank|finding_disputed)\b")]
    private static partial Regex Orders();
}
