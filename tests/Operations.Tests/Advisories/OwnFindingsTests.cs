using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Advisories;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using static Cockpit.Operations.Tests.Advisories.AdvisoryFile;

namespace Cockpit.Operations.Tests.Advisories;

public sealed class OwnFindingsTests : IDisposable
{
    private readonly AdvisoryFile db = new();

    public void Dispose() => db.Dispose();

    private const string OpenSsl = "openssl CVE-2026-31842 bookworm resolved 3.0.18-1~deb12u1", NoFix = "bash CVE-2026-40000 bookworm open - low", Unimportant = "bash CVE-2026-40001 bookworm open - unimportant";

    [Fact]
    public void A_scan_makes_findings_an_upgrade_closes_them_and_a_downgrade_brings_them_back()
    {
        db.Findings.AddHost("web-01");
        db.Findings.AddHost("web-02");
        db.ImportTracker(OpenSsl, NoFix, Unimportant);
        InventoryComparison first = db.Scan("web-01", Debian("openssl 3.0.15-1~deb12u1", "libssl3 3.0.15-1~deb12u1 openssl", "bash 5.2.15-2"))!;
        db.Scan("web-02", Debian("openssl 3.0.18-1~deb12u1"));
        Assert.Equal((1, 0, 3L, 3L), (first.Hosts, first.WithoutData, first.Findings, first.New));
        Assert.Equal(["bash: CVE-2026-40000 open", "bash: CVE-2026-40001 open", "openssl: CVE-2026-31842 open"], db.Own("web-01"));
        Assert.Empty(db.Own("web-02"));

        FindingPage page = db.Show(f => f.Name == "openssl: CVE-2026-31842");
        Assert.Equal("openssl 3.0.15-1~deb12u1 installed, fixed in 3.0.18-1~deb12u1", page.Evidence);
        Assert.Equal((FindingSource.Inventory, 2026_00031842L, Severity.Medium, true), (page.Source, page.PluginId, page.Severity, page.Matched));
        Assert.Equal([Cve.ToString()], page.Cves);
        Assert.Equal("bash 5.2.15-2 installed, no fix published", db.Show(f => f.Name == "bash: CVE-2026-40000").Evidence);
        Assert.Equal((Severity.Low, Severity.Info), (db.Show(f => f.Name == "bash: CVE-2026-40000").Severity, db.Show(f => f.Name == "bash: CVE-2026-40001").Severity));

        InventoryComparison second = db.Scan("web-01", Debian("openssl 3.0.18-1~deb12u1", "bash 5.2.15-2"))!;
        Assert.Equal((0L, 1L), (second.New, second.Closed));
        Assert.Equal(["bash: CVE-2026-40000 open", "bash: CVE-2026-40001 open", "openssl: CVE-2026-31842 closed"], db.Own("web-01"));
        InventoryComparison third = db.Scan("web-01", Debian("openssl 3.0.15-1~deb12u1", "bash 5.2.15-2"))!;
        Assert.Equal((1L, 0L), (third.Reopened, third.Closed));
        Assert.Null(db.Findings.WrongFigures());

        // The scan of one host made nothing of the other's older.
        Assert.Equal(0, db.Query("SELECT count(*) FROM asset_source WHERE stale = 1", r => r.GetInt64(0))[0]);
        Assert.All(ListFindings.Run(db.Session, new FindingWish(Limit: 100)).Findings, f => Assert.Equal(FindingStatus.Open, f.Status));
    }

