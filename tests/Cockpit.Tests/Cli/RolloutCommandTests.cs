using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Demo;
using Cockpit.Cockpit.Tests.Tui;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Cli;

public sealed class RolloutCommandTests : IDisposable
{
    private readonly Program program = new();
    private readonly Session demo = MakeDemo.InTemporaryFolder(new Actor(0, null, "root"), SystemClock.Instance);

    public RolloutCommandTests() => MakeDemo.Run(demo, 12, _ => { }, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        program.Dispose();
        EndDemo.Run(demo);
    }

    [Fact]
    public void The_built_program_starts_a_worker_that_outlives_the_command_and_is_followed_to_the_end()
    {
        Ran refused = Call("rollout", "start", "R1", "--now");
        Assert.Equal(2, refused.Exit);
        Assert.StartsWith("CONFIRMATION_NEEDED ", refused.Error);
        Ran stale = Call("rollout", "start", "R1", "--now", "--yes", "--expect", "1");
        Assert.Equal(3, stale.Exit);
        Assert.StartsWith("STALE_SCREEN ", stale.Error);

        Assert.Equal(0, Call("rollout", "start", "R1", "--now", "--yes").Exit);
        Ran again = Call("rollout", "start", "R1", "--now", "--yes");
        Assert.Equal(3, again.Exit);
        Assert.StartsWith("WRONG_STATE ", again.Error);
        Assert.Equal(0, Call("worker", "status").Exit);

        Ran watched = Call("rollout", "watch", "R1", "-o", "json");
        Assert.Equal(0, watched.Exit);
        using JsonDocument view = JsonDocument.Parse(watched.Out);
        Assert.Equal("completed", view.RootElement.GetProperty("state").GetString());
        foreach (JsonElement ring in view.RootElement.GetProperty("rings").EnumerateArray())
        {
            Assert.Equal(0, ring.GetProperty("budget").GetProperty("lost").GetInt32());
            Assert.All(ring.GetProperty("hosts").EnumerateArray(), h => Assert.Equal("verified", h.GetProperty("stepStatus").GetString()));
        }
        Assert.Equal(0, Call("audit", "verify").Exit);
        Assert.Contains("events", Call("rollout", "events", "R1", "-o", "json").Out);
    }

    [Fact]
    public void Without_a_terminal_an_approval_needs_the_hash()
    {
        Assert.Equal(0, Call("rollout", "plan", "--scope", "role = db", "--security", "--window", "always").Exit);
        Ran without = Call("rollout", "approve", "R2");
        Assert.Equal(3, without.Exit);
        Assert.StartsWith("HASH_NEEDED ", without.Error);
        Ran wrong = Call("rollout", "approve", "R2", "--hash", "0000");
        Assert.Equal(3, wrong.Exit);
        Assert.StartsWith("HASH_MISMATCH ", wrong.Error);
        using JsonDocument view = JsonDocument.Parse(Call("rollout", "show", "R2", "-o", "json").Out);
        Assert.Equal(0, Call("rollout", "approve", "R2", "--hash", view.RootElement.GetProperty("hash").GetString()!, "--ticket", "CHG-1").Exit);
        Assert.Equal(0, Call("rollout", "reject", "R2").Exit);
    }

