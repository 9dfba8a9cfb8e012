using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Scans;
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

    [Theory]
    [InlineData("/env = prod", 4)]
    [InlineData("/env = prod and state = scan-failed", 1)]
    [InlineData("/!state = scan-failed", 3)]
    [InlineData("/role in (web, db)", 0)]
    [InlineData("/tag.ring = 1 and not os.name is unset", 3)]
    [InlineData("/web key", 1)]
    [InlineData("/WEB-07", 1)]
    public void A_filter_with_a_sign_or_a_word_of_the_language_is_a_scope(string keys, int count) =>
        Assert.Equal(count, ((HostsScreen)Hosts().Type(keys).Front).Rows.Length);

    [Theory]
    [InlineData("env = ", "Column 6: the expression ends, expected a value", null)]
    [InlineData("!evn = prod", "Column 2: found \"evn\", expected a fact", "Did you mean env?")]
    [InlineData("env = prod adn role = web", "Column 12: found \"adn\", expected and, or, end.", "Did you mean and?")]
    public void A_bad_filter_says_where_and_the_old_one_stays(string typed, string says, string? meant)
    {
        ScreenStage hosts = Hosts().Type("/web").Press(NamedKey.Enter).Type("/");
        for (int i = 0; i < 3; i++) hosts.Press(NamedKey.Backspace);
        hosts.Type(typed);
        string text = string.Join(' ', hosts.Rows[^4..]);
        Assert.Contains(says, text);
        if (meant is not null) Assert.Contains(meant, text);
        Assert.Contains("The old filter stays.", text);
        Assert.Equal(3, ((HostsScreen)hosts.Front).Rows.Length);
        hosts.Press(NamedKey.Enter);
        Assert.Equal("web", hosts.Front.Filter);
        Assert.Contains("/web", hosts.Rows[1]);
        Assert.Equal(3, ((HostsScreen)hosts.Front).Rows.Length);
    }

    [Fact]
    public void A_filter_names_a_scope_and_follows_it_when_it_is_changed()
    {
        HostSummary[] fleet = Fleet;
        HostsRead With(string expression) => new(HostIndex.Of(new HostList(fleet, fleet.Length) { Scopes = ScopeBook.Of([new("mine", expression)]) }));
        ScreenStage hosts = new ScreenStage(new HostsScreen()).Answer("hosts", With("name = web-07")).Type("/scope = m").Press(NamedKey.Tab);
        Assert.Equal("scope = mine ", hosts.Front.Filter);
        hosts.Press(NamedKey.Enter);
        Assert.Equal(["web-07"], ((HostsScreen)hosts.Front).Rows.Select(r => r.Host!.Name));
        hosts.Answer("hosts", With("name != web-07"));
        Assert.Equal(fleet.Length - 1, ((HostsScreen)hosts.Front).Rows.Length);
    }

    [Fact]
    public void Tab_completes_facts_signs_and_the_fleets_own_values()
    {
        ScreenStage hosts = Hosts().Type("/en").Press(NamedKey.Tab);
        Assert.Equal("env ", hosts.Front.Filter);
        hosts.Type("=").Press(NamedKey.Tab);
        Assert.Equal("env =prod ", hosts.Front.Filter);
        hosts.Type("and tag.").Press(NamedKey.Tab).Type("= 1 and stat").Press(NamedKey.Tab).Type("= s").Press(NamedKey.Tab);
        Assert.Equal("env =prod and tag.ring = 1 and state = s", hosts.Front.Filter);
        Assert.Equal("scan-failed scan-stale security-pending sla-breached", hosts.Rows[22]);
        hosts.Type("e").Press(NamedKey.Tab);
        Assert.Equal(["web-07"], ((HostsScreen)hosts.Front).Rows.Select(r => r.Host!.Name));
    }

    [Fact]
    public void Groups_open_and_fold_and_count_their_states()
    {
        ScreenStage hosts = Hosts().Type(":group os").Press(NamedKey.Enter);
        Assert.Equal(">[+] debian 12  3 hosts  K1 S1 +1   20 updates, 9 security", hosts.Rows[3]);
        Assert.Equal(" [+] no system known  1 host  .1   0 updates, 0 security", hosts.Rows[4]);
        Assert.Contains("os groups", hosts.Rows[1]);
        hosts.Press(NamedKey.Enter);
        Assert.StartsWith(">[-] debian 12", hosts.Rows[3]);
        Assert.StartsWith(" K web-25", hosts.Rows[4]);
        hosts.Type(" ");
        Assert.Contains("3 marked", hosts.Rows[1]);
        Assert.StartsWith(" [-] debian 12*", hosts.Rows[3]);
        hosts.Type(":group none").Press(NamedKey.Enter);
        Assert.StartsWith(">K web-25*", hosts.Rows[3]);
    }

    [Fact]
    public void Every_order_has_its_command()
    {
        ScreenStage hosts = Hosts();
        foreach ((string order, string first) in new[] { ("name", "new-01"), ("risk", "web-25"), ("updates", "web-25"), ("scan", "new-01"), ("worst", "web-25") })
        {
            hosts.Type($":order {order}").Press(NamedKey.Enter);
            Assert.Equal(first, ((HostsScreen)hosts.Front).Rows[0].Host!.Name);
        }
    }

    [Fact]
    public void A_scan_tells_how_far_it_is_wherever_one_is_and_runs_once()
    {
        ScreenStage hosts = Hosts().Type("s");
        long layer = hosts.Model.Front.Id;
        hosts.Send(new Progressed(layer, "scan", ScanWork.Text(new ScanProgress(210, 412, 8, null!, 38.2, Duration.FromSeconds(5.3), new Dictionary<ScanStatus, int> { [ScanStatus.AuthFailed] = 2, [ScanStatus.Unreachable] = 6 }))));
        hosts.Send(new Woke(Now + Duration.FromSeconds(3)));
        Assert.EndsWith("scan 210/412 38/s 5s U6 L2", hosts.Rows[22]);
        hosts.Type("1").Type("2");
        hosts.Press(NamedKey.Enter);
        Assert.EndsWith("scan 210/412 38/s 5s U6 L2", hosts.Rows[22]);
        hosts.Press(NamedKey.Escape).Type("s");
        Assert.Single(hosts.Begun, "scan");
        Assert.Contains("A scan runs already.", hosts.Text);
        hosts.Send(new Pressed(KeyPress.OfCtrl('c')));
        Assert.EndsWith("scan stops ..", hosts.Rows[22]);
        hosts.Send(new ForScreen(layer, "scan", new Told("S7: 204 of 210 answered in 9s.")));
        Assert.Contains("S7: 204 of 210 answered", hosts.Text);
    }

    /// <summary>A list that was read anew while a person works on it keeps the cursor, the marks and the filter.</summary>
    [Fact]
    public void Ten_thousand_hosts_are_searched_sorted_and_marked()
    {
        HostSummary[] many = [.. Enumerable.Range(0, 10_000).Select(i => Host($"host-{i:0000}", i % 7 == 0 ? HostFleetState.SecurityPending : HostFleetState.Compliant, ScanStatus.Ok, i % 7, i % 7 == 0 ? 1 : 0, i))];
        var index = HostIndex.Of(new HostList(many, many.Length));
        ScreenStage hosts = new ScreenStage(new HostsScreen()).Answer("hosts", new HostsRead(index)).Type("/state = security-pending").Press(NamedKey.Enter).Type("M");
        Assert.Contains("1429/10000", hosts.Rows[1]);
        Assert.Contains("1429 marked", hosts.Rows[1]);
        hosts.Press(NamedKey.End);
        string here = ((HostsScreen)hosts.Front).Here!.Name;
        HostSummary[] later = [.. many.Select(h => h.Name == "host-0007" ? h with { State = HostFleetState.Compliant } : h)];
        hosts.Answer("hosts", new HostsRead(HostIndex.Of(new HostList(later, later.Length), index)));
        Assert.Equal(here, ((HostsScreen)hosts.Front).Here!.Name);
        Assert.Contains("/state = security-pending  by w", hosts.Rows[1]);
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
        Assert.Contains("No hosts. a adds one by name, i imports a file that names them.", hosts.Text);
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
        Subject = new ScopeSubject(
            new Host(new HostId(1), name, "10.2.0.17", 22, null, Transport.Ssh, "prod", "app", new Dictionary<string, string> { ["ring"] = "1" }, null, null, null, null, null, null, null),
            scan is null ? null : new HostFigures("debian", "debian", "12", "6.1.0-40", null, true, false, updates ?? 0, security ?? 0, 0, null, null), state, Now),
    };
}
