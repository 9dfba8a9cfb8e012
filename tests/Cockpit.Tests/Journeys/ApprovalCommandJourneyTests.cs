using System.Text.Json;
using Cockpit.Cockpit.Tests.Cli;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Demo;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Journeys;

/// <summary>Who may approve, what a freeze refuses, and what passes it, by the built program's commands on a simulated fleet.</summary>
public sealed class ApprovalCommandJourneyTests : IDisposable
{
    public const string Policy = """
        policies:
          db: { scope: role = db, priority: 60, windows: always, approvals: { notAuthor: true } }
        """;

    private readonly Cli.Program program = new();
    private readonly Session demo = MakeDemo.InTemporaryFolder(new Actor(0, null, "root"), SystemClock.Instance);
    private readonly string hash;

    public ApprovalCommandJourneyTests()
    {
        Assert.SkipUnless(TwoPersons.Possible(program), "Only root, where nobody has logged in, can be two persons.");
        MakeDemo.Run(demo, 24, _ => { }, TestContext.Current.CancellationToken);
        program.Variables["COCKPIT_DB"] = demo.FilePath;
        program.File("db.yaml", Policy);
        Assert.Equal(0, program.Run("rollout", "reject", "R1", "--reason", "not this one").Exit);
        Assert.Equal(0, program.RunAs(TwoPersons.Anna, "policy", "apply", "db.yaml").Exit);
        Ran planned = program.RunAs(TwoPersons.Anna, "rollout", "plan", "--policy", "db", "-o", "json");
        Assert.True(planned.Exit == 0, planned.Error);
        hash = JsonDocument.Parse(planned.Out).RootElement.GetProperty("hash").GetString()!;
    }

    public void Dispose()
    {
        program.Dispose();
        EndDemo.Run(demo);
    }

    [Fact]
    public void Who_made_a_plan_cannot_approve_it_and_another_person_can()
    {
        Ran own = program.RunAs(TwoPersons.Anna, "rollout", "approve", "R2", "--hash", hash);
        Assert.Equal(3, own.Exit);
        Assert.StartsWith("OTHER_PERSON_NEEDED You made R2, and its policy wants another person than the author.", own.Error);
        Assert.Equal("draft", State());
        Assert.Equal(0, program.RunAs(TwoPersons.Ben, "rollout", "approve", "R2", "--hash", hash, "--ticket", "CHG-4711").Exit);
        Assert.Equal("approved", State());
    }

    [Fact]
    public void A_freeze_refuses_a_start_by_hand_and_break_glass_passes_it_with_two_persons_and_stands_in_the_reviews()
    {
        Assert.Equal(0, program.RunAs(TwoPersons.Ben, "rollout", "approve", "R2", "--hash", hash).Exit);
        string now = demo.Now.InUtc().Date.ToString("uuuu-MM-dd", null);
        Assert.Equal(0, program.Run("freeze", "add", "year-end", "--from", $"{now}T00:00Z", "--until", demo.Now.InUtc().Date.PlusDays(9).ToString("uuuu-MM-dd", null), "--reason", "books are closed").Exit);
        foreach (string[] start in (string[][])[["rollout", "start", "R2", "--yes"], ["rollout", "start", "R2", "--now", "--yes"]])
        {
            Ran frozen = program.RunAs(TwoPersons.Anna, start);
            Assert.Equal(3, frozen.Exit);
            Assert.StartsWith("FROZEN R2 did not start.", frozen.Error);
            Assert.Contains("frozen by year-end until", frozen.Error);
        }
        Assert.Equal("approved", State());

        Assert.Equal(0, program.RunAs(TwoPersons.Ben, "rollout", "approve", "R2", "--break-glass", "--reason", "anna called me", "--hash", hash).Exit);
        Ran broken = program.RunAs(TwoPersons.Anna, "rollout", "start", "R2", "--break-glass", "--reason", "exploited in the wild", "--yes");
        Assert.True(broken.Exit == 0, broken.Error);
        Assert.Equal(0, program.Run("rollout", "watch", "R2").Exit);
        JsonElement show = JsonDocument.Parse(program.Run("rollout", "show", "R2", "-o", "json").Out).RootElement;
        Assert.Equal("completed", show.GetProperty("state").GetString());
        Assert.All(show.GetProperty("rings").EnumerateArray().SelectMany(r => r.GetProperty("hosts").EnumerateArray()), h => Assert.Equal("succeeded", h.GetProperty("state").GetString()));

        Ran reviews = program.Run("review", "list");
        Assert.Contains("R2", reviews.Out);
        Assert.Contains("exploited in the wild", reviews.Out);
        Assert.Contains("review", program.Run("status").Out);
    }

    private string? State() => JsonDocument.Parse(program.Run("rollout", "show", "R2", "-o", "json").Out).RootElement.GetProperty("state").GetString();
}
