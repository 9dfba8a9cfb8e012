using System.Text.Json;
using Xunit;

namespace Cockpit.Cockpit.Tests.Cli;

public sealed class ScopeCommandTests : IDisposable
{
    private readonly Program program = new();

    public ScopeCommandTests()
    {
        program.File("hosts.csv", "name,env,role,owner\nweb-01,prod,web,anna\nweb-02,,web,\ndb-01,dev,db,ben\n");
        Assert.Equal(0, program.Run("host", "import", "hosts.csv").Exit);
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_scope_is_set_listed_previewed_changed_and_removed()
    {
        JsonElement set = Json("scope", "set", "prod", "env = prod", "-o", "json");
        Assert.Equal((1, true, 1), (set.GetProperty("version").GetInt32(), set.GetProperty("changed").GetBoolean(), set.GetProperty("count").GetInt32()));
        Assert.Equal(["web-01"], Texts(set.GetProperty("hosts")));
        Assert.Equal("web-02", set.GetProperty("unknown")[0].GetProperty("name").GetString());

        Assert.False(Json("scope", "set", "PROD", "env = prod", "-o", "json").GetProperty("changed").GetBoolean());
        JsonElement changed = Json("scope", "set", "Prod", "env = prod or env = dev", "-o", "json");
        Assert.Equal(("prod", 2), (changed.GetProperty("name").GetString(), changed.GetProperty("version").GetInt32()));
        Assert.Equal(["db-01"], Texts(changed.GetProperty("joined")));
        Assert.Contains("0 joined, 1 left: web-01", program.Run("scope", "set", "prod", "env = dev").Out);

        Json("scope", "set", "dev-db", "scope = prod and role = db", "-o", "json");
        JsonElement line = Json("scope", "list", "-o", "json").GetProperty("scopes")[1];
        Assert.Equal(("prod", "env = dev", 1, 1, 3), (line.GetProperty("name").GetString(), line.GetProperty("expression").GetString(), line.GetProperty("count").GetInt32(), line.GetProperty("unknown").GetInt32(), line.GetProperty("version").GetInt32()));
        Assert.Equal(["scope dev-db"], Texts(line.GetProperty("usedBy")));

        JsonElement preview = Json("scope", "preview", "dev-db", "-o", "json");
        Assert.Equal(("dev-db", "scope = prod and role = db", 1), (preview.GetProperty("name").GetString(), preview.GetProperty("expression").GetString(), preview.GetProperty("count").GetInt32()));

        Ran refused = program.Run("scope", "remove", "prod", "-o", "json");
        Assert.Equal(3, refused.Exit);
        Assert.Contains("\"SCOPE_IN_USE\"", refused.Error);
        Assert.Contains("scope dev-db", refused.Error);
        Assert.Equal(0, program.Run("scope", "remove", "dev-db").Exit);
        Assert.Equal(0, program.Run("scope", "remove", "prod").Exit);
        Assert.Contains("No scopes.", program.Run("scope", "list").Out);
        string audit = program.Run("audit", "list").Out;
        Assert.Contains("set the scope, version 2: env = prod or env = dev", audit);
        Assert.Contains("removed the scope", audit);
        Assert.Equal(5, Json("scope", "set", "prod", "env = prod", "-o", "json").GetProperty("version").GetInt32());
    }

    [Fact]
    public void Every_option_and_argument_that_takes_a_scope_can_name_others()
    {
        program.Run("scope", "set", "prod", "env = prod");
        Assert.Equal(["web-01"], Json("host", "list", "--scope", "scope = prod", "-o", "json").GetProperty("hosts").EnumerateArray().Select(h => h.GetProperty("name").GetString()));
        Assert.Equal(["db-01"], Texts(Json("scope", "preview", "scope != prod and owner = b*", "-o", "json").GetProperty("hosts")));
        Assert.Equal(0, program.Run("update", "list", "--scope", "scope = prod").Exit);
        Assert.Equal(0, program.Run("risk", "matrix", "--scope", "scope = prod").Exit);
        Assert.Contains("PLAN_EMPTY", program.Run("rollout", "plan", "--scope", "scope = prod", "--security", "--window", "always").Error);
    }

    [Theory]
    [InlineData(2, "SCOPE_SYNTAX Column 9: found \"prd\", expected the name of a scope.", "Did you mean prod?", "host", "list", "--scope", "scope = prd")]
    [InlineData(2, "SCOPE_SYNTAX Column 1: found \"prod\", expected a fact: ", "Did you mean scope = prod?", "host", "list", "--scope", "prod")]
    [InlineData(2, "SCOPE_SYNTAX Column 1: found \"prd\", expected the name of a scope.", "Did you mean prod?", "scope", "preview", "prd")]
    [InlineData(2, "SCOPE_CYCLE Column 9: scopes name one another in a circle: prod -> prod.", "", "scope", "set", "prod", "scope = prod")]
    [InlineData(2, "SCOPE_SYNTAX Column 12: found the duration \"7d\" behind =", "Did you mean lastScan < 7d?", "scope", "preview", "lastScan = 7d")]
    [InlineData(2, "SCOPE_SYNTAX Column 5: found \"<\", expected =, !=, in, not in, is unset: env is a text", "", "scope", "preview", "env < 7")]
    [InlineData(2, "USAGE --at is a day", "", "scope", "preview", "env = prod", "--at", "7d")]
    [InlineData(2, "USAGE ", "", "scope", "set", "and", "env = prod")]
    [InlineData(2, "SCOPE_UNKNOWN There is no scope prd.", "Did you mean prod?", "scope", "remove", "prd")]
    public void A_mistake_is_refused_with_its_place_and_what_was_meant(int exit, string says, string meant, params string[] call)
    {
        program.Run("scope", "set", "prod", "env = prod");
        Ran ran = program.Run(call);
        Assert.Equal(exit, ran.Exit);
        Assert.StartsWith(says, ran.Error);
        Assert.Contains(meant, ran.Error);
        Assert.Equal("env = prod", Json("scope", "list", "-o", "json").GetProperty("scopes")[0].GetProperty("expression").GetString());
    }

    [Fact]
    public void A_cycle_over_two_scopes_is_refused_with_its_names()
    {
        program.Run("scope", "set", "b", "env = prod");
        program.Run("scope", "set", "a", "scope = b");
        Ran ran = program.Run("scope", "set", "b", "role = web or scope = a");
        Assert.Equal(2, ran.Exit);
        Assert.StartsWith("SCOPE_CYCLE ", ran.Error);
        Assert.Contains("a -> b -> a", ran.Error);
    }

    [Fact]
    public void What_a_policy_stands_on_is_neither_removed_nor_made_to_rest_on_policies()
    {
        program.Run("scope", "set", "prod", "env = prod");
        program.Run("scope", "set", "web", "scope = prod and role = web");
        program.File("p.yaml", "policies:\n  p:\n    scope: web\n    priority: 10\n    windows: [always]\n");
        Ran applied = program.Run("policy", "apply", "p.yaml", "--yes");
        Assert.True(applied.Exit == 0, applied.Error);
        Ran removed = program.Run("scope", "remove", "web");
        Assert.Equal(3, removed.Exit);
        Assert.StartsWith("SCOPE_IN_USE The scope web is used by policy p.", removed.Error);
        Ran set = program.Run("scope", "set", "prod", "state = compliant");
        Assert.Equal(3, set.Exit);
        Assert.Contains("can no longer stand where it is used: policy p.", set.Error);
        Assert.Equal(0, program.Run("scope", "set", "prod", "env = dev").Exit);
    }

    [Fact]
    public void A_scope_that_is_set_in_a_file_that_is_not_there_makes_it_and_a_bad_one_does_not()
    {
        Assert.Equal(2, program.Run("scope", "set", "x", "env == prod", "--db", "new.db").Exit);
        Assert.Equal(2, program.Run("scope", "set", "x", "scope = y", "--db", "new.db").Exit);
        Assert.False(File.Exists(Path.Combine(program.Folder, "new.db")));
        Assert.Equal(4, program.Run("scope", "preview", "scope = y", "--db", "new.db").Exit);
        Assert.Equal(0, program.Run("scope", "set", "x", "env = prod", "--db", "new.db").Exit);
        Assert.True(File.Exists(Path.Combine(program.Folder, "new.db")));
    }

    [Fact]
    public void Ages_are_counted_from_the_moment_that_is_named_and_that_is_said()
    {
        Ran text = program.Run("scope", "preview", "lastScan < 7d or name = web-01", "--at", "2026-10-01");
        Assert.Contains("Ages are counted from 2026-10-01 00:00:00Z. What is known of the hosts is what is known now.", text.Out);
        JsonElement at = Json("scope", "preview", "name = web-01", "--at", "2026-10-01T08:00:00+02:00", "-o", "json");
        Assert.Equal("2026-10-01T06:00:00Z", at.GetProperty("at").GetString());
    }

    private JsonElement Json(params string[] call)
    {
        Ran ran = program.Run(call);
        Assert.True(ran.Exit == 0, ran.Error);
        return JsonDocument.Parse(ran.Out).RootElement;
    }

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString());
}
