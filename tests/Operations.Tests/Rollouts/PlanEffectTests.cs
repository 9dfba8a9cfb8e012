using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Scans;
using Cockpit.Operations.Updates;
using Cockpit.Scanner.Csv;
using NodaTime;

namespace Cockpit.Operations.Tests.Rollouts;

public sealed class PlanEffectTests
{
    private static PlannedRollout Plan(DemoFile demo, string scope, bool security = true, string? cve = null) => PlanRollout.Run(
        demo.Session, new PlanWish(Scope.Parse(scope), security, "always", RebootSetting.Never, PlanLimits.Default, null) { Cve = cve is null ? null : CveId.TryParse(cve) }, null, TestContext.Current.CancellationToken);

    private static List<FindingLine> Open(DemoFile demo) => [.. ListFindings.Run(demo.Session, new FindingWish(Limit: 10_000)).Findings];

    [Fact]
    public void A_plan_says_what_it_closes_and_the_rollout_what_it_did_once_a_scanner_confirmed()
    {
        using var demo = new DemoFile();
        PlannedRollout plan = ShowRollout.Plan(demo.Session, demo.Id);
        Assert.True(plan.ClosesFindings > 0);

        // The same, counted by hand from the lists that people see.
        var brings = plan.Rings.SelectMany(r => r.Hosts).ToDictionary(h => h.Name, h => h.Updates.Select(u => (u.Name, u.To)).Concat(h.AlsoChanged.Select(c => (c.Name, c.To ?? ""))).ToHashSet());
        List<FindingLine> closes = [.. Open(demo).Where(f => f.FixState is FixState.Whole && brings.TryGetValue(f.Host, out var there) && f.Fixes.All(x => there.Contains((x.Package, x.To))))];
        Assert.Equal((closes.Count, closes.Sum(f => f.Risk.Score)), (plan.ClosesFindings, plan.RiskRemoved));
        Assert.Null(ShowRollout.Effect(demo.Session, demo.Id));
        string hash = plan.Hash;

        demo.Start();
        demo.Work();
        Assert.Equal(RolloutPhase.Completed, demo.View.State);
        Assert.Equal(hash, demo.View.Hash);
        Assert.Equal(new RolloutEffect(closes.Count, closes.Sum(f => f.Risk.Score), 0, 0, closes.Count, 0), ShowRollout.Effect(demo.Session, demo.Id));
        Assert.Equal(closes.Count, ShowRollout.Plan(demo.Session, demo.Id).ClosesFindings);

        // Installed by the rollout, so pending no more: nothing else would fix it, and only a scan can confirm it.
        AlignHosts.RunDue(demo.Session, TestContext.Current.CancellationToken);
        FindingLine patched = Open(demo).First(f => f.Id == closes[0].Id);
        Assert.Equal(FixState.Installed, patched.FixState);
        Assert.StartsWith($"{demo.Id} installed ", patched.FixReason, StringComparison.Ordinal);
        Assert.DoesNotContain(ListUpdates.Run(demo.Session, Scope.Parse($"name = \"{patched.Host}\""), security: true, 100).Updates, u => closes[0].Fixes[0].Package == u.Update);

        // A scan of ours sees what is installed, and closes what our own scans found; the scanner's next export without them closes the scanner's.
        RunScan.Run(demo.Session, new ScanRequest([patched.Host], Scope.Everything, 4, Duration.FromSeconds(60)), null, TestContext.Current.CancellationToken);
        Assert.Equal(FixState.Installed, Open(demo).First(f => f.Id == patched.Id).FixState);
        Rescanned(demo, patched.Host);
        RolloutEffect effect = ShowRollout.Effect(demo.Session, demo.Id)!;
        int confirmed = closes.Count(f => f.Host == patched.Host && f.Source is FindingSource.Nessus or FindingSource.Inventory);
        Assert.True(confirmed > 0);
        Assert.Equal((confirmed, closes.Count - confirmed), (effect.Closed, effect.AwaitingScanner));
    }

