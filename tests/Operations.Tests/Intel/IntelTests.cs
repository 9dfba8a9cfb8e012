using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using Cockpit.Core.Risk.Rules;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Intel;
using Cockpit.Operations.Risk;
using Cockpit.Operations.Status;
using Cockpit.Operations.Tests.Findings;
using Cockpit.Store.Risk;
using NodaTime;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Intel;

public sealed class IntelTests : IDisposable
{
    private readonly FindingsFile db = new();
    private readonly Clock clock = new();
    private readonly Session session;
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-intel-").FullName;

    public IntelTests() => session = new Session(db.File.Path, Anna, clock);

    public void Dispose()
    {
        Assert.Null(db.WrongFigures());
        Assert.Null(WrongDue());
        db.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A machine whose kept earliest due date is not that of its findings.</summary>
    private string? WrongDue()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={db.File.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key FROM asset WHERE due_at_us IS NOT (SELECT min(due_at_us) FROM finding f WHERE f.asset_id = asset.id AND f.status <= 2)";
        return (string?)command.ExecuteScalar();
    }

    private IntelImportResult Feed(IntelKind kind, string text, bool older = false)
    {
        string path = Path.Combine(folder, $"{IntelKinds.Word(kind)}.csv");
        File.WriteAllText(path, text);
        return ImportIntel.Run(session, new IntelImportWish(kind, path, older));
    }

    private static string Kev(string added, params string[] cves) =>
        "cveID,vulnerabilityName,dateAdded,dueDate,knownRansomwareCampaignUse\n" + string.Concat(cves.Select(c => $"{c},A name,{added},2026-10-23,Known\n"));

    private static string Epss(string day, params (string Cve, string Score)[] rows) =>
        $"#model_version:v2026.01.01,score_date:{day}T00:00:00+0000\ncve,epss,percentile\n" + string.Concat(rows.Select(r => $"{r.Cve},{r.Score},0.5\n"));

    private static string Ssvc(params string[] rows) => "CVE,Exploitation,Automatable,Technical Impact,Timestamp\n" + string.Concat(rows.Select(r => $"{r},2026-10-15T00:00:00Z\n"));

    private FindingLine Line(long plugin) => Assert.Single(ListFindings.Run(session, new FindingWish(Limit: 100)).Findings, f => f.PluginId == plugin);

    private void Rules(Action<System.Text.Json.Nodes.JsonNode> change, CancellationToken? cancel = null)
    {
        System.Text.Json.Nodes.JsonNode json = System.Text.Json.Nodes.JsonNode.Parse(RiskRulesJson.Write(RiskRules.Standard))!;
        change(json);
        string path = Path.Combine(folder, "rules.json");
        File.WriteAllText(path, json.ToJsonString());
        SetRules.Run(session, path, "tried", dryRun: false, cancel ?? CancellationToken.None);
    }

    [Fact]
    public void A_feed_moves_the_scores_and_each_says_from_when_it_is()
    {
        db.AddHost("web-01", criticality: 4);
        db.Import(Row(1, "web-01", cve: "CVE-2026-1001", epss: "0.02"), Row(2, "web-01", cve: "CVE-2026-1002"));
        Assert.Equal((3, false), (Line(1).Risk.Likelihood, Line(1).KnownExploited));
        Feed(IntelKind.Kev, Kev("2026-10-05", "CVE-2026-1001"));
        Feed(IntelKind.Epss, Epss("2026-10-19", ("CVE-2026-1001", "0.6"), ("CVE-2026-1002", "0.2")));
        FindingLine one = Line(1);
        Assert.Equal((5, true, 0.6), (one.Risk.Likelihood, one.KnownExploited, one.Epss));
        RiskFactor kev = Assert.Single(one.Risk.Factors, f => f.Name == "known-exploited"), epss = Assert.Single(one.Risk.Factors, f => f.Name == "epss-5");
        Assert.Equal(("CISA KEV", Instant.FromUtc(2026, 10, 5, 0, 0), true), (kev.Source, kev.AsOf, kev.Stale));
        Assert.Equal(("EPSS", Instant.FromUtc(2026, 10, 19, 0, 0), false), (epss.Source, epss.AsOf, epss.Stale));
        Assert.Contains(one.Risk.Factors, f => f.Name == "epss-scanner" && f.Value == "0.02" && f.Source == "Nessus");
        Assert.Equal((DueBy.KnownExploited, Instant.FromUtc(2026, 10, 23, 23, 59, 59), "dueSoon"), (one.DueBy, one.DueAt, one.SlaStatus));
        Assert.Equal(4, Line(2).Risk.Likelihood);
        StatusReport status = ReadStatus.Run(session);
        Assert.Equal((1, 20 * 3600 + 41 * 60 + 86400), (status.Risk.Kev, status.Ages.Epss));
        Assert.Contains(status.Needs, n => n.Kind == "intel" && n.Subject == "kev");
        Assert.Contains("intel.imported", db.Journal());
        Assert.Contains("findings.rescored", db.Journal());
    }

    [Fact]
    public void What_a_later_feed_lacks_is_taken_back()
    {
        db.Import(Row(1, "web-01", cve: "CVE-2026-1001"));
        Feed(IntelKind.Kev, Kev("2026-10-05", "CVE-2026-1001", "CVE-2020-0001"));
        Assert.Equal(5, Line(1).Risk.Likelihood);
        Assert.Equal(1, Feed(IntelKind.Kev, Kev("2026-10-05", "CVE-2020-0001")).Changed);
        Assert.Equal((3, false), (Line(1).Risk.Likelihood, Line(1).KnownExploited));
        Assert.Equal(0, Feed(IntelKind.Kev, Kev("2026-10-05", "CVE-2020-0001")).Changed);
    }

    [Fact]
    public void What_is_imported_after_the_feeds_is_scored_right_the_first_time()
    {
        Feed(IntelKind.Kev, Kev("2026-10-05", "CVE-2026-1001"));
        Feed(IntelKind.Ssvc, Ssvc("CVE-2026-1002,active,yes,total", "CVE-2026-1003,none,no,partial"));
        db.Import(Row(1, "web-01", cve: "CVE-2026-1001"), Row(2, "web-01", cve: "CVE-2026-1002"), Row(3, "web-01", cve: "CVE-2026-1003"));
        Assert.Equal([5, 5, 3], new long[] { 1, 2, 3 }.Select(p => Line(p).Risk.Likelihood));
        Assert.Contains(Line(2).Risk.Factors, f => f.Name == "active-attack" && f.Source == "CISA SSVC");
        string before = db.Dump();
        Assert.True(Rescore.Run(session, CancellationToken.None).Done);
        Rules(j => j["dueSoonDays"] = 5); // Asks for every score anew, and changes none.
        Assert.Equal(before, db.Dump());
    }

    [Fact]
    public void An_older_feed_is_refused_unless_that_is_wanted()
    {
        Feed(IntelKind.Epss, Epss("2026-10-19", ("CVE-2026-1001", "0.6")));
        Fault fault = Assert.Throws<CockpitException>(() => Feed(IntelKind.Epss, Epss("2026-10-01", ("CVE-2026-1001", "0.1"), ("CVE-2026-1002", "0.1")))).Fault;
        Assert.Equal("INTEL_OLDER", fault.Code.Name);
        Assert.Contains("is of 2026-10-01; what is known of epss is of 2026-10-19", fault.What, StringComparison.Ordinal);
        Assert.Contains("replace 1 entry by 2", fault.What, StringComparison.Ordinal);
        Assert.Equal(Instant.FromUtc(2026, 10, 19, 0, 0), Feed(IntelKind.Epss, Epss("2026-10-01", ("CVE-2026-1001", "0.1")), older: true).Replaced);
        FeedStanding epss = Assert.Single(ReadIntel.Run(session).Feeds, f => f.Feed == "epss");
        Assert.Equal((true, 7, 1L), (epss.Stale, epss.LimitDays, epss.Entries!.Value));
        Assert.Throws<CockpitException>(() => Feed(IntelKind.Epss, Epss("2027-10-01", ("CVE-2026-1001", "0.1"))));
    }

    [Fact]
    public void Beside_a_worker_the_forecasts_come_in_parts_and_count_all_at_once()
    {
        db.Import(Row(1, "web-01", cve: "CVE-2026-1001"), Row(2, "web-01", cve: "CVE-2026-1002"));
        Feed(IntelKind.Epss, Epss("2026-10-18", ("CVE-2026-1001", "0.6"), ("CVE-2026-1003", "0.1")));
        var me = new Store.WorkerIdentity(Guid.NewGuid().ToString(), "here", "m", "b", Environment.ProcessId, 1);
        Store.SqliteLease lease = Store.SqliteLease.Take(db.File, me, Anna, Now, (_, _) => true, null);
        EpssScores half = Scanner.Epss.EpssReader.Read(Encoding.UTF8.GetBytes(Epss("2026-10-19", ("CVE-2026-1001", "0.3"), ("CVE-2026-1002", "0.2"))));
        Assert.Equal(3, Store.Intel.EpssStage.Fill(db.File, half, new string('a', 64), () => { }));
        // It ended there: nothing counts yet, and nothing is in the way of the next one.
        Assert.Equal(0.6, Line(1).Epss);
        IntelImportResult result = Feed(IntelKind.Epss, Epss("2026-10-19", ("CVE-2026-1001", "0.2"), ("CVE-2026-1002", "0.2")));
        Assert.Equal((2L, 3L), (result.Entries, result.Changed));
        Assert.Equal([0.2, 0.2], new long[] { 1, 2 }.Select(p => Line(p).Epss!.Value));
        Assert.Equal(0, Feed(IntelKind.Epss, Epss("2026-10-19", ("CVE-2026-1001", "0.2"), ("CVE-2026-1002", "0.2"))).Changed);
        lease.Release(Now);
        Assert.Equal(1, Feed(IntelKind.Epss, Epss("2026-10-20", ("CVE-2026-1001", "0.2"))).Changed);
    }

    [Fact]
    public void Rules_are_versions_and_every_score_follows_them()
    {
        db.AddHost("web-01", criticality: 3, exposure: Exposure.Internet);
        db.Import(Row(1, "web-01", cve: "CVE-2026-1001", epss: "0.2"), Row(2, "web-01", risk: "Low", cvss: "2.0"));
        Assert.Equal(5, Line(1).Risk.Likelihood);
        Rules(j => j["exposure"]!["internet"] = 0);
        Assert.Equal((4, 2), (Line(1).Risk.Likelihood, Line(1).Risk.RulesVersion));
        Rules(j => j["slaDays"]!["high"] = 20);
        Assert.Equal([3, 2, 1], ShowRules.History(session).Versions.Select(v => v.Version));
        Assert.Equal(0, ShowRules.Run(session, 2).Rules.Exposure.Internet);
        Assert.Equal("RISK_RULES_UNKNOWN", Assert.Throws<CockpitException>(() => ShowRules.Run(session, 9)).Fault.Code.Name);
        RulesChange reset = SetRules.Reset(session, dryRun: false, CancellationToken.None);
        Assert.Equal((4, true), (reset.Version, reset.Scored));
        Assert.Equal(5, Line(1).Risk.Likelihood);
        Assert.Equal(3, db.Journal().Count(j => j == "risk.rulesSet"));
    }

    [Fact]
    public void A_dry_run_says_what_would_move_and_moves_nothing()
    {
        db.Import(Row(1, "web-01", cve: "CVE-2026-1001", epss: "0.6", cvss: "9.8"), Row(2, "web-01", risk: "Low", cvss: "2.0"));
        string path = Path.Combine(folder, "rules.json"), before = db.Dump();
        RiskLevel was = Line(1).Risk.Level;
        File.WriteAllText(path, Encoding.UTF8.GetString(RiskRulesJson.Write(RiskRules.Standard)).Replace("\"atLeast\": 0.5", "\"atLeast\": 0.7", StringComparison.Ordinal).Replace("\"defaultCriticality\": 3", "\"defaultCriticality\": 5", StringComparison.Ordinal));
        RulesChange change = SetRules.Run(session, path, null, dryRun: true, CancellationToken.None);
        Assert.Equal((null, true), (change.Version, change.DryRun));
        Assert.Contains(change.Moves, m => m.From == was && m.To == RiskLevel.VeryHigh && m.Findings == 1);
        Assert.Equal(before, db.Dump());
        Assert.Single(ShowRules.History(session).Versions);
    }

    [Fact]
    public void What_stopped_between_two_transactions_goes_on_where_it_was()
    {
        db.AddHost("web-01", exposure: Exposure.Internet);
        db.Import(Enumerable.Range(1, 3_000).Select(i => Row(i, i % 2 == 0 ? "web-01" : $"other-{i % 40}", epss: "0.2")));
        Assert.Equal((1_500, 1_500), (Likelihoods(5), Likelihoods(4)));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Rules(j => j["exposure"]!["internet"] = 0, stopped.Token);

        // The first transaction was written, and then the program ended.
        RescoreResult progress = ReadIntel.Run(session).Scoring;
        Assert.Equal((false, 1), (progress.Done, progress.RulesVersion));
        Assert.InRange(Likelihoods(5), 1, 1_499);
        Assert.Null(db.WrongFigures());
        Assert.Contains(ReadStatus.Run(session).Needs, n => n.Kind == "scoring");

        // Whoever comes next goes on from there.
        Assert.False(Rescoring.Some(db.File, Anna, Now));
        Assert.True(Rescore.Run(session, CancellationToken.None).Done);
        Assert.Equal((0, 3_000), (Likelihoods(5), Likelihoods(4)));
        Assert.Equal(new RescoreResult(true, 2, 100), ReadIntel.Run(session).Scoring);
        Assert.Single(db.Journal(), j => j == "findings.rescored");
    }

    private int Likelihoods(int level) => db.List(new Store.Findings.FindingFilter(Limit: 10_000)).Count(f => f.Risk.Likelihood == level);

    [Fact]
    public void A_host_whose_finding_is_past_its_date_is_breached_until_the_finding_is_gone()
    {
        db.AddHost("web-01");
        db.Import(Covered("web-01", 1), Row(1, "web-01", cve: "CVE-2026-1001", epss: "0.6", cvss: "9.8"));
        Assert.NotNull(Assert.Single(ListHosts.Run(session, Core.Scopes.Scope.Everything).Hosts).DueAt);
        clock.At += Duration.FromDays(400);
        Assert.Equal("breached", Line(1).SlaStatus);
        db.Import(Nessus(Covered("web-01", 2)), now: clock.At);
        Assert.Null(Assert.Single(ListHosts.Run(session, Core.Scopes.Scope.Everything).Hosts).DueAt);
    }

    private sealed class Clock : IClock
    {
        public Instant At { get; set; } = Now;

        public Instant GetCurrentInstant() => At;
    }
}
