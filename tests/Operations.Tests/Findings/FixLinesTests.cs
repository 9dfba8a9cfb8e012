using Cockpit.Core.Errors;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Updates;
using Cockpit.Store.Findings;
using NodaTime;
using static Cockpit.Operations.Tests.Findings.AlignmentFile;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

public sealed class FixLinesTests : IDisposable
{
    private readonly AlignmentFile db = new();

    public void Dispose() => db.Dispose();

    private static readonly string[] Installed = ["openssl 3.0.17-1", "libssl3 3.0.17-1 openssl", "curl 7.88-1"];

    private FindingLine Line(long plugin) => ListFindings.Run(db.Session, new FindingWish(Limit: 100)).Findings.Single(f => f.PluginId == plugin);

    [Fact]
    public void A_list_says_what_fixes_each_finding_or_why_nothing_does()
    {
        db.Findings.AddHost("web-01");
        db.Findings.AddHost("web-02");
        db.Scan("web-01", Installed, ["openssl 3.0.17-1 > 3.0.18-1", "libssl3 3.0.17-1 > 3.0.18-1 held", "curl 7.88-1 > 7.88-2"]);
        db.Import(
            Wants(1, "web-01", "openssl 3.0.18-1, libssl3 3.0.18-1"), Wants(2, "web-01", "openssl 3.0.18-1, curl 8.0-1"), Wants(3, "web-01", "curl 8.0-1"), Row(4, "web-01", name: "Something else"),
            Row(5, "web-01", name: "curl Denial of Service"), Wants(6, "web-01", "curl 7.88-1"), Wants(7, "web-02", "curl 8.0-1"), Wants(8, "stranger", "curl 8.0-1"));

        Assert.Equal((FixState.Whole, "libssl3 3.0.18-1, openssl 3.0.18-1", "libssl3 is on hold there"), Of(1));
        Assert.Equal((FixState.Partly, "partly: openssl 3.0.18-1", "pending curl 7.88-2 is older than 8.0-1, which the scanner wants"), Of(2));
        Assert.Equal((FixState.None, null, "pending curl 7.88-2 is older than 8.0-1, which the scanner wants"), Of(3));
        Assert.Equal((FixState.None, null, "no update known here"), Of(4));
        Assert.Equal((FixState.Partly, "possibly: curl 7.88-2", "a security update of curl is pending; whether it has the fix is not told"), Of(5));
        Assert.Equal((null, null, "the host was never scanned"), Of(7));
        Assert.Equal((null, null, "no host of this file is known to be this machine"), Of(8));
        FindingFix fix = Line(1).Fixes[1];
        Assert.Equal(("openssl", "3.0.17-1", "3.0.18-1", FixConfidence.Sure), (fix.Package, fix.From, fix.To, fix.Confidence));

        FindingPage page = ShowFinding.Run(db.Session, Core.Ids.FindingId.TryParse(Line(1).Id, out var id) ? id : default);
        Assert.Equal(Line(1).FixedBy, page.FixedBy);
        Assert.Equal(2, page.Fixes.Count);

        // What an old scan did not find may be there by now; what it found is there.
        db.Clock.At = Now + Duration.FromDays(9);
        Assert.Equal("no update known here; the scan is 9 d old", Line(4).FixReason);
        Assert.Equal("libssl3 is on hold there", Line(1).FixReason);

        (FixState?, string?, string?) Of(long plugin) => Line(plugin) is var l ? (l.FixState, l.FixedBy, l.FixReason) : default;
    }

    [Fact]
    public void Installed_by_hand_it_waits_for_the_scanner_and_what_the_scanner_still_reports_is_said()
    {
        db.Findings.AddHost("web-01");
        db.Import(Wants(1, "web-01", "openssl 3.0.18-1"));
        db.Scan("web-01", ["openssl 3.0.18-1"], [], Duration.FromHours(1));
        Assert.Equal(FixState.Installed, Line(1).FixState);
        Assert.Equal("openssl 3.0.18-1 is installed since; wait for the next scan to confirm", Line(1).FixReason);

        db.Findings.Import(Nessus(Wants(1, "web-01", "openssl 3.0.18-1"), Row(2, "web-01")), now: Now + Duration.FromHours(5));
        AlignHosts.RunDue(db.Session, TestContext.Current.CancellationToken);
        Assert.Equal("openssl 3.0.18-1 is installed since, and a scan after that still reports it: a restart may be owed", Line(1).FixReason);
    }

