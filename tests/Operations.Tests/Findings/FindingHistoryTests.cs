using Cockpit.Core.Findings;
using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Acceptance;
using NodaTime;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>Months of random imports, checked after each one against what a person would say.</summary>
public sealed class FindingHistoryTests
{
    private static readonly string[] Machines = ["web-01", "web-01.example.test", "10.0.0.1", "db-01", "stranger"];

    [Fact]
    public void Whatever_is_imported_the_rules_of_a_findings_life_hold()
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            using var db = new FindingsFile();
            int day = 2;
            for (int step = 0; step < 12; step++)
            {
                if (random.Next(6) == 0 && step > 0) AddHost(db, random);
                if (random.Next(3) == 0) Decide(db, random);
                day = Math.Min(30, day + random.Next(3));
                int fileDay = random.Next(5) == 0 ? Math.Max(1, day - random.Next(10)) : day;
                string[] rows = Rows(random, fileDay);
                Dictionary<(string, long, int), FindingSummary> before = All(db);
                Instant now = Instant.FromUtc(2026, 11, 1, 0, 0) + Duration.FromHours(step);
                byte[] file = Nessus(rows);
                ImportReport report = db.Import(file, now: now);
                Dictionary<(string, long, int), FindingSummary> after = All(db);
                string where = $"seed {seed}, step {step}";

                Assert.True(db.WrongFigures() is null, $"{where}: {db.WrongFigures()}");
                Assert.True(report.Findings == report.New + report.Updated + report.Unchanged + report.Reopened + report.Outdated, where);
                Assert.True(after.Count == before.Count + report.New, where);
                Assert.True(after.Values.Count(f => f.Status == FindingStatus.Closed) == before.Values.Count(f => f.Status == FindingStatus.Closed) + report.Closed - report.Reopened, where);
                foreach (var (key, was) in before)
                {
                    FindingSummary @is = after[key];
                    Assert.True(@is.Id == was.Id && @is.FirstSeenAt == was.FirstSeenAt, where);
                    bool closedNow = was.Status != FindingStatus.Closed && @is.Status == FindingStatus.Closed;
                    Assert.True(was.Status != FindingStatus.Accepted || @is.Status is FindingStatus.Accepted or FindingStatus.Closed || report.Notes.Any(n => n.Contains("got worse", StringComparison.Ordinal)), where);
                    Assert.True(!closedNow || Labels(key.Item1).Any(l => rows.Any(r => r.StartsWith($"19506,,,None,{l},", StringComparison.Ordinal))), $"{where}: {key} was closed without proof");
                }

                string dump = db.Dump();
                ImportReport again = db.Import(file, now: now);
                Assert.True(again.SameFile && again.New + again.Updated + again.Closed + again.Reopened == 0 && dump == db.Dump(), where);
            }
        }
    }

    /// <summary>A person takes a risk on, or ends that.</summary>
    private static void Decide(FindingsFile db, Random random)
    {
        FindingSummary[] all = [.. All(db).Values.Where(f => f.Status != FindingStatus.Closed).OrderBy(f => f.Id.Value)];
        if (all.Length == 0) return;
        FindingSummary one = all[random.Next(all.Length)];
        db.File.Write(t =>
        {
            if (one.Status == FindingStatus.Accepted) t.EndAcceptance([one.Id], "again", Anna, Now);
            else t.Accept([one.Id], Now + Duration.FromDays(90), "borne", null, Anna, Now);
        });
    }

    /// <summary>What the scanner may call a host that we know by this name.</summary>
    private static string[] Labels(string host) => host == "web-01" ? ["web-01", "web-01.example.test", "10.0.0.1"] : [host];

    private static string[] Rows(Random random, int day)
    {
        List<string> rows = [];
        foreach (string machine in Machines.Where(_ => random.Next(3) > 0))
        {
            if (random.Next(3) > 0) rows.Add(Covered(machine, day, credentialed: random.Next(4) > 0, scan: random.Next(5) == 0 ? "other" : "weekly"));
            for (int plugin = 1; plugin <= 6; plugin++)
            {
                if (random.Next(2) == 0) rows.Add(Row(plugin, machine, plugin % 2 * 443, risk: random.Next(8) == 0 ? "Critical" : "Medium", cvss: "5.0", output: $"o{random.Next(3)}"));
            }
        }
        if (rows.Count == 0) rows.Add(Row(1, "web-01"));
        return [.. rows.OrderBy(_ => random.Next())];
    }

    private static void AddHost(FindingsFile db, Random random)
    {
        (string name, string address) = random.Next(2) == 0 ? ("web-01", "10.0.0.1") : ("db-01", "10.0.0.2");
        if (db.File.Read(t => Store.Hosts.HostStore.FindHost(t, name)) is null) db.AddHost(name, address, criticality: random.Next(1, 6));
    }

    private static Dictionary<(string, long, int), FindingSummary> All(FindingsFile db) =>
        new FindingStatus?[] { null, FindingStatus.Accepted, FindingStatus.Closed }.SelectMany(s => db.List(new FindingFilter(Status: s, Limit: 1000))).ToDictionary(f => (f.Host, f.PluginId, f.Port));
}