    [Fact]
    public void At_a_terminal_a_start_shows_what_it_does_and_wants_the_number_of_hosts()
    {
        Assert.SkipUnless(File.Exists("/dev/ptmx") && File.Exists("/usr/bin/setsid"), "This machine has no pseudo-terminals or no setsid.");
        using var pty = new Pty(120, 30);
        using Process start = pty.Start(program.Folder, ["TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + program.Folder, "PATH=" + Environment.GetEnvironmentVariable("PATH"),
            "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")], [.. Program.Command, "--db", demo.FilePath, "rollout", "start", "R1", "--now"]);
        pty.WaitUntil(() => pty.Screen.Raw.ToString().Contains("and Enter to go on.", StringComparison.Ordinal), "the question");
        Assert.Contains("START R1 security-demo", pty.Screen.Raw.ToString());
        Assert.Contains("ring canary", pty.Screen.Raw.ToString());
        pty.Type("no\r");
        Assert.Equal(2, pty.WaitForExit(start));
        Assert.Contains("\"state\": \"approved\"", Call("rollout", "show", "R1", "-o", "json").Out);
    }

    [Fact]
    public void Ctrl_C_leaves_a_watch_and_the_rollout_goes_on()
    {
        using Process watch = program.Start([], "--db", demo.FilePath, "rollout", "watch", "R1");
        Assert.Contains("R1 is approved", watch.StandardError.ReadLine());
        Interrupt(watch);
        Assert.Equal(130, watch.ExitCode);
        Assert.StartsWith("INTERRUPTED Interrupted. R1 goes on.", watch.StandardError.ReadToEnd());
    }

    [Fact]
    public void Ctrl_C_ends_a_scan_and_keeps_what_it_has()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh-keygen"), "ssh-keygen is not installed.");
        using (Process keygen = Process.Start("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(program.Folder, "key")])) keygen.WaitForExit();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        program.Run("host", "add", "silent", "--address", "127.0.0.1", "--port", $"{((IPEndPoint)silent.LocalEndpoint).Port}", "--identity", Path.Combine(program.Folder, "key"));
        using Process scan = program.Start([], "scan", "--timeout", "600", "-o", "json");
        using TcpClient client = silent.AcceptTcpClient();
        Interrupt(scan);
        Assert.Equal(130, scan.ExitCode);
        using JsonDocument error = JsonDocument.Parse(scan.StandardError.ReadToEnd());
        Assert.Equal("INTERRUPTED", error.RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("\"scan.ended\"", program.Run("audit", "list", "-o", "json").Out);
    }

    [Fact]
    public void Findings_are_imported_listed_and_explained()
    {
        string sample = Path.Combine(Docs.DocsTests.Root(AppContext.BaseDirectory), "sample-data", "findings-nessus.csv");
        Ran import = program.Run("findings", "import", sample, "-o", "json");
        Assert.Equal(0, import.Exit);
        using JsonDocument result = JsonDocument.Parse(import.Out);
        JsonElement r = result.RootElement;
        Assert.Equal(r.GetProperty("findings").GetInt64(), r.GetProperty("new").GetInt64());
        Assert.NotEmpty(r.GetProperty("unmatchedHosts").EnumerateArray());
        Assert.Contains("\"sameFile\": true", program.Run("findings", "import", sample, "-o", "json").Out);

        using JsonDocument matrix = JsonDocument.Parse(program.Run("risk", "matrix", "-o", "json").Out);
        Assert.Equal(25, matrix.RootElement.GetProperty("cells").GetArrayLength());
        Assert.Equal(r.GetProperty("findings").GetInt64(), matrix.RootElement.GetProperty("total").GetInt64());
        using JsonDocument list = JsonDocument.Parse(program.Run("findings", "list", "--severity", "critical", "--limit", "3", "-o", "json").Out);
        JsonElement finding = list.RootElement.GetProperty("findings")[0];
        Assert.Equal("critical", finding.GetProperty("severity").GetString());
        Ran why = program.Run("risk", "explain", finding.GetProperty("id").GetString()!);
        Assert.Equal(0, why.Exit);
        Assert.Contains("NIST SP 800-30", why.Out);
        Assert.Equal(2, program.Run("findings", "show", "F99999").Exit);
        Assert.Equal(2, program.Run("findings", "import", program.File("none.csv", "a,b\n1,2\n")).Exit);
    }

    private Ran Call(params string[] arguments) => program.Run(["--db", demo.FilePath, .. arguments]);

    private static void Interrupt(Process process)
    {
        using (Process kill = Process.Start("/bin/kill", ["-INT", $"{process.Id}"])) kill.WaitForExit();
        process.WaitForExit();
    }
}
