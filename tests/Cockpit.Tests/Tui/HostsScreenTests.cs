using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Status;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Overview;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class HostsScreenTests
{
    private static readonly Instant Now = ScreenStage.Now;

    private static readonly HostSummary[] Fleet =
    [
        Host("web-01", HostFleetState.Compliant, ScanStatus.Ok, 0, 0, 4),
        Host("web-07", HostFleetState.SecurityPending, ScanStatus.Ok, 9, 4, 88) with { RebootStatus = RebootStatus.Required, OpenFindings = 9 },
        Host("web-25", HostFleetState.ScanFailed, ScanStatus.HostKeyChanged, 11, 5, 91) with { ScanCode = "HOST_KEY_CHANGED" },
        Host("new-01", HostFleetState.NeverScanned, null, null, null, 0) with { Os = null, LastScanAt = null, RebootStatus = RebootStatus.Unknown },
    ];

    [Fact]
    public void The_worst_comes_first_and_every_old_figure_is_marked()
    {
        string[] rows = Hosts().Rows;
        Assert.Equal("Hosts  4  by worst state", rows[1]);
        Assert.StartsWith(">K web-25", rows[3]);
        Assert.Contains("11~", rows[3]);
        Assert.Contains("5~", rows[3]);
        Assert.StartsWith(" . new-01", rows[4]);
        Assert.Contains(" ? ", rows[4]);
        Assert.StartsWith(" S web-07", rows[5]);
        Assert.DoesNotContain("~", rows[5]);
        Assert.StartsWith(" + web-01", rows[6]);
        Assert.Equal("NOT SCANNED 2 of 4, by cause", rows[20]);
        Assert.Equal(" K 1 key changed   . 1 never tried", rows[21]);
    }

    [Fact]
    public void The_cursor_stays_on_its_host_when_the_list_changes()
    {
        ScreenStage hosts = Hosts().Press(NamedKey.Down, NamedKey.Down);
        Assert.Equal("web-07", ((HostsScreen)hosts.Front).Here!.Name);
        hosts.Send(new FileChanged()).Answer("hosts", new HostsRead(new HostList([.. Fleet, Host("aaa", HostFleetState.ScanFailed, ScanStatus.Timeout, 1, 1, 1)], 5)));
        Assert.Equal("web-07", ((HostsScreen)hosts.Front).Here!.Name);
    }

    [Theory]
    [InlineData("/web", 3)]
    [InlineData("/!web", 1)]
    [InlineData("/debian", 3)]
    [InlineData("/nothing-like-it", 0)]
    public void The_filter_is_live(string keys, int count)
    {
        ScreenStage hosts = Hosts().Type(keys);
        Assert.Equal(count, ((HostsScreen)hosts.Front).Rows.Length);
        if (count == 0) Assert.Contains("0 of 4 match. Esc clears.", hosts.Text);
        hosts.Press(NamedKey.Escape);
        Assert.Equal(4, ((HostsScreen)hosts.Front).Rows.Length);
    }

    [Fact]
    public void Marked_hosts_are_scanned_together()
    {
        ScreenStage hosts = Hosts().Type(" ").Type(" ");
        Assert.Contains("2 marked", hosts.Text);
        Assert.Contains("s scan 2", hosts.Text);
        hosts.Type("s");
        Assert.Contains("scan", hosts.Begun);
    }

    [Fact]
    public void Scanning_is_off_in_read_only_mode()
    {
        ScreenStage hosts = Hosts(asOperator: false).Type("s");
        Assert.DoesNotContain("scan", hosts.Begun);
        Assert.Contains("READ-ONLY", hosts.Text);
    }

    [Fact]
    public void An_empty_file_says_what_to_do()
    {
        ScreenStage hosts = new ScreenStage(new HostsScreen()).Answer("hosts", new HostsRead(new HostList([], 0)));
        Assert.Contains("No hosts. a adds one by name, i imports a CSV file.", hosts.Text);
    }

    [Fact]
    public void A_wide_terminal_previews_the_host_under_the_cursor()
    {
        string text = Hosts(120, 40).Text;
        Assert.Contains("scan host-key-changed, HOST_KEY", text);
    }

    [Fact]
    public void The_overview_begins_with_what_needs_a_person()
    {
        string[] rows = Overview(Fleet).Rows;
        Assert.StartsWith("NEEDS YOU", rows[2]);
        Assert.StartsWith(">K web-25", rows[3]);
        Assert.Contains("host-key-changed, HOST_KEY_CHANGED", rows[3]);
        string text = string.Join('\n', rows);
        Assert.Contains("FLEET 4", text);
        Assert.Contains("25% compliant", text);
    }

    [Fact]
    public void Without_trouble_the_overview_says_so() =>
        Assert.Equal("Nothing needs you.", Overview([Fleet[0]]).Rows[2]);

    [Fact]
    public void An_empty_file_begins_with_the_first_steps()
    {
        ScreenStage first = Overview([]);
        Assert.StartsWith("First run", first.Rows[1]);
        Assert.Contains(">. 1 Hosts", first.Text);
        Assert.Contains("Enter do step 1", first.Text);
        first.Press(NamedKey.Enter).Type("web-07=10.2.0.17").Press(NamedKey.Enter);
        Assert.Contains("add", first.Begun);
    }

    private static ScreenStage Hosts(int width = 80, int height = 24, bool asOperator = true) =>
        new ScreenStage(new HostsScreen(), width, height, asOperator).Answer("hosts", new HostsRead(new HostList(Fleet, Fleet.Length)));

    private static ScreenStage Overview(HostSummary[] hosts)
    {
        Need[] needs = [.. hosts.Where(h => h.State == HostFleetState.ScanFailed).Select(h => new Need("scan", h.Name, null, $"{h.Name}: {h.ScanStatus}", null, null))];
        StatusReport status = OverviewData.Empty.Status with { Needs = needs };
        return new ScreenStage(new OverviewScreen()).Answer("overview", new OverviewRead(OverviewData.Of(status, new HostList(hosts, hosts.Length), new RolloutList([], false))));
    }

    private static HostSummary Host(string name, HostFleetState state, ScanStatus? scan, int? updates, int? security, long risk) => new()
    {
        Id = new HostId(1), Name = name, State = state, Address = "10.2.0.17", Port = 22, Transport = Transport.Ssh, Environment = "prod", Role = "app",
        Tags = new Dictionary<string, string> { ["ring"] = "1" }, Os = new HostOs("debian", "debian", "12"), Kernel = "6.1.0-40", LastScanAt = Now - Duration.FromHours(3), ScanAgeSeconds = 10800,
        ScanStatus = scan is { } s ? ScanStatuses.Word(s) : "never", ScanCode = null, MetadataAt = null, PendingUpdates = updates, PendingSecurity = security,
        RebootStatus = RebootStatus.None, OpenFindings = 0, Risk = risk, LastScan = scan,
    };
}
