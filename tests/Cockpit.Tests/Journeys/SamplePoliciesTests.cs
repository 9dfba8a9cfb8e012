using System.Text.Json;
using Cockpit.Cockpit.Tests.Cli.Docs;

namespace Cockpit.Cockpit.Tests.Journeys;

/// <summary>The sample definitions do to the sample fleet what sample-data/README.md says.</summary>
public sealed class SamplePoliciesTests
{
    [Fact]
    public void The_sample_policies_put_every_sample_host_under_one_policy()
    {
        using var program = new Cli.Program();
        string samples = Path.Combine(DocsTests.Root(AppContext.BaseDirectory), "sample-data");
        Assert.Equal(0, program.Run("host", "import", Path.Combine(samples, "hosts.csv")).Exit);
        Cli.Ran applied = program.Run("policy", "apply", Path.Combine(samples, "policies.yaml"));
        Assert.True(applied.Exit == 0, applied.Error);
        JsonElement list = JsonDocument.Parse(program.Run("policy", "list", "-o", "json").Out).RootElement;
        string counts = string.Join(" ", list.GetProperty("policies").EnumerateArray().Select(p => $"{p.GetProperty("name").GetString()} {p.GetProperty("hosts").GetInt32()}"));
        Assert.Equal("legacy 6 prod-db 8 prod-web 33 dev-all 4 base-linux 9", counts);
        Assert.Equal((0, 0), (list.GetProperty("unmanaged").GetInt32(), list.GetProperty("inConflict").GetInt32()));
        Assert.Contains("legacy 6, prod-db 8, prod-web 33, dev-all 4, base-linux 9", File.ReadAllText(Path.Combine(samples, "README.md")));
    }
}
