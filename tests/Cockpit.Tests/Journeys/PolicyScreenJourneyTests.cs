using System.Diagnostics;
using Cockpit.Cockpit.Tests.Tui;

namespace Cockpit.Cockpit.Tests.Journeys;

/// <summary>The same on the screens, by the built program on a real pseudo-terminal of 80x24.</summary>
public sealed class PolicyScreenJourneyTests : IDisposable
{
    private readonly Cli.Program program = new();
    private readonly Pty pty;
    private readonly Process screens;

    public PolicyScreenJourneyTests()
    {
        Assert.SkipUnless(File.Exists("/dev/ptmx") && File.Exists("/usr/bin/setsid"), "This machine has no pseudo-terminals or no setsid.");
        string file = Path.Combine(program.Folder, "prod.db");
        program.Variables["COCKPIT_DB"] = file;
        program.File("hosts.csv", PolicyFile.Hosts);
        Assert.Equal(0, program.Run("host", "import", "hosts.csv").Exit);
        program.File("now.yaml", PolicyFile.Yaml());
        Assert.Equal(0, program.Run("policy", "apply", "now.yaml").Exit);
        pty = new Pty(80, 24);
        string[] environment = ["TERM=xterm-256color", "NO_COLOR=1", "LANG=C", "HOME=" + program.Folder, "PATH=" + Environment.GetEnvironmentVariable("PATH"), "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")];
        screens = pty.Start(program.Folder, environment, [.. Cli.Program.Command, "--db", file]);
        pty.WaitFor("? keys");
    }

    public void Dispose()
    {
        pty?.Dispose();
        screens?.WaitForExit();
        screens?.Dispose();
        program.Dispose();
    }

    [Fact]
    public void Of_three_overlapping_scopes_the_page_names_the_winner_and_says_first_what_a_tag_that_goes_would_change()
    {
        program.File("pilot.yaml", PolicyFile.Yaml(pilot: 70));
        Assert.Equal(0, program.Run("policy", "apply", "pilot.yaml").Exit);
        pty.Type("2");
        pty.WaitFor("pilot");
        pty.Type("/web-03\r");
        pty.WaitFor("1/14");
        pty.Type("w");
        pty.WaitFor("MANAGED by pilot v2, ring rest");
        pty.WaitFor("+ pilot           70 WINS: highest priority of 3 that match (scope tag = pilot)");
        pty.WaitFor("- prod-web        60 loses: 60 < 70 of pilot");
        pty.WaitFor("- base-linux      10 loses: 10 < 70 of pilot");
        pty.WaitFor("WINDOWS");
        pty.Type("/-tag=pilot");
        pty.WaitFor("MANAGED by prod-web v1, ring main");
        pty.WaitFor("windows web-night, web-late -> web-night");
        pty.Type("\r");
        // Supposing changes nothing.
        Assert.Contains("\"pilot\"", program.Run("host", "explain", "web-03", "-o", "json").Out);
        pty.Type("O");
        pty.WaitFor("OPERATOR");
        pty.Type("e");
        pty.WaitFor("TAGS OF web-03: pilot");
        pty.Type("-pilot\r");
        pty.WaitUntil(() => pty.Screen.Row(2).StartsWith("MANAGED by prod-web v1, ring", StringComparison.Ordinal), "the page under the other policy");
        Assert.Contains("0 hosts", program.Run("scope", "preview", "tag = pilot").Out);
        pty.Type("5");
        pty.WaitFor("14 hosts, 2 patterns");
    }

    [Fact]
    public void A_changed_window_says_before_saving_who_moves_who_loses_and_who_gains_and_the_version_before_stays()
    {
        Edit();
        pty.Type("\r\u0015" + PolicyFile.Narrowed + "\r");
        pty.WaitFor("3 hosts move, 2 lose their window, 1 gains a second, 0 conflicts");
        pty.Type("jjjj\r\u0015web-l\t");
        pty.WaitFor(">*windows              web-late");
        pty.WaitFor("12 hosts move, 2 lose their window, 1 gains a second, 0 conflicts");
        pty.WaitFor("without a window: app-15 app-16");
        pty.WaitFor("with several windows: web-03");
        pty.Type("\rO");
        pty.WaitFor("OPERATOR");
        Assert.Contains("\"version\": 1", program.Run("policy", "show", "prod-web", "-o", "json").Out);
        pty.Type("S");
        pty.WaitFor("SAVE prod-web v2: 2 fields");
        pty.WaitFor("Type 12 and Enter to save.");
        pty.Type("12\r");
        pty.WaitFor("prod-web v2 counts: 12 hosts move, 2 lose their window, 1 gains a second");
        pty.WaitFor("[List]");
        pty.Type("t");
        pty.WaitFor("[Versions]");
        pty.WaitFor("windows: web-night -> web-late");
        pty.Type("j\r");
        pty.WaitFor("prod-web v1, by ");
        pty.WaitFor("v2 counts now");
        pty.WaitFor("web-night");
        Assert.Contains("web-late", program.Run("host", "explain", "web-01").Out);
    }

    [Fact]
    public void Equal_priorities_are_refused_with_the_policies_and_the_host_and_nothing_changes()
    {
        string before = program.Run("policy", "export").Out;
        pty.Type("O");
        pty.WaitFor("OPERATOR");
        Edit();
        pty.Type("jj\r\u001550");
        pty.WaitFor("pilot and prod-web tie on web-03: unmanaged");
        pty.WaitFor("1 conflict");
        pty.Type("\r");
        pty.WaitFor("Enter edit field");
        pty.Type("S");
        pty.WaitFor("S is off: pilot and prod-web would tie on web-03");
        pty.Type("\e");
        pty.WaitFor("1 change is not saved. Esc again leaves it, S saves.");
        pty.Type("\e");
        pty.WaitFor("[List]");
        Assert.Equal(before, program.Run("policy", "export").Out);
    }

    /// <summary>From the list of policies into the editor of prod-web, which has the highest priority.</summary>
    private void Edit()
    {
        pty.Type("5");
        pty.WaitFor("[Overlap]");
        pty.Type("\t");
        pty.WaitFor(">+ prod-web");
        pty.Type("e");
        pty.WaitFor("Policies > edit prod-web");
        pty.WaitFor("IMPACT");
    }
}
