using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Scans;
using Cockpit.Operations.Demo;
using Cockpit.Operations.HostKeys;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>A host's page over a demo's file: what the screen shows is what the file holds.</summary>
public sealed class HostPageTests
{
    private static readonly Lazy<Session> Demo = new(() =>
    {
        Session session = MakeDemo.InTemporaryFolder(new Actor(1000, 1000, "anna"), SystemClock.Instance);
        MakeDemo.Run(session, 20, _ => { }, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndDemo.Run(session);
        return session;
    });

    [Fact]
    public void The_first_rows_say_what_it_is_and_how_it_is()
    {
        string[] rows = Page("web-01").Rows;
        Assert.StartsWith("web-01  [Updates] Findings Facts Why Changes Connection", rows[1]);
        Assert.StartsWith("198.51.100.1:22 simulated  debian 12.11 amd64  kernel 6.1.0-37-amd64", rows[2]);
        Assert.Contains("ring=canary criticality 4", rows[3]);
        Assert.Contains("sla-breached", rows[4]);
    }

    [Fact]
    public void An_update_shows_why_it_waits_and_what_it_fixes()
    {
        ScreenStage page = Page("web-01", h => h with
        {
            Updates =
            [
                new(new PendingUpdate("curl", "amd64", "7.88.1-10", "7.88.1-12", UpdateClass.Other, null, "Debian:stable", false, KeptBack: true)),
                new(new PendingUpdate("openssl", "amd64", "3.0.15-1", "3.0.17-1", UpdateClass.Security, null, "Debian-Security:stable-security", false, Phased: true) { Advisories = ["DSA-6104"], Cves = ["CVE-2026-31842", "CVE-2026-20117"] }),
                new(new PendingUpdate("docker-ce", "amd64", "26.1", "27.0", UpdateClass.Other, null, "Docker CE", true)),
            ],
        });
        Assert.StartsWith(">S openssl", page.Rows[8]);
        Assert.Contains("phased", page.Rows[8]);
        Assert.Contains("kept back", page.Rows[9]);
        Assert.StartsWith(" # docker-ce", page.Rows[10]);
        Assert.Contains("openssl:amd64 from Debian-Security:stable-security; phased: the vendor has not", page.Text);
        Assert.Contains("fixes DSA-6104 CVE-2026-31842 CVE-2026-20117", page.Text);
        page.Press(NamedKey.Down, NamedKey.Down);
        Assert.Contains("on hold there", page.Text);
        Assert.Contains("names no advisory and no CVE for it, which proves nothing", page.Text);
    }

    [Fact]
    public void A_changed_key_is_shown_beside_the_old_one_and_wants_its_last_six_characters()
    {
        ScreenStage page = Page("web-01", h => h with { Transport = Transport.Ssh, LastScan = ScanStatus.HostKeyChanged });
        Assert.Contains("T trust key", page.Rows[23]);
        page.Type("T").Answer("host key", new HostKeyRead(Shown(HostKeyState.Changed)));
        Assert.Contains("THE KEY OF web-01 CHANGED", page.Text);
        Assert.Contains("old   SHA256:1111111111111111111111111111111111111111111", page.Text);
        Assert.Contains("line 3 of /home/anna/.ssh/known_hosts", page.Text);
        Assert.Contains("shown SHA256:2222222222222222222222222222222222222abcdef", page.Text);
        Assert.All(page.Rows, row => Assert.True(row.TrimEnd().Length <= 80));
        page.Type("222222").Press(NamedKey.Enter);
        Assert.Contains("THE KEY OF web-01 CHANGED", page.Text);
    }

    [Fact]
    public void A_key_that_is_known_or_revoked_is_said_and_nothing_is_asked()
    {
        Assert.Contains("There is nothing to trust.", Page("web-01", h => h with { Transport = Transport.Ssh, LastScan = ScanStatus.HostKeyUnknown }).Type("T").Answer("host key", new HostKeyRead(Shown(HostKeyState.Known))).Text);
        Assert.Contains("HOST_KEY_REVOKED", Page("web-01", h => h with { Transport = Transport.Ssh, LastScan = ScanStatus.HostKeyChanged }).Type("T").Answer("host key", new HostKeyRead(Shown(HostKeyState.Revoked))).Text);
    }

    private static HostKeyView Shown(HostKeyState state) => new(
        "web-01", "10.0.0.7:22", state, "ED25519", 256, "SHA256:2222222222222222222222222222222222222abcdef", "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
        state is HostKeyState.Changed ? [new KnownHostKey("/home/anna/.ssh/known_hosts", 3, "ED25519", 256, "SHA256:1111111111111111111111111111111111111111111", "MD5:00")] : [],
        "line 3 of /home/anna/.ssh/known_hosts", "/home/anna/.ssh/known_hosts", null, false, null);

    [Fact]
    public void Why_tells_the_state_that_it_has()
    {
        string[] rows = Page("web-01").Type("w").Work(Demo.Value).Rows;
        Assert.Contains("[Why]", rows[1]);
        Assert.StartsWith("UNMANAGED  There is no policy.", rows[2]);
        string fits = Assert.Single(rows, r => r.StartsWith(" B sla-breached", StringComparison.Ordinal));
        Assert.Contains("a finding is past its due date", fits);
        Assert.Contains(rows, r => r.Contains("RING canary by its tag"));
    }

    [Fact]
    public void Facts_begin_with_what_is_to_be_looked_at()
    {
        ScreenStage page = Page("web-01", h => h with
        {
            RebootStatus = RebootStatus.Required, RebootPackages = ["linux-image-amd64"], FileSystems = [new("/", 1000L << 20, 900L << 20), new("/var", 1000L << 20, 50L << 20)],
        }).Press(NamedKey.Tab, NamedKey.Tab);
        Assert.Contains("[Facts]", page.Rows[1]);
        Assert.StartsWith(">reboot           owed, by linux-image-amd64", page.Rows[8]);
        Assert.StartsWith(" disk /var        50 MiB free of 1000 MiB, 95% used", page.Rows[9]);
        Assert.Contains(((HostScreen)page.Front).Facts, f => f.Name == "kernel" && f.Value.StartsWith("6.1.0-37-amd64", StringComparison.Ordinal));
        Assert.StartsWith("A reboot is owed by linux-image-amd64.", page.Rows[5]);
    }

    [Fact]
    public void A_host_that_does_not_answer_says_what_to_do()
    {
        string name = ListHosts.Run(Demo.Value, Scope.Parse("state = scan-failed")).Hosts.Single().Name;
        string text = Page(name).Press(NamedKey.BackTab).Text;
        Assert.Contains("[Connection]", text);
        Assert.Contains("CONNECT_TIMEOUT", text);
        Assert.Contains("LAST TRY", text);
    }

    [Fact]
    public void A_host_that_is_not_there_any_more_says_so() =>
        Assert.Contains("HOST_UNKNOWN", new ScreenStage(new HostScreen("gone")).Answer("host", new WorkFailed("host", Core.Errors.HostErrors.HostUnknown.Because("There is no host gone."))).Text);

    [Theory]
    [InlineData(60, 15)]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    public void Every_tab_fits_every_terminal(int width, int height)
    {
        ScreenStage page = Page("web-01", width: width, height: height);
        for (int tab = 0; tab < page.Front.Tabs.Count; tab++)
        {
            Assert.All(page.Rows, r => Assert.True(r.Length <= width));
            Assert.Contains(page.Rows, r => r.Contains("? keys"));
            page.Press(NamedKey.End).Press(NamedKey.Home).Press(NamedKey.Tab);
        }
    }

    private static ScreenStage Page(string name, Func<HostDetail, HostDetail>? change = null, int width = 80, int height = 24)
    {
        HostDetail host = ShowHost.Run(Demo.Value, name);
        return new ScreenStage(new HostScreen(name), width, height).Answer("host", new HostRead(change?.Invoke(host) ?? host)).Answer("findings", new FindingsRead(RiskWork.NameOf(new FindingQuery("Findings", Host: name), RiskFilter.None), new WindowRead(WindowPart.Whole, null, 0, FindingWindow.PageSize), host.Findings));
    }
}
