using System.Diagnostics;
using System.Text.Json;
using Cockpit.Cockpit.Tests.Tui;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Demo;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Journeys;

/// <summary>The same on the screens of two persons, each at a pseudo-terminal of 80x24.</summary>
public sealed class ApprovalScreenJourneyTests : IDisposable
{
    private readonly Cli.Program program = new();
    private readonly Session demo = MakeDemo.InTemporaryFolder(new Actor(0, null, "root"), SystemClock.Instance);
    private readonly List<(Pty Pty, Process Program)> screens = [];
    private readonly JsonElement plan;

    public ApprovalScreenJourneyTests()
    {
        Assert.SkipUnless(File.Exists("/dev/ptmx") && File.Exists("/usr/bin/setsid"), "This machine has no pseudo-terminals or no setsid.");
        Assert.SkipUnless(TwoPersons.Possible(program), "Only root, where nobody has logged in, can be two persons.");
        MakeDemo.Run(demo, 24, _ => { }, TestContext.Current.CancellationToken);
        program.Variables["COCKPIT_DB"] = demo.FilePath;
        program.File("db.yaml", ApprovalCommandJourneyTests.Policy);
        Assert.Equal(0, program.Run("rollout", "reject", "R1", "--reason", "not this one").Exit);
        Assert.Equal(0, program.RunAs(TwoPersons.Anna, "policy", "apply", "db.yaml").Exit);
        plan = JsonDocument.Parse(program.RunAs(TwoPersons.Anna, "rollout", "plan", "--policy", "db", "-o", "json").Out).RootElement;
    }

    public void Dispose()
    {
        foreach ((Pty pty, Process running) in screens)
        {
            pty.Dispose();
            running.WaitForExit();
            running.Dispose();
        }
        program.Dispose();
        EndDemo.Run(demo);
    }

    private string Hash => plan.GetProperty("hash").GetString()![..4];

    private int Hosts => plan.GetProperty("hosts").GetInt32();

    [Fact]
    public void Who_made_a_plan_cannot_approve_it_and_another_person_can()
    {
        Pty anna = AtThePlan(TwoPersons.Anna);
        Assert.Contains("POLICY  db v1; approval by 1 person, not the author", string.Join("\n", Enumerable.Range(0, 24).Select(anna.Screen.Row)), StringComparison.Ordinal);
        anna.Type("A");
        anna.WaitFor($"Type {Hash} and Enter to approve.");
        anna.Type(Hash + "\r");
        anna.WaitFor("OTHER_PERSON_NEEDED You made R2");
        Pty ben = AtThePlan(TwoPersons.Ben);
        ben.Type("A");
        ben.WaitFor($"Type {Hash} and Enter to approve.");
        ben.Type(Hash + "\r");
        ben.WaitFor("R2 is approved until");
    }

    [Fact]
    public void A_freeze_refuses_a_start_by_hand_and_break_glass_passes_it_with_two_persons_and_stands_on_the_overview()
    {
        Assert.Equal(0, program.RunAs(TwoPersons.Ben, "rollout", "approve", "R2", "--hash", plan.GetProperty("hash").GetString()!).Exit);
        LocalDate today = demo.Now.InUtc().Date;
        Assert.Equal(0, program.Run("freeze", "add", "year-end", "--from", $"{today:uuuu-MM-dd}T00:00Z", "--until", $"{today.PlusDays(9):uuuu-MM-dd}", "--reason", "books are closed").Exit);
        Pty anna = AtThePlan(TwoPersons.Anna);
        anna.Type("S");
        anna.WaitFor($"Type {Hosts} and Enter to start.");
        anna.Type($"{Hosts}\r");
        anna.WaitFor("FROZEN R2 did not start.");

        Pty ben = AtThePlan(TwoPersons.Ben);
        ben.Type(":allow break glass\r");
        ben.WaitFor("Type why.");
        ben.Type("anna called me\r");
        ben.WaitFor($"Type {Hash} and Enter.");
        ben.Type(Hash + "\r");
        ben.WaitFor("Another person may now break the glass of R2");
        // Read anew: a question over a state that moves clears its word.
        anna = AtThePlan(TwoPersons.Anna);
        anna.Type(":break glass\r");
        anna.WaitFor("Type why.");
        anna.Type("exploited\r");
        anna.WaitFor("Type break glass and Enter.");
        anna.Type("break glass\r");
        anna.WaitFor("RUNNING");
        Assert.Equal(0, program.Run("rollout", "watch", "R2").Exit);
        anna.Type("1");
        anna.WaitFor("R2-break");
    }

    /// <summary>A person's screens on the page of the plan, as operator.</summary>
    private Pty AtThePlan(int login)
    {
        var pty = new Pty(80, 24);
        string[] environment = ["TERM=xterm-256color", "NO_COLOR=1", "LANG=C", "HOME=" + program.Folder, "PATH=" + Environment.GetEnvironmentVariable("PATH"), "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")];
        screens.Add((pty, pty.Start(program.Folder, environment, [.. TwoPersons.Runs(login), .. Cli.Program.Command, "--db", demo.FilePath])));
        pty.WaitFor("? keys");
        pty.Type("O");
        pty.WaitFor("OPERATOR");
        pty.Type("7");
        pty.WaitFor("R2");
        pty.Type("\r");
        pty.WaitFor("Rollouts > R2");
        pty.WaitFor("POLICY");
        return pty;
    }
}
