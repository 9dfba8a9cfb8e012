using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Tui.Policies;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>Who has what on the screen, over a file with a conflict and a host in no policy.</summary>
public sealed class PoliciesScreenTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-policies-").FullName;
    private readonly Session session;

    public PoliciesScreenTests()
    {
        session = new Session(Path.Combine(folder, "t.db"), new Actor(1000, 1000, "anna"), SystemClock.Instance);
        foreach ((string name, string? env) in new[] { ("app-19", "prod"), ("web-01", "prod"), ("web-02", "prod"), ("stray-01", (string?)null) })
            AddHost.Run(session, name, new HostFields(env is null ? new Dictionary<string, string> { [HostFields.Address] = "192.0.2.1" } : new Dictionary<string, string> { [HostFields.Address] = "192.0.2.1", [HostFields.Environment] = env }, [], []));
        ApplyPolicies.Run(session, """
            policies:
              prod-web: { extends: prod, priority: 60, scope: env = prod }
              legacy: { priority: 60, scope: tag = legacy }
            """, dryRun: false, prune: false);
        SetHost.Run(session, "app-19", new HostFields(new Dictionary<string, string>(), ["legacy"], []));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Conflicts_come_first_and_the_row_says_who_ties_and_what_would_end_it()
    {
        string[] rows = Stage().Rows;
        Assert.Contains("4 hosts, 3 patterns, conflicts first", rows[1]);
        Assert.Matches("^>C +1 app-19 +TIE +TIE +conflict$", rows[4].TrimEnd());
        Assert.Matches("^ - +1 stray-01 +[.] +[?] +unmanaged$", rows[5].TrimEnd());
        Assert.Matches("^ [+] +2 web-01 [.][.] +[.] +WIN$", rows[6].TrimEnd());
        string text = string.Join(" ", rows.Select(r => r.Trim()));
        Assert.Contains("TIE app-19: legacy (scope tag = legacy) and prod-web (scope env = prod), both 60", text);
        Assert.Contains("unmanaged until one of them is 61 or more, or the other 59 or less, or by a tag:", text);
        Assert.Contains("-tag=legacy on app-19: then prod-web counts there", text);
    }

    [Fact]
    public void A_host_in_no_policy_names_the_fact_that_is_not_set() =>
        Assert.Contains("prod-web cannot tell: env is not set", Stage().Press(NamedKey.Down).Work(session).Text);

    [Fact]
    public void The_list_counts_hosts_in_none_in_several_in_conflict_and_never_scanned() =>
        Assert.Contains("HOSTS 1 in no policy   1 in several   1 in conflict   4 never scanned", Stage().Press(NamedKey.Tab).Rows[2]);

    [Fact]
    public void Removing_a_policy_shows_its_impact_and_wants_its_name()
    {
        ScreenStage stage = Stage().Press(NamedKey.Tab).Type("X").Work(session);
        Assert.Contains("REMOVE the policy legacy; its versions stay", stage.Text);
        Assert.Contains("no longer in conflict: app-19", stage.Text);
        stage.Type("legacy").Press(NamedKey.Enter).Work(session);
        Assert.DoesNotContain(ShowPolicies.List(session).Policies, p => p.Name == "legacy");
    }

    [Theory]
    [InlineData(60, 15)]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    public void Every_tab_fits_every_terminal(int width, int height)
    {
        ScreenStage stage = Stage(width, height);
        for (int tab = 0; tab < 3; tab++)
        {
            Assert.All(stage.Rows, r => Assert.True(r.Length <= width));
            Assert.Contains(stage.Rows, r => r.Contains("? keys"));
            stage.Press(NamedKey.Tab).Work(session);
        }
    }

    private ScreenStage Stage(int width = 80, int height = 24) => new ScreenStage(new PoliciesScreen(), width, height).Work(session);
}
