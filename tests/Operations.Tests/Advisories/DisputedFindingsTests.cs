using Cockpit.Core.Findings;
using Cockpit.Operations.Findings;
using NodaTime;
using static Cockpit.Operations.Tests.Advisories.AdvisoryFile;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Advisories;

public sealed class DisputedFindingsTests : IDisposable
{
    private readonly AdvisoryFile db = new();

    public DisputedFindingsTests()
    {
        db.Findings.AddHost("web-01");
        db.Scan("web-01", Debian("openssl 3.0.18-1~deb12u1", "bash 5.2.15-2"));
    }

    public void Dispose() => db.Dispose();

    private void Import(params IEnumerable<string> rows)
    {
        db.Findings.Import(rows);
        AlignHosts.RunDue(db.Session, Xunit.TestContext.Current.CancellationToken);
    }

    private string[] Disputed() => [.. ListFindings.Run(db.Session, new FindingWish(Status: FindingStatus.Disputed, Limit: 100)).Findings.Select(f => f.Name)];

    [Fact]
    public void What_the_distribution_calls_fixed_is_listed_and_goes_on_counting()
    {
        Import(Row(100, "web-01", cve: "CVE-2026-31842"), Row(101, "web-01", cve: "CVE-2026-99999"), Row(102, "web-01"));
        Assert.Empty(Disputed());
        db.ImportTracker("openssl CVE-2026-31842 bookworm resolved 3.0.15-1~deb12u1");
        Assert.Equal(["Plugin 100"], Disputed());

        FindingPage page = db.Page(100, "web-01");
        Assert.Equal((FindingStatus.Disputed, new DisputedFinding("backported", "CVE-2026-31842: openssl 3.0.18-1~deb12u1 installed, fixed in 3.0.15-1~deb12u1")), (page.Status, page.Dispute));
        Assert.Equal(["disputed"], page.Events.Select(e => e.What));
        Assert.Null(db.Findings.WrongFigures());
        Assert.Equal(3, ListFindings.Run(db.Session, new FindingWish(Limit: 100)).Findings.Count(f => f.Source == FindingSource.Nessus));

        // Nothing new, so nothing is written.
        AlignHosts.Run(db.Session, null, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(["disputed"], db.Page(100, "web-01").Events.Select(e => e.What));
    }

    [Fact]
    public void It_ends_when_the_data_change_and_comes_back()
    {
        Import(Row(100, "web-01", cve: "CVE-2026-31842"));
        db.ImportTracker("openssl CVE-2026-31842 bookworm resolved 3.0.15-1~deb12u1");
        db.Clock.At += Duration.FromDays(1);
        db.ImportTracker("openssl CVE-2026-31842 bookworm open");
        Assert.Equal((FindingStatus.Open, null), (db.Page(100, "web-01").Status, db.Page(100, "web-01").Dispute));
        db.Clock.At += Duration.FromDays(1);
        db.ImportTracker("openssl CVE-2026-31842 bookworm resolved 0");
        Assert.Equal(["disputed", "not-disputed", "disputed"], db.Page(100, "web-01").Events.Select(e => e.What));
        Assert.Equal("CVE-2026-31842: openssl 3.0.18-1~deb12u1 installed, not affected", db.Page(100, "web-01").Dispute!.Evidence);
    }

    [Fact]
    public void It_ends_when_the_host_has_an_older_version_or_is_another_release()
    {
        Import(Row(100, "web-01", cve: "CVE-2026-31842"));
        db.ImportTracker("openssl CVE-2026-31842 bookworm resolved 3.0.15-1~deb12u1");
        db.Scan("web-01", Debian("openssl 3.0.11-1"));
        Assert.Empty(Disputed());
        db.Scan("web-01", Debian("openssl 3.0.18-1~deb12u1"));
        Assert.Equal(["Plugin 100"], Disputed());
        db.Scan("web-01", Debian("openssl 3.0.18-1~deb12u1") with { OsVersion = "13" });
        Assert.Empty(Disputed());
    }

    [Fact]
    public void One_of_several_cves_that_the_data_do_not_name_keeps_it_undisputed()
    {
        Import(Row(100, "web-01", cve: "CVE-2026-31842"), Row(100, "web-01", cve: "CVE-2026-31843"));
        db.ImportTracker("openssl CVE-2026-31842 bookworm resolved 3.0.15-1~deb12u1", "chromium CVE-2026-31843 bookworm resolved 1");
        Assert.Empty(Disputed());
        db.Clock.At += Duration.FromDays(1);
        db.ImportTracker("openssl CVE-2026-31842 bookworm resolved 3.0.15-1~deb12u1", "chromium CVE-2026-31843 bookworm resolved 1", "bash CVE-2026-31843 bookworm resolved 5.2.15-1");
        Assert.Equal(["Plugin 100"], Disputed());
    }

    [Fact]
    public void What_a_scanner_closes_is_disputed_no_more()
    {
        Import(Covered("web-01", 10), Row(100, "web-01", cve: "CVE-2026-31842"));
        db.Clock.At = Instant.FromUtc(2026, 10, 10, 12, 0);
        db.ImportTracker("openssl CVE-2026-31842 bookworm resolved 3.0.15-1~deb12u1");
        Import(Covered("web-01", 11), Row(102, "web-01"));
        FindingPage page = db.Page(100, "web-01");
        Assert.Equal((FindingStatus.Closed, null), (page.Status, page.Dispute));
        Assert.Equal(["disputed", "closed"], page.Events.Select(e => e.What));
    }
}
