using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using NodaTime;
using static Cockpit.Operations.Tests.Findings.AlignmentFile;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

public sealed class AlignHostsTests : IDisposable
{
    private readonly AlignmentFile db = new();

    public void Dispose() => db.Dispose();

    private static readonly string[] Installed = ["openssl 3.0.17-1", "libssl3 3.0.17-1 openssl", "curl 7.88-1", "zlib1g 1.2-1 zlib"];

    private string[] Fixes(long plugin, string host) => [.. db.Query(
        $"SELECT x.package || ' ' || x.to_version || ' ' || x.confidence FROM finding f JOIN asset a ON a.id = f.asset_id JOIN host h ON h.id = a.host_id JOIN finding_fix x ON x.finding_id = f.id WHERE f.plugin_number = {plugin} AND h.name = '{host}' ORDER BY 1", r => r.GetString(0))];

    [Fact]
    public void A_finding_is_tied_to_the_pending_update_whichever_comes_first()
    {
        db.Findings.AddHost("web-01");
        db.Import(Wants(1, "web-01", "openssl 3.0.18-1"));
        Assert.Empty(Fixes(1, "web-01"));
        db.Scan("web-01", Installed, ["openssl 3.0.17-1 > 3.0.18-1"]);
        Assert.Equal(["openssl 3.0.18-1 2"], Fixes(1, "web-01"));

        db.Findings.AddHost("web-02");
        db.Scan("web-02", Installed, ["openssl 3.0.17-1 > 3.0.18-1"]);
        db.Import(Wants(1, "web-02", "openssl 3.0.18-1"));
        Assert.Equal(["openssl 3.0.18-1 2"], Fixes(1, "web-02"));
        Assert.Equal(["openssl 3.0.18-1: 4 points, 2 findings, 0 known exploited, on 2 of 2 hosts"], db.Updates());
        Assert.Null(db.Wrong());
    }

    [Fact]
    public void Packages_of_one_source_are_one_update_and_a_finding_counts_once()
    {
        db.Findings.AddHost("web-01");
        db.Scan("web-01", Installed, ["openssl 3.0.17-1 > 3.0.18-1", "libssl3 3.0.17-1 > 3.0.18-1", "curl 7.88-1 > 7.88-2", "zlib1g 1.2-1 > 1.2-2"]);
        db.Import(
            Wants(1, "web-01", "openssl 3.0.18-1, libssl3 3.0.18-1", "Critical", cvss: "9.8"),
            Wants(2, "web-01", "libssl3 3.0.18-1"),
            // Neither of the two closes it alone.
            Wants(3, "web-01", "libssl3 3.0.18-1, curl 7.88-2", "Critical", cvss: "9.8"),
            // The half of what it needs is not pending.
            Wants(4, "web-01", "curl 7.88-2, zlib1g 1.3-1", "Critical", cvss: "9.8"));
        Assert.Equal(["libssl3 3.0.18-1 2", "openssl 3.0.18-1 2"], Fixes(1, "web-01"));
        Assert.Equal("openssl 3.0.18-1: 4 points, 2 findings, 0 known exploited, on 1 of 1 hosts", db.Updates()[0]);
        Assert.Contains("curl 7.88-2: 0 points, 0 findings, 0 known exploited, on 0 of 1 hosts", db.Updates());
        Assert.Null(db.Wrong());
    }

