using System.Text.Json;
using System.Text.Json.Nodes;
using Cockpit.Cockpit.Tests.Cli;

namespace Cockpit.Cockpit.Tests.Journeys;

/// <summary>Which rule applies to which host, asked and changed by the built program's commands.</summary>
public sealed class PolicyCommandJourneyTests : IDisposable
{
    private readonly Cli.Program program = new();

    public PolicyCommandJourneyTests()
    {
        program.Variables["COCKPIT_DB"] = Path.Combine(program.Folder, "prod.db");
        program.File("hosts.csv", PolicyFile.Hosts);
        Assert.Equal(0, program.Run("host", "import", "hosts.csv").Exit);
        program.File("now.yaml", PolicyFile.Yaml());
        Ran applied = program.Run("policy", "apply", "now.yaml", "--yes");
        Assert.True(applied.Exit == 0, applied.Error);
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void Of_three_overlapping_scopes_explain_names_the_winner_and_a_tag_that_goes_changes_that_host_alone()
    {
        // A pilot beats the web policy while its priority is the higher one.
        program.File("pilot.yaml", PolicyFile.Yaml(pilot: 70));
        Assert.Equal(0, program.Run("policy", "apply", "pilot.yaml").Exit);
        JsonElement why = Json("host", "explain", "web-03", "-o", "json");
        Assert.Equal(("managed", "pilot"), (why.GetProperty("status").GetString(), why.GetProperty("policy").GetString()));
        Assert.Equal("The highest priority of 3 that match.", why.GetProperty("rule").GetString());
        Assert.Equal(["pilot", "prod-web", "base-linux"], why.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("policy").GetString()));
        Assert.Equal([null, "60 < 70 of pilot", "10 < 70 of pilot"], why.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("lostBecause").GetString()));
        Assert.Equal(5, why.GetProperty("nextWindows").GetArrayLength());
        Assert.Equal(["web-late", "web-night"], why.GetProperty("nextWindows").EnumerateArray().Select(w => w.GetProperty("window").GetString()).Distinct().Order());
        Assert.All(why.GetProperty("nextWindows").EnumerateArray(), w => Assert.Matches("^[+]0[12]:00$", w.GetProperty("utcOffset").GetString()));

        Dictionary<string, string> before = ExplainAll();
        Assert.Equal(1, Json("scope", "preview", "tag = pilot", "-o", "json").GetProperty("count").GetInt32());
        JsonElement supposed = Json("host", "explain", "web-03", "--without", "tag=pilot", "-o", "json");
        Assert.Equal("prod-web", supposed.GetProperty("policy").GetString());
        // To suppose it changed nothing.
        Assert.Equal(before, ExplainAll());