    [Fact]
    public void Updates_are_listed_by_what_they_remove()
    {
        foreach (string name in (string[])["web-01", "web-02", "db-01"])
        {
            db.Findings.AddHost(name);
            db.Scan(name, Installed, ["openssl 3.0.17-1 > 3.0.18-1", "libssl3 3.0.17-1 > 3.0.18-1", name == "db-01" ? "curl 7.88-1 > 7.88-3 held" : "curl 7.88-1 > 7.88-2"]);
        }
        db.Import(Wants(1, "web-01", "openssl 3.0.18-1, libssl3 3.0.18-1"), Wants(1, "db-01", "openssl 3.0.18-1"), Wants(2, "db-01", "curl 7.88-3", "Critical", cvss: "9.8"));
        Assert.Equal(
            ["openssl 3.0.18-1 security 2 of 3 hosts, closes 2, removes 4, held 0", "curl 7.88-3 security 1 of 1 hosts, closes 1, removes 2, held 1", "curl 7.88-2 security 0 of 2 hosts, closes 0, removes 0, held 0"],
            ListUpdates.Run(db.Session, null, false, 50).Updates.Select(Words));
        Assert.Equal(
            ["openssl 3.0.18-1 security 1 of 2 hosts, closes 1, removes 2, held 0", "curl 7.88-2 security 0 of 2 hosts, closes 0, removes 0, held 0"],
            ListUpdates.Run(db.Session, Core.Scopes.Scope.Parse("name in (web-01, web-02)"), true, 50).Updates.Select(Words));
        Assert.Equal(["openssl 3.0.18-1 security 2 of 3 hosts, closes 2, removes 4, held 0"], ListUpdates.Run(db.Session, null, true, 1).Updates.Select(Words));
        Assert.Equal("USAGE", Assert.Throws<CockpitException>(() => ListUpdates.Among(db.Session, new FindingWish(Severity: Core.Findings.Severity.Critical), 5)).Fault.Code.Name);
        Assert.Equal(["curl 7.88-3 security 1 of 1 hosts, closes 1, removes 2, held 1"], ListUpdates.Among(db.Session, new FindingWish(Host: "db-01", Limit: 1), 10).Updates.Where(u => u.Update == "curl").Select(Words));

        UpdatePage page = ShowUpdate.Run(db.Session, "libssl3");
        Assert.Equal("openssl", page.Update);
        Assert.Equal(["libssl3", "openssl"], page.Packages);
        Assert.Equal(["db-01 1 2", "web-01 1 2", "web-02 0 0"], page.Hosts.Select(h => $"{h.Host} {h.Closes} {h.Points}"));
        Assert.Equal(["7.88-3", "7.88-2"], ShowUpdate.Run(db.Session, "curl").Versions.Select(v => v.Version));
        Assert.Equal("UPDATE_UNKNOWN", Assert.Throws<CockpitException>(() => ShowUpdate.Run(db.Session, "vim")).Fault.Code.Name);

        HostDetail host = ShowHost.Run(db.Session, "web-01");
        Assert.Equal(["curl curl 0 0", "libssl3 openssl 1 2", "openssl openssl 1 2"], host.Updates.Select(u => $"{u.Name} {u.Package} {u.Closes} {u.Points}").Order());
        Assert.NotNull(host.Findings[0].FixedBy);

        static string Words(UpdateLine u) => $"{u.Update} {u.Version} {u.Class.ToString().ToLowerInvariant()} {u.Hosts} of {u.PendingHosts} hosts, closes {u.Closes}, removes {u.Points}, held {u.HeldHosts}";
    }

    [Fact]
    public void The_best_updates_are_read_along_a_kept_order()
    {
        string plan = string.Join('\n', db.Query("EXPLAIN QUERY PLAN SELECT package FROM update_risk INDEXED BY update_risk_by_points WHERE 1 ORDER BY points DESC, closes DESC, package, to_version LIMIT 50", r => r.GetString(3)));
        Assert.Contains("update_risk_by_points", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}