    [Fact]
    public void A_plan_for_a_CVE_has_the_hosts_that_have_it_and_only_what_fixes_it()
    {
        using var demo = new DemoFile();
        var byCve = Open(demo).Where(f => f.FixState is FixState.Whole && f.Cves.Count > 0).SelectMany(f => f.Cves.Select(c => (Cve: c, Finding: f))).GroupBy(p => p.Cve).OrderByDescending(g => g.Count()).First();
        PlannedRollout plan = Plan(demo, "transport = simulated", security: false, byCve.Key);
        var open = Open(demo).Where(f => f.Cves.Contains(byCve.Key)).ToLookup(f => f.Host);
        Assert.NotEmpty(plan.Rings.SelectMany(r => r.Hosts));
        Assert.All(plan.Rings.SelectMany(r => r.Hosts), h =>
        {
            Assert.NotEmpty(open[h.Name]);
            Assert.All(h.Updates, u => Assert.Contains(open[h.Name].SelectMany(f => f.Fixes), x => (x.Package, x.To) == (u.Name, u.To)));
        });
        Assert.All(open.Select(o => o.Key), name => Assert.Contains(name, plan.Rings.SelectMany(r => r.Hosts.Select(h => h.Name)).Concat(plan.Excluded.Select(e => e.Host))));
        Assert.All(plan.Excluded, e => Assert.NotEmpty(open[e.Host]));
        Assert.Contains($"cve = {byCve.Key}", plan.Scope, StringComparison.Ordinal);
        Assert.True(plan.ClosesFindings >= plan.Hosts);
    }

    [Fact]
    public void A_host_on_which_nothing_fixes_the_CVE_is_left_out_by_name()
    {
        using var demo = new DemoFile();
        string host = demo.Made.Plan.Rings[0].Hosts[0].Name;
        Import(demo, Findings.FindingsFile.Row(900_001, host, cve: "CVE-2026-99999", name: "Nobody's product"), Findings.FindingsFile.Row(900_001, "stranger.example", cve: "CVE-2026-99999", name: "Nobody's product"));
        CockpitException refused = Assert.Throws<CockpitException>(() => Plan(demo, "transport = simulated", cve: "CVE-2026-99999"));
        Assert.Equal("PLAN_EMPTY", refused.Fault.Code.Name);
        Assert.Contains(host, refused.Fault.What, StringComparison.Ordinal);
        Assert.Equal("PLAN_EMPTY", Assert.Throws<CockpitException>(() => Plan(demo, "transport = simulated", cve: "CVE-2026-88888")).Fault.Code.Name);
    }

    /// <summary>The scanner's next look at a host: nothing is found there any more.</summary>
    private static void Rescanned(DemoFile demo, string host)
    {
        Import(demo, $"19506,,,None,{host},tcp,0,Nessus Scan Information,s,d,u,,\"{CoverageOf(demo, host)}\",,,,\n");
    }

    private static string CoverageOf(DemoFile demo, string host)
    {
        FindingLine info = ListFindings.Run(demo.Session, new FindingWish(Host: host, Limit: 10_000)).Findings.First(f => f.PluginId == 19506);
        string said = ShowFinding.Run(demo.Session, Core.Ids.FindingId.TryParse(info.Id, out var id) ? id : default).Evidence!;
        Instant later = demo.Session.Now;
        return System.Text.RegularExpressions.Regex.Replace(said, @"Scan Start Date : .*", $"Scan Start Date : {later.InUtc().Date.ToString("uuuu/M/d", null)} {later.InUtc().TimeOfDay.ToString("H:mm", null)} UTC");
    }

    private static void Import(DemoFile demo, params string[] rows)
    {
        using IFindingReader reader = FindingFiles.Open(new MemoryStream(Findings.FindingsFile.Nessus(rows)), "later.csv");
        ImportFindings.Run(demo.Session, reader, "later.csv", new FindingImportWish("later.csv", null, Strict: true, DryRun: false), null, TestContext.Current.CancellationToken);
    }
}