        Assert.Equal(0, program.Run("host", "set", "web-03", "--untag", "pilot").Exit);
        Dictionary<string, string> after = ExplainAll();
        Assert.Equal(["web-03"], before.Keys.Where(h => before[h] != after[h]));
        Assert.Equal(Comparable(supposed), after["web-03"]);
        Assert.Equal(0, Json("scope", "preview", "tag = pilot", "-o", "json").GetProperty("count").GetInt32());
        Assert.Single(Json("policy", "history", "pilot", "-o", "json").GetProperty("versions").EnumerateArray(), v => v.GetProperty("version").GetInt32() == 2);
    }

    [Fact]
    public void A_changed_window_says_before_saving_who_moves_who_loses_and_who_gains_and_the_version_before_stays()
    {
        program.File("late.yaml", PolicyFile.Yaml(PolicyFile.Narrowed, "web-late"));
        Ran dry = program.Run("policy", "apply", "late.yaml", "--dry-run");
        Assert.Equal(0, dry.Exit);
        Assert.StartsWith("12 hosts move, 2 lose their window, 1 gains a second, 0 conflicts\n", dry.Out);
        Assert.Contains("without a window: app-15 app-16", dry.Out);
        Assert.Contains("with several windows: web-03", dry.Out);
        Assert.Contains("Nothing was changed: a dry run.", dry.Out);
        Assert.Equal(1, Json("policy", "show", "prod-web", "-o", "json").GetProperty("version").GetInt32());

        JsonElement saved = Json("policy", "apply", "late.yaml", "-o", "json");
        Assert.Equal((12, 2, 1, 0), (Count("moved"), Count("lostWindow"), Count("gainedWindow"), Count("conflicts")));
        Assert.Equal(2, Json("policy", "show", "prod-web", "-o", "json").GetProperty("version").GetInt32());
        string old = program.Run("policy", "show", "prod-web", "--version", "1").Out;
        Assert.Contains(PolicyFile.Scope, old);
        Assert.Contains("web-night", old);
        Assert.Contains("v2 counts now", old);
        Assert.Equal("web-late", Json("host", "explain", "web-01", "-o", "json").GetProperty("nextWindows")[0].GetProperty("window").GetString());
        Assert.Equal(0, Json("host", "explain", "app-15", "-o", "json").GetProperty("nextWindows").GetArrayLength());
        int Count(string name) => saved.GetProperty("impact").GetProperty(name).GetArrayLength();
    }

    [Fact]
    public void Equal_priorities_are_refused_with_the_policies_and_the_host_and_nothing_changes()
    {
        string before = program.Run("policy", "export").Out;
        program.File("tie.yaml", PolicyFile.Yaml(pilot: 60));
        Ran refused = program.Run("policy", "apply", "tie.yaml", "-o", "json");
        Assert.Equal(3, refused.Exit);
        Assert.Contains("\"POLICY_CONFLICT\"", refused.Error);
        Assert.Contains("pilot and prod-web would tie on web-03", refused.Error);
        Assert.Contains("Nothing was changed.", refused.Error);
        Assert.Equal(before, program.Run("policy", "export").Out);
        Assert.Equal("prod-web", Json("host", "explain", "web-03", "-o", "json").GetProperty("policy").GetString());
        Assert.Equal(0, Json("policy", "list", "-o", "json").GetProperty("inConflict").GetInt32());
    }

    [Fact]
    public void A_tag_that_makes_policies_tie_leaves_the_host_unmanaged_and_status_says_so()
    {
        program.File("other.yaml", "policies:\n  legacy: { priority: 60, scope: tag = legacy, windows: web-late }\n");
        Assert.Equal(0, program.Run("policy", "apply", "other.yaml").Exit);
        program.File("more.csv", "name\nstray-01\n");
        Assert.Equal(0, program.Run("host", "import", "more.csv").Exit);
        Assert.DoesNotContain("policy-conflict", program.Run("status", "-o", "json").Out);
        Assert.Equal(0, program.Run("host", "set", "web-05", "--tag", "legacy").Exit);
        JsonElement needs = Json("status", "-o", "json").GetProperty("needs");
        JsonElement tie = Assert.Single(needs.EnumerateArray(), n => n.GetProperty("kind").GetString() == "policy-conflict");
        Assert.Equal(("web-05", "web-05: legacy and prod-web tie at 60: unmanaged"), (tie.GetProperty("subject").GetString(), tie.GetProperty("text").GetString()));
        JsonElement none = Assert.Single(needs.EnumerateArray(), n => n.GetProperty("kind").GetString() == "unmanaged");
        Assert.Equal("1 host in no policy, 12 in several, 1 in conflict, 15 never scanned", none.GetProperty("text").GetString());
    }

    private Dictionary<string, string> ExplainAll() => Json("host", "list", "-o", "json").GetProperty("hosts").EnumerateArray().Select(h => h.GetProperty("name").GetString()!)
        .ToDictionary(h => h, h => Comparable(Json("host", "explain", h, "-o", "json")));

    /// <summary>An explanation without the moment that it was asked at and without what was supposed for it.</summary>
    private static string Comparable(JsonElement why)
    {
        JsonObject all = JsonNode.Parse(why.GetRawText())!.AsObject();
        all.Remove("at");
        all.Remove("supposed");
        return all.ToJsonString();
    }

    private JsonElement Json(params string[] arguments)
    {
        Ran ran = program.Run(arguments);
        Assert.True(ran.Exit == 0, ran.Error);
        return JsonDocument.Parse(ran.Out).RootElement;
    }
}
