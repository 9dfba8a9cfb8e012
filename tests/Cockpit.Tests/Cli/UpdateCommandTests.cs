using System.Text.Json;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Demo;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>What the built program says of updates and of what they fix.</summary>
public sealed class UpdateCommandTests : IDisposable
{
    private readonly Program program = new();
    private readonly Session demo = MakeDemo.InTemporaryFolder(new Actor(0, null, "root"), SystemClock.Instance);

    public UpdateCommandTests() => MakeDemo.Run(demo, 12, _ => { }, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        program.Dispose();
        EndDemo.Run(demo);
    }

    [Fact]
    public void Updates_are_listed_with_what_they_remove_and_agree_with_plans_and_findings()
    {
        JsonElement[] updates = [.. Json("update", "list", "--security").GetProperty("updates").EnumerateArray()];
        JsonElement best = updates[0];
        best.Has("update", "version", "class", "pendingHosts", "heldHosts", "hosts", "points", "closes", "kev");
        Assert.True(best.GetProperty("closes").GetInt32() > 0);
        Assert.Equal(2, Json("update", "list", "--limit", "2").GetProperty("updates").GetArrayLength());
        Assert.Empty(Json("update", "list", "--scope", "name = nobody").GetProperty("updates").EnumerateArray());
        Assert.Equal("No update is pending.\n", Call("update", "list", "--scope", "name = nobody").Out);
        Assert.All(updates, u => Assert.Equal("security", u.GetProperty("class").GetString()));
        Assert.Equal(updates.Select(u => u.GetProperty("points").GetInt32()).OrderDescending(), updates.Select(u => u.GetProperty("points").GetInt32()));
        Assert.Equal(best.GetRawText(), Json("risk", "top", "--by", "update", "--limit", "1").GetProperty("updates")[0].GetRawText());
        Assert.StartsWith("update,version,class,removes,hosts,closes,kev,pending,held", Call("update", "list", "-o", "csv").Out);

        string name = best.GetProperty("update").GetString()!;
        JsonElement page = Json("update", "show", name);
        page.Has("update", "packages", "versions", "hosts");
        Assert.All(page.GetProperty("versions").EnumerateArray(), v => v.Has("version", "class", "pendingHosts", "heldHosts", "hosts", "points", "closes", "kev"));
        Assert.All(page.GetProperty("hosts").EnumerateArray(), h => h.Has("host", "version", "class", "held", "points", "closes", "kev"));
        Assert.StartsWith($"{name}  packages ", Call("update", "show", page.GetProperty("packages")[0].GetString()!).Out);
        JsonElement[] hosts = [.. page.GetProperty("hosts").EnumerateArray()];
        Assert.Equal(hosts.Sum(h => h.GetProperty("points").GetInt32()), page.GetProperty("versions").EnumerateArray().Sum(v => v.GetProperty("points").GetInt32()));
        JsonElement on = hosts.First(h => h.GetProperty("closes").GetInt32() > 0);
        JsonElement host = Json("host", "show", on.GetProperty("host").GetString()!);
        Assert.Contains(host.GetProperty("updates").EnumerateArray(), u => u.GetProperty("package").GetString() == name && u.GetProperty("closes").GetInt32() == on.GetProperty("closes").GetInt32());
        JsonElement finding = host.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("fixState").GetString() == "whole");
        JsonElement fix = finding.GetProperty("fixes")[0];
        Assert.Contains($"{fix.GetProperty("package").GetString()} {fix.GetProperty("to").GetString()}", finding.GetProperty("fixedBy").GetString());
        Assert.Contains($"fixed by {finding.GetProperty("fixedBy").GetString()}", Call("findings", "show", finding.GetProperty("id").GetString()!).Out);

        Ran unknown = Call("update", "show", "no-such-package");
        Assert.Equal(2, unknown.Exit);
        Assert.StartsWith("UPDATE_UNKNOWN ", unknown.Error);
        Assert.Equal(2, Call("risk", "top", "--by", "update", "--severity", "critical").Exit);
    }

    [Fact]
    public void A_plan_for_a_CVE_says_what_it_closes()
    {
        JsonElement finding = Json("findings", "list", "--fix", "known", "--limit", "200").GetProperty("findings").EnumerateArray().First(f => f.GetProperty("cves").GetArrayLength() > 0 && f.GetProperty("fixState").GetString() == "whole");
        string cve = finding.GetProperty("cves")[0].GetString()!;
        // The demo's own rollout is approved and not started, so its hosts are free.
        Ran made = Call("rollout", "plan", "--cve", cve, "--scope", "transport = simulated", "--window", "always", "-o", "json");
        Assert.Equal(0, made.Exit);
        using JsonDocument plan = JsonDocument.Parse(made.Out);
        int closes = plan.RootElement.GetProperty("closesFindings").GetInt32();
        Assert.True(closes > 0);
        Ran shown = Call("rollout", "show", plan.RootElement.GetProperty("rolloutId").GetString()!);
        Assert.Contains($"closes {closes} findings", shown.Out.Contains("closes", StringComparison.Ordinal) ? shown.Out : shown.Error);
        Ran bad = Call("rollout", "plan", "--cve", "log4shell", "--window", "always");
        Assert.Equal(2, bad.Exit);
        Assert.StartsWith("USAGE ", bad.Error);
    }

    private Ran Call(params string[] arguments) => program.Run(["--db", demo.FilePath, .. arguments]);

    private JsonElement Json(params string[] arguments)
    {
        Ran ran = Call([.. arguments, "-o", "json"]);
        Assert.True(ran.Exit == 0, ran.Error);
        using JsonDocument document = JsonDocument.Parse(ran.Out);
        return document.RootElement.Clone();
    }
}
