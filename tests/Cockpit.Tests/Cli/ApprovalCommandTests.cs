using System.Text.Json;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Demo;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>Who may do what, by the built program: one person as root, another as the account daemon.</summary>
public sealed class ApprovalCommandTests : IDisposable
{
    private static readonly string[] Daemon = ["setpriv", "--reuid", "daemon", "--clear-groups"];

    private readonly Program program = new();
    private readonly Session demo = MakeDemo.InTemporaryFolder(new Actor(0, null, "root"), SystemClock.Instance);

    public ApprovalCommandTests() => MakeDemo.Run(demo, 12, _ => { }, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        program.Dispose();
        EndDemo.Run(demo);
    }

    private Ran Call(params string[] arguments) => program.Run([.. arguments, "--db", demo.FilePath]);

    private Ran CallAsDaemon(params string[] arguments) => program.RunAs(Daemon, [.. arguments, "--db", demo.FilePath]);

    private JsonElement Json(params string[] arguments)
    {
        Ran ran = Call([.. arguments, "-o", "json"]);
        Assert.True(ran.Exit == 0, ran.Error);
        return JsonDocument.Parse(ran.Out).RootElement;
    }

    private void Refused(string code, Ran ran)
    {
        Assert.Equal(3, ran.Exit);
        Assert.StartsWith($"{code} ", ran.Error, StringComparison.Ordinal);
    }

    /// <summary>The other account may write the file, too.</summary>
    private void Share()
    {
        Assert.SkipUnless(Environment.UserName == "root" && program.RunAs(Daemon, "--version").Exit == 0, "another account cannot run the program here");
        string folder = Path.GetDirectoryName(demo.FilePath)!;
        File.SetUnixFileMode(folder, (UnixFileMode)0x1FF);
        foreach (string file in Directory.EnumerateFiles(folder)) File.SetUnixFileMode(file, (UnixFileMode)0x1B6);
    }

    [Fact]
    public void A_hold_is_made_listed_and_lifted()
    {
        string host = Json("host", "list").GetProperty("hosts").EnumerateArray().First(h => h.GetProperty("transport").GetString() == "simulated" && h.GetProperty("pendingUpdates").ValueKind == JsonValueKind.Number).GetProperty("name").GetString()!;
        string until = SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusDays(9).ToString("uuuu-MM-dd", null);
        JsonElement held = Json("host", "hold", host, "--until", until, "--reason", "disks", "--expected-off").GetProperty("holds")[0];
        held.Has("host", "update", "until", "reason", "expectedOff", "at", "by");
        Assert.Contains("held as a whole by root until", Call("host", "show", host).Out, StringComparison.Ordinal);
        Assert.Equal(1, Json("host", "show", host).GetProperty("holds").GetArrayLength());
        Assert.Equal(2, Call("host", "hold", host, "--until", "someday", "--reason", "x").Exit);
        Assert.Equal(2, Call("host", "hold", host, "--lift", "--until", until).Exit);
        Assert.Equal($"{host} is not held.\n", Call("host", "hold", host, "--lift").Out);
    }

    [Fact]
    public void An_update_is_approved_rejected_and_lifted()
    {
        string name = Json("update", "list", "--limit", "1").GetProperty("updates")[0].GetProperty("update").GetString()!;
        Assert.Equal(2, Call("update", "approve", name).Exit);
        JsonElement done = Json("update", "approve", name, "--ticket", "CHG-1", "--check", "security=none exploited", "--check", "stability=8 days");
        Assert.Equal(("approved", name), (done.GetProperty("decision").GetString(), done.GetProperty("update").GetString()));
        JsonElement line = Json("update", "list", "--limit", "1").GetProperty("updates")[0];
        line.GetProperty("decision").Has("state", "by", "at", "until", "ticket", "reason", "text", "undecided", "approved", "deferred", "rejected", "held");
        Assert.Equal("approved", line.GetProperty("decision").GetProperty("state").GetString());
        Assert.Equal(["security", "stability"], line.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("kind").GetString()));
        JsonElement page = Json("update", "show", name);
        page.GetProperty("words")[0].Has("word", "versions", "scope", "until", "ticket", "reason", "at", "by");
        Assert.Equal("approved", page.GetProperty("hosts")[0].GetProperty("decision").GetProperty("state").GetString());
        Assert.Contains("rejected", Call("update", "reject", name, "--ticket", "CHG-2", "--reason", "breaks").Out, StringComparison.Ordinal);
        Refused("UPDATE_REJECTED", Call("update", "approve", name, "--ticket", "CHG-3"));
        Assert.Equal(2, Json("update", "lift", name).GetProperty("lifted").GetInt32());
        Assert.Equal(2, Call("update", "check", name, "looks fine").Exit);
    }

    [Fact]
    public void Another_person_allows_a_break_glass_start_and_approves_and_both_are_shown_as_not_signed()
    {
        Share();
        string id = Json("rollout", "plan", "--from", "R1").GetProperty("rolloutId").GetString()!, hash = Json("rollout", "show", id).GetProperty("hash").GetString()!;
        Refused("HASH_NEEDED", CallAsDaemon("rollout", "approve", id));
        Assert.Equal(2, Call("rollout", "start", id, "--break-glass", "--yes").Exit);
        Ran allowed = CallAsDaemon("rollout", "approve", id, "--hash", hash, "--break-glass", "--reason", "root called me");
        Assert.True(allowed.Exit == 0, allowed.Error);
        Assert.Matches("break-glass allowed by daemon .*, not signed: root called me", Call("rollout", "show", id).Out);
        Refused("NOT_APPROVED", Call("rollout", "start", id, "--yes"));
        Assert.Equal("awaitingApproval", Json("rollout", "submit", id, "--ticket", "CHG-1").GetProperty("state").GetString());
        Ran approved = CallAsDaemon("rollout", "approve", id, "--hash", hash, "--ticket", "CHG-1");
        Assert.True(approved.Exit == 0, approved.Error);
        JsonElement shown = Json("rollout", "show", id);
        Assert.Equal(["daemon", "daemon"], shown.GetProperty("approvals").EnumerateArray().Select(a => a.GetProperty("by").GetString()));
        Assert.Equal("approved", shown.GetProperty("state").GetString());
        Assert.Equal("No review is owed.\n", Call("review", "list").Out);
    }

    [Fact]
    public void Once_roles_are_granted_an_account_without_one_changes_nothing()
    {
        Share();
        Assert.False(Json("role", "list").GetProperty("limited").GetBoolean());
        Refused("FIRST_ADMIN", Call("role", "grant", "operator", "--user", "daemon"));
        Json("role", "grant", "admin", "--user", "root").Has("limited", "shared", "yours", "text", "grants");
        Ran refused = CallAsDaemon("halt-all", "--reason", "storage");
        Refused("ROLE_NEEDED", refused);
        Assert.Contains("daemon has no role in this file", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, CallAsDaemon("host", "list").Exit);
        Assert.Equal(0, Call("role", "grant", "operator", "--group", "daemon").Exit);
        Assert.Equal(0, CallAsDaemon("halt-all", "--reason", "storage").Exit);
        Refused("ROLE_NEEDED", CallAsDaemon("update", "reject", "openssl", "--ticket", "CHG-1"));
        Refused("LAST_ADMIN", Call("role", "revoke", "admin", "--user", "root"));
        Assert.Equal(2, Call("role", "grant", "admin", "--user", "no-such-person").Exit);
        Assert.Equal(2, Call("role", "grant", "admin").Exit);
    }
}