    [Fact]
    public void What_an_update_removes_follows_every_change()
    {
        foreach (string name in (string[])["web-01", "web-02", "web-03"])
        {
            db.Findings.AddHost(name);
            db.Scan(name, Installed, ["openssl 3.0.17-1 > 3.0.18-1", "curl 7.88-1 > 7.88-2"]);
        }
        db.Import(
            Wants(1, "web-01", "openssl 3.0.18-1"), Wants(2, "web-01", "curl 7.88-2"), Wants(1, "web-02", "openssl 3.0.18-1"), Wants(1, "web-03", "openssl 3.0.18-1"),
            Covered("web-01", 20), Covered("web-02", 20), Covered("web-03", 20));
        Assert.Equal("openssl 3.0.18-1: 6 points, 3 findings, 0 known exploited, on 3 of 3 hosts", db.Updates()[0]);
        Assert.Null(db.Wrong());

        // Closed by the next scan of the scanner.
        db.Import(Covered("web-02", 21));
        Assert.Equal("openssl 3.0.18-1: 4 points, 2 findings, 0 known exploited, on 2 of 3 hosts", db.Updates()[0]);
        Assert.Empty(Fixes(1, "web-02"));
        Assert.Null(db.Wrong());

        // Scored anew, because its host matters more.
        SetHost.Run(db.Session, "web-01", new HostFields(new Dictionary<string, string> { [HostFields.Criticality] = "5", [HostFields.Exposure] = "internet" }, [], []));
        Assert.StartsWith("openssl 3.0.18-1: 12 points, 2 findings", db.Updates()[0], StringComparison.Ordinal);
        Assert.Null(db.Wrong());

        // Reopened.
        db.Import(Wants(1, "web-02", "openssl 3.0.18-1"), Covered("web-02", 22));
        Assert.Contains("3 findings", db.Updates()[0], StringComparison.Ordinal);
        Assert.Null(db.Wrong());

        // Installed by hand, and scanned: nothing is pending any more.
        db.Scan("web-03", ["openssl 3.0.18-1", "curl 7.88-1"], ["curl 7.88-1 > 7.88-2"], Duration.FromHours(1));
        Assert.EndsWith("on 2 of 2 hosts", db.Updates()[0], StringComparison.Ordinal);
        Assert.Empty(Fixes(1, "web-03"));
        Assert.Null(db.Wrong());

        // Gone from the fleet.
        RemoveHost.Run(db.Session, "web-01");
        Assert.Equal("openssl 3.0.18-1: 2 points, 1 findings, 0 known exploited, on 1 of 1 hosts", db.Updates()[0]);
        Assert.Null(db.Wrong());

        // And back again under another name: the findings go to it, and its scans are its own.
        db.Findings.AddHost("web-04", "web-01");
        AlignHosts.RunDue(db.Session, TestContext.Current.CancellationToken);
        Assert.Null(db.Wrong());
        db.Scan("web-04", Installed, ["openssl 3.0.17-1 > 3.0.19-1"]);
        Assert.Equal(["openssl 3.0.19-1 2"], Fixes(1, "web-04"));
        Assert.Null(db.Wrong());
    }

    [Fact]
    public void What_only_informs_is_nothing_to_fix()
    {
        db.Findings.AddHost("web-01");
        db.Scan("web-01", Installed, ["openssl 3.0.17-1 > 3.0.18-1"]);
        db.Import(Wants(1, "web-01", "openssl 3.0.18-1", "None", cvss: ""));
        Assert.Empty(Fixes(1, "web-01"));
    }

    [Fact]
    public void A_second_look_writes_nothing()
    {
        db.Findings.AddHost("web-01");
        db.Scan("web-01", Installed, ["openssl 3.0.17-1 > 3.0.18-1"]);
        db.Import(Wants(1, "web-01", "openssl 3.0.18-1"), Wants(2, "web-01", "curl 7.88-2"));
        foreach (string table in (string[])["finding_fix", "finding_alignment", "host_update_risk", "update_risk"])
        {
            foreach (string write in (string[])["INSERT", "UPDATE", "DELETE"])
                db.Execute($"CREATE TRIGGER no_{write}_{table} BEFORE {write} ON {table} BEGIN SELECT RAISE(ABORT, '{write} of {table}'); END");
        }
        Assert.True(AlignHosts.Run(db.Session, null, TestContext.Current.CancellationToken));
        Assert.ThrowsAny<Exception>(() => db.Scan("web-01", Installed, []));
    }

    [Fact]
    public void Stopped_in_between_the_rest_stays_due()
    {
        db.Findings.AddHost("web-01");
        db.Scan("web-01", Installed, ["openssl 3.0.17-1 > 3.0.18-1"]);
        db.Findings.Import(Wants(1, "web-01", "openssl 3.0.18-1"));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.False(AlignHosts.RunDue(db.Session, stopped.Token));
        Assert.Empty(Fixes(1, "web-01"));
        Assert.True(AlignHosts.RunDue(db.Session, TestContext.Current.CancellationToken));
        Assert.Equal(["openssl 3.0.18-1 2"], Fixes(1, "web-01"));
    }
}