    [Fact]
    public void A_feed_compares_every_host_and_the_same_feed_again_changes_nothing()
    {
        db.Findings.AddHost("web-01");
        db.Findings.AddHost("web-02");
        Assert.Null(db.Scan("web-01", Debian("openssl 3.0.15-1")));
        db.Scan("web-02", Debian("openssl 3.0.15-1"));
        Assert.Empty(db.Query("SELECT id FROM finding_import", r => r.GetInt64(0)));

        IntelImportResult imported = db.ImportTracker(OpenSsl);
        Assert.Equal((1L, 1L, 2, 2L), (imported.Entries, imported.Changed, imported.Compared!.Hosts, imported.Compared.Findings));
        Assert.Equal(["openssl: CVE-2026-31842 open"], db.Own("web-02"));
        string dump = db.Findings.Dump();
        Assert.Equal((0L, null), (db.ImportTracker(OpenSsl) is var again ? again.Changed : -1, again.Compared));
        Assert.Equal(dump, db.Findings.Dump());

        // The tracker says something else now: the host has not changed, and nothing waits for a restart.
        db.Clock.At += NodaTime.Duration.FromDays(1);
        IntelImportResult newer = db.ImportTracker("openssl CVE-2026-31842 bookworm resolved 0", "zlib CVE-2026-50000 bookworm open");
        Assert.Equal((2L, 2L), (newer.Changed, newer.Compared!.Closed));
        Assert.Equal(["openssl: CVE-2026-31842 closed"], db.Own("web-01"));
    }

    [Fact]
    public void Installed_but_not_in_effect_stays_open_until_it_is()
    {
        db.Findings.AddHost("web-01");
        db.ImportTracker(OpenSsl);
        db.Scan("web-01", Debian("libssl3 3.0.15-1 openssl"));
        db.Scan("web-01", Debian("libssl3 3.0.18-1~deb12u1 openssl") with { Facts = Quiet with { StaleServices = ["nginx.service"] } });
        Assert.Equal(["openssl: CVE-2026-31842 open"], db.Own("web-01"));
        Assert.Equal("openssl 3.0.18-1~deb12u1 installed, not in effect: nginx.service still run deleted files", db.Show(f => f.Name == "openssl: CVE-2026-31842").Evidence);
        db.Scan("web-01", Debian("libssl3 3.0.18-1~deb12u1 openssl"));
        Assert.Equal(["openssl: CVE-2026-31842 closed"], db.Own("web-01"));
    }

