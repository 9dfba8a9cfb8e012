using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Core.Risk.Rules;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Operations.Updates;
using Cockpit.Store.Findings.Slices;
using static Cockpit.Operations.Tests.Findings.AlignmentFile;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>What each level is worth is a rule like the others: set anew, every sum follows at once, and no finding moves.</summary>
public sealed class LevelPointsTests : IDisposable
{
    private static readonly LevelPoints Other = new(VeryHigh: 100, High: 40, Moderate: 7, Low: 3, VeryLow: 1);

    private readonly AlignmentFile db = new();
    private readonly string rules = Path.GetTempFileName();

    public LevelPointsTests()
    {
        db.Findings.AddHost("web-01", criticality: 5);
        db.Findings.AddHost("web-02");
        foreach (string host in (string[])["web-01", "web-02"]) db.Scan(host, ["openssl 3.0.17-1", "curl 7.88-1"], ["openssl 3.0.17-1 > 3.0.18-1", "curl 7.88-1 > 7.88-2"]);
        db.Import(
            Wants(1, "web-01", "openssl 3.0.18-1", "Critical", cvss: "9.8"), Wants(2, "web-01", "curl 7.88-2", "Medium", cvss: "5.0"), Wants(1, "web-02", "openssl 3.0.18-1", "Critical", cvss: "9.8"),
            Row(3, "web-02", risk: "Low", cvss: "2.0"), Row(4, "web-02", risk: "None", cvss: ""), Row(5, "stranger", risk: "High"));
        File.WriteAllBytes(rules, RiskRulesJson.Write(RiskRules.Standard with { Points = Other }));
    }

    public void Dispose()
    {
        db.Dispose();
        File.Delete(rules);
    }

    [Fact]
    public void Every_sum_follows_and_comes_back()
    {
        (string findings, string kept, string told) before = (db.Findings.Dump(), db.Kept(), Told());
        RulesChange tried = SetRules.Run(db.Session, rules, null, dryRun: true, Cancellation);
        Assert.Empty(tried.Moves);
        Assert.Equal(before, (db.Findings.Dump(), db.Kept(), Told()));

        Assert.True(SetRules.Run(db.Session, rules, "tried", dryRun: false, Cancellation).Scored);
        Assert.NotEqual(before.kept, db.Kept());
        Assert.Null(db.Findings.WrongFigures());
        Assert.Null(db.Wrong());
        long points = ReadMatrix.Run(db.Session).Points;
        Assert.Equal((ListFindings.Run(db.Session, new FindingWish()).Findings.Sum(f => (long)f.Risk.Score), ReadBurndown.Run(db.Session, new RiskWish()).Days[^1].Points), (points, points));
        Assert.All(ListFindings.Run(db.Session, new FindingWish()).Findings, f => Assert.Equal(Other.Of(f.Risk.Level), f.Risk.Score));
        Assert.Equal((ReadMatrix.Run(db.Session).Points, tried.PointsAfter), (points, points));
        Assert.Equal(points, ReadTop.Run(db.Session, 10).Hosts.Sum(h => h.Points));
        // By the kept cells, and finding by finding.
        Assert.Equal(points, ReadTop.Run(db.Session, new FindingWish { Source = FindingSource.Nessus }, 10).Hosts.Sum(h => h.Points));
        Assert.Equal(points - ReadTop.Run(db.Session, new FindingWish { Text = "plugin" }, 10).Hosts.Sum(h => h.Points), ReadTop.Run(db.Session, new FindingWish { Text = "debian" }, 10).Hosts.Sum(h => h.Points));
        Assert.Equal(ListUpdates.Run(db.Session, null, false, 10).Updates.Sum(u => u.Points), ListFindings.Run(db.Session, new FindingWish { Text = "debian" }).Findings.Sum(f => (long)f.Risk.Score));

        // An import afterwards counts by them as well.
        db.Import(Row(6, "web-01", risk: "Critical", cvss: "9.9"), Row(5, "stranger", risk: "High"));
        Assert.Null(db.Findings.WrongFigures());
        Assert.Null(db.Wrong());

        Assert.True(SetRules.Reset(db.Session, dryRun: false, Cancellation).Scored);
        Assert.Null(db.Findings.WrongFigures());
        Assert.Null(db.Wrong());
        Assert.Equal(ListFindings.Run(db.Session, new FindingWish()).Findings.Sum(f => (long)LevelPoints.Standard.Of(f.Risk.Level)), ReadMatrix.Run(db.Session).Points);
    }

    [Fact]
    public void A_dry_run_tells_the_points_of_both()
    {
        RulesChange tried = SetRules.Run(db.Session, rules, null, dryRun: true, Cancellation);
        Assert.Equal(ReadMatrix.Run(db.Session).Points, tried.PointsBefore);
        Assert.True(tried.PointsAfter > tried.PointsBefore);
    }

    [Fact]
    public void While_an_import_runs_in_slices_they_cannot_be_changed()
    {
        using ImportLock running = ImportLock.TryTake(db.Findings.File.Path)!;
        db.Execute("UPDATE finding_import SET state = 1, permille = 500, new_after = '{}' WHERE id = (SELECT max(id) FROM finding_import)");
        string told = Told();
        Assert.Equal("IMPORT_RUNNING", Assert.Throws<CockpitException>(() => SetRules.Run(db.Session, rules, null, dryRun: false, Cancellation)).Fault.Code.Name);
        Assert.Equal(told, Told());
        Assert.Single(ShowRules.History(db.Session).Versions);
        db.Execute("UPDATE finding_import SET state = 0, new_after = NULL");
        Assert.True(SetRules.Run(db.Session, rules, null, dryRun: false, Cancellation).Scored);
        Assert.Null(db.Findings.WrongFigures());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Told() => $"{ReadMatrix.Run(db.Session).Points} {string.Join(' ', ReadTop.Run(db.Session, 10).Hosts)} {string.Join(' ', ListUpdates.Run(db.Session, null, false, 10).Updates)}";
}
