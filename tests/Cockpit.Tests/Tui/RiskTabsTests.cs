using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Operations.Demo;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Overview;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>The risk screens over a demo's file: what they show is what the file holds.</summary>
public sealed class RiskTabsTests
{
    private static readonly Lazy<Session> Demo = new(() =>
    {
        Session session = MakeDemo.InTemporaryFolder(new Actor(1000, 1000, "anna"), SystemClock.Instance);
        MakeDemo.Run(session, 20, _ => { }, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndDemo.Run(session);
        return session;
    });

    [Fact]
    public void The_matrix_shows_what_removes_the_most_beside_it()
    {
        ScreenStage risk = Stage(120, 40);
        Assert.StartsWith("Risk  [Matrix] Updates Hosts Burn-down", risk.Rows[1]);
        Assert.Matches("EPSS .* ~", risk.Rows[1]);
        Assert.Contains("BY UPDATE", risk.Rows[2]);
        Assert.Contains("openssl 3.0.17", risk.Text);
        Assert.Contains("BY HOST", risk.Text);
        Assert.Contains("in 7d", risk.Text);
    }

    [Fact]
    public void An_update_leads_to_the_hosts_that_have_it_and_on_to_one_of_them()
    {
        ScreenStage risk = Stage().Press(NamedKey.Tab).Work(Demo.Value);
        Assert.Contains("[Updates]", risk.Rows[1]);
        var top = (TopUpdatesScreen)risk.Front;
        Assert.Equal(top.Updates.Max(u => u.Points), top.Updates[0].Points);
        risk.Press(NamedKey.Enter).Work(Demo.Value);
        Assert.StartsWith($"Risk > {top.Updates[0].Update}", risk.Rows[1]);
        string host = ((UpdateScreen)risk.Front).Page!.Hosts[0].Host;
        risk.Press(NamedKey.Enter).Work(Demo.Value);
        Assert.Equal(host, ((HostScreen)risk.Front).Name);
        Assert.Contains("closes", risk.Text);
    }

    [Fact]
    public void The_machines_with_the_most_points_come_first_and_lead_to_their_findings()
    {
        ScreenStage risk = Stage().Press(NamedKey.Tab, NamedKey.Tab).Work(Demo.Value);
        var top = (TopHostsScreen)risk.Front;
        Assert.Equal(top.Tops!.Hosts.Max(h => h.Points), top.Here!.Points);
        risk.Press(NamedKey.Enter).Work(Demo.Value);
        Assert.Contains($"{top.Here.Host}  Updates [Findings]", risk.Rows[1]);
    }

    [Fact]
    public void The_burn_down_looks_back_and_says_what_moved_it()
    {
        ScreenStage risk = Stage().Press(NamedKey.BackTab).Work(Demo.Value);
        Assert.Contains("[Burn-down]", risk.Rows[1]);
        Assert.StartsWith("POINTS now ", risk.Rows[2]);
        Assert.Contains("29 days ago", risk.Rows[2]);
        Assert.Contains("f: a feed moved scores", risk.Text);
        Assert.Contains("very high", risk.Text);
        risk.Press(NamedKey.Right);
        Assert.Contains("35 days ago", risk.Rows[2]);
    }

    [Fact]
    public void Words_count_each_cell_and_the_list_follows()
    {
        ScreenStage risk = Stage().Type("/openssl").Press(NamedKey.Enter).Work(Demo.Value);
        long count = ListFindings.Run(Demo.Value, new FindingWish { Text = "openssl" }, count: true).Total!.Value;
        Assert.Contains($"{count:N0} of ", risk.Rows[1]);
        Assert.Equal(count, ((RiskScreen)risk.Front).Picture!.Total);
        risk.Press(NamedKey.Enter).Work(Demo.Value);
        Assert.All(((FindingsScreen)risk.Front).Window.Rows, f => Assert.Contains("OpenSSL", f.Name, StringComparison.OrdinalIgnoreCase));
        risk.Press(NamedKey.Escape).Work(Demo.Value).Type("/nothing has this").Press(NamedKey.Enter).Work(Demo.Value);
        Assert.Contains("match. Esc clears.", risk.Text);
    }

    [Fact]
    public void A_tool_and_a_scope_go_together()
    {
        ScreenStage risk = Stage().Type("/tool = qualys and env = prod").Press(NamedKey.Enter).Work(Demo.Value);
        RiskFilter applied = ((RiskScreen)risk.Front).Frame.Applied;
        Assert.Equal((Core.Findings.FindingSource.Qualys, "env = prod"), (applied.Tool, applied.Scope!.Expression));
        risk.Press(NamedKey.Tab).Work(Demo.Value);
        Assert.Contains("Filter by host here", risk.Text);
        risk.Type(":tool all").Press(NamedKey.Enter).Work(Demo.Value);
        Assert.Contains("removes", risk.Text);
    }

    [Fact]
    public void A_finding_says_its_fix_and_shows_html_as_text()
    {
        ScreenStage list = new ScreenStage(new FindingsScreen(new FindingQuery("all"), RiskFilter.Read("tool = qualys", ScopeBook.Empty, out _)!)).Work(Demo.Value);
        list.Press(NamedKey.Enter).Work(Demo.Value);
        Assert.Contains("LIKELIHOOD", list.Text);
        Assert.Contains("IMPACT", list.Text);
        list.Type("v");
        Assert.Contains("- data that the server holds", list.Text);
        Assert.Contains("(https://advisories.example.test/", list.Text);
        Assert.DoesNotContain("<P>", list.Text);
        list.Type("/advisory").Press(NamedKey.Enter);
        Assert.Contains("advisory", list.Rows[2]);
    }

    [Fact]
    public void A_fact_from_a_feed_that_is_too_old_is_marked()
    {
        ScreenStage list = new ScreenStage(new FindingsScreen(new FindingQuery("all"), RiskFilter.None)).Work(Demo.Value).Press(NamedKey.Enter).Work(Demo.Value);
        Assert.Contains(list.Rows, r => r.Contains("EPSS from", StringComparison.Ordinal) && r.TrimEnd().EndsWith('~'));
        Assert.Contains("DUE ", list.Text);
    }

    [Fact]
    public void A_rollout_is_planned_of_all_findings_of_a_cell()
    {
        ScreenStage risk = Stage().Press(NamedKey.Enter).Work(Demo.Value).Type("M");
        Assert.Contains("all marked", risk.Rows[1]);
        Assert.Contains("r rollout of all", risk.Rows[23]);
        risk.Type("r").Work(Demo.Value);
        Assert.Contains("Risk > VH", risk.Rows[1]);
        Assert.True(risk.Front is RolloutScreen || risk.Text.Contains("PLAN_EMPTY", StringComparison.Ordinal), risk.Text);
    }

    [Fact]
    public void The_overview_looks_back_and_knows_the_age_of_its_feeds()
    {
        ScreenStage overview = new ScreenStage(new OverviewScreen()).Work(Demo.Value);
        Assert.Matches("RISK [0-9,]+ points, on .* KEV of", overview.Text);
        Assert.Matches("EPSS .* ~", overview.Text);
    }

    [Theory]
    [InlineData(60, 15)]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(200, 60)]
    public void Every_tab_fits_every_terminal(int width, int height)
    {
        ScreenStage risk = Stage(width, height);
        for (int tab = 0; tab < risk.Front.Tabs.Count; tab++)
        {
            Assert.All(risk.Rows, r => Assert.True(r.Length <= width));
            Assert.Contains("? keys", risk.Rows[height - 1]);
            risk.Press(NamedKey.End).Press(NamedKey.Home).Press(NamedKey.Tab).Work(Demo.Value);
        }
    }

    private static ScreenStage Stage(int width = 80, int height = 24) => new ScreenStage(new RiskScreen(), width, height).Work(Demo.Value);
}
