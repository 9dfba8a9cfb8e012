using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Operations.Findings;

namespace Cockpit.Operations.Tests.Demo;

/// <summary>A demo shows every standing of a finding, each made the way it is made in earnest.</summary>
public sealed class DemoFindingsTests : IDisposable
{
    private readonly DemoFile demo = new();

    public void Dispose() => demo.Dispose();

    [Fact]
    public void Our_own_scans_find_what_no_export_names()
    {
        FindingLine[] own = [.. Listed(new FindingWish { Source = FindingSource.Inventory })];
        Assert.Contains(own, f => f.Cves.Contains("CVE-2026-99001"));
        Assert.DoesNotContain(Listed(new FindingWish { Source = FindingSource.Nessus }), f => f.Cves.Contains("CVE-2026-99001"));
    }

    [Fact]
    public void Debian_disputes_one_flaw_of_nginx_and_no_other()
    {
        FindingLine[] disputed = [.. Listed(new FindingWish(Status: FindingStatus.Disputed))];
        Assert.NotEmpty(disputed);
        Assert.All(disputed, f => Assert.Equal("nginx mp4 module information disclosure", f.Name));
        FindingPage page = ShowFinding.Run(demo.Session, FindingId.TryParse(disputed[0].Id, out FindingId id) ? id : default);
        Assert.Contains("1.22.1-9", page.Dispute!.Evidence);
    }

    [Fact]
    public void One_risk_is_accepted_and_says_by_whom_and_why()
    {
        FindingLine accepted = Assert.Single(Listed(new FindingWish(Status: FindingStatus.Accepted)));
        Assert.Equal("TLS version 1.0 enabled", accepted.Name);
        Assert.Equal("anna", accepted.Acceptance!.By);
        Assert.NotNull(accepted.Acceptance.Control);
    }

    private IReadOnlyList<FindingLine> Listed(FindingWish wish) => ListFindings.Run(demo.Session, wish with { Limit = 2_000 }).Findings;
}