    [Fact]
    public void A_list_that_was_not_read_whole_closes_nothing()
    {
        db.Findings.AddHost("web-01");
        db.ImportTracker(OpenSsl);
        db.Scan("web-01", Debian("openssl 3.0.15-1"));
        db.Scan("web-01", Debian("openssl 3.0.18-1~deb12u1") with { Unread = ["what is installed: apt-get (pid 4711) may be changing it"] });
        Assert.Equal(["openssl: CVE-2026-31842 open"], db.Own("web-01"));
        Assert.EndsWith("Not every package could be read, so nothing is closed.", db.Page(0, "web-01").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_data_are_it_is_said_and_nothing_is_called_clean()
    {
        db.Findings.AddHost("new-01");
        db.ImportTracker(OpenSsl);
        InventoryComparison compared = db.Scan("new-01", Debian("openssl 3.5.1-1") with { OsVersion = "13.1", OsCodename = "trixie" })!;
        Assert.Equal((1, 0L), (compared.WithoutData, compared.Findings));
        Assert.Equal(["Nothing is known about the vulnerabilities of 1 host: no data of their releases are imported."], compared.Notes);
        Assert.Equal("Nothing is known about vulnerabilities: no data of debian:13 are imported.", db.Page(0, "new-01").Evidence);
    }

    [Fact]
    public void Updates_of_rpm_hosts_bring_their_own_cves_without_any_feed()
    {
        db.Findings.AddHost("db-01");
        var update = new PendingUpdate("openssl-libs", "x86_64", "1:3.0.7-27.el9", "1:3.0.7-28.el9_4", UpdateClass.Security, null, "baseos", false) { Cves = [Cve.ToString()], Advisories = ["ALSA-2026:9001"], Severity = "critical" };
        Inventory host = Debian() with { OsFamily = OsFamilies.RedHat, OsName = "almalinux", OsVersion = "9.6", OsCodename = "", Packages = [new InstalledPackage("openssl-libs", "x86_64", "1:3.0.7-27.el9", "openssl", "3.0.7-27.el9", false, true)], Updates = [update] };
        db.Scan("db-01", host);
        FindingPage page = db.Show(f => f.Name == "openssl: CVE-2026-31842");
        Assert.Equal((Severity.Critical, "openssl-libs 1:3.0.7-27.el9 installed, fixed in 1:3.0.7-28.el9_4 (ALSA-2026:9001), says the host's package manager"), (page.Severity, page.Evidence));
        db.Scan("db-01", host with { Packages = [host.Packages[0] with { Version = "1:3.0.7-28.el9_4", SourceVersion = "3.0.7-28.el9_4" }], Updates = [] });
        Assert.Equal(["openssl: CVE-2026-31842 closed"], db.Own("db-01"));
    }

    [Fact]
    public void A_host_is_found_by_its_name_whatever_others_are_called_by_scanners()
    {
        db.Findings.AddHost("web-01", "10.0.0.1");
        db.Findings.AddHost("10.0.0.1", "10.0.0.2");
        db.ImportTracker(OpenSsl);
        db.Scan("web-01", Debian("openssl 3.0.15-1"));
        db.Scan("10.0.0.1", Debian("openssl 3.0.18-1~deb12u1"));
        Assert.Equal(["openssl: CVE-2026-31842 open"], db.Own("web-01"));
        Assert.Empty(db.Own("10.0.0.1"));
    }

    [Fact]
    public void What_cannot_be_read_changes_nothing()
    {
        db.Findings.AddHost("web-01");
        db.ImportTracker(OpenSsl);
        db.Scan("web-01", Debian("openssl 3.0.15-1"));
        string before = db.Findings.Dump();
        string cut = db.Put("cut.json", Tracker(OpenSsl, NoFix)[..^3]), other = db.Put("other.json", Tracker(NoFix)), old = db.Put("old.json", Tracker(NoFix), db.Clock.At - NodaTime.Duration.FromDays(30));
        Assert.Equal("INTEL_INVALID", Refused(Core.Intel.IntelKind.DebianTracker, cut));
        Assert.Equal("INTEL_INVALID", Refused(Core.Intel.IntelKind.Oval, other));
        Assert.Equal("INTEL_OLDER", Refused(Core.Intel.IntelKind.DebianTracker, old));
        Assert.Equal("INTEL_UNREADABLE", Refused(Core.Intel.IntelKind.DebianTracker, old + ".missing"));
        Assert.Equal(before, db.Findings.Dump());
        Assert.Equal([1L], db.Query("SELECT count(*) FROM advisory_statement", r => r.GetInt64(0)));
    }

    /// <summary>Beside a worker it comes in slices; a feed of which only a part came in counts nowhere until it is imported again.</summary>
    [Fact]
    public void Beside_a_worker_it_ends_the_same_and_half_a_feed_counts_nowhere()
    {
        db.Findings.AddHost("web-01");
        db.Scan("web-01", Debian("openssl 3.0.15-1", "bash 5.2.15-2"));
        Store.SqliteLease.Take(db.Findings.File, new Store.WorkerIdentity("anna", "jump1", "m1", "boot1", 100, 5000), Findings.FindingsFile.Anna, db.Clock.At, (_, _) => true);
        string[] many = [OpenSsl, NoFix, .. Enumerable.Range(1, 3000).Select(i => $"pkg{i % 200} CVE-2025-{i:0000} bookworm resolved 1.{i}")];
        Assert.Equal(3002L, db.ImportTracker(many).Entries);
        Assert.Equal(3002L, db.Query("SELECT count(*) FROM advisory_fix", r => r.GetInt64(0))[0]);
        Assert.Equal(["bash: CVE-2026-40000 open", "openssl: CVE-2026-31842 open"], db.Own("web-01"));

        db.Execute("UPDATE intel_feed SET entries = 0; DELETE FROM advisory_statement WHERE state = 1");
        db.Scan("web-01", Debian("openssl 3.0.15-1", "bash 5.2.15-2"));
        Assert.Equal("Nothing is known about vulnerabilities: no data of debian:12 are imported.", db.Page(0, "web-01").Evidence);
        Assert.Equal(1L, db.ImportTracker(many).Changed);
        Assert.Equal(["bash: CVE-2026-40000 open", "openssl: CVE-2026-31842 open"], db.Own("web-01"));
    }

    private string Refused(Core.Intel.IntelKind kind, string path) => Assert.Throws<Core.Errors.CockpitException>(() => ImportIntel.Run(db.Session, new IntelImportWish(kind, path))).Fault.Code.Name;
}
