using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>The built program over the lab: a file, a home folder with the lab's key and known hosts, and one call after the other.</summary>
internal sealed class ProgramOnLab : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("cockpit-program-").FullName;

    /// <param name="others">Hosts without apt that are added too; they have no ring.</param>
    public ProgramOnLab(LabHosts lab, params string[] others)
    {
        string ssh = Directory.CreateDirectory(Path.Combine(_home, ".ssh")).FullName;
        File.Copy(lab.Identity, Path.Combine(ssh, "id_ed25519"));
        File.Copy(lab.KnownHosts, Path.Combine(ssh, "known_hosts"));
        Assert.SkipUnless(File.Exists(Program), $"The program is not built: {Program}");
        foreach (string host in others) Run(0, "host", "add", host, "--address", lab.AddressOf(host), "--user", "ops");
        foreach ((string host, string ring) in new[] { ("h1", "canary"), ("h2", "1"), ("h3", "1") })
            Run(0, "host", "add", host, "--address", lab.AddressOf(host), "--user", "ops", "--tag", $"ring={ring}");
    }

    /// <summary>$COCKPIT_PROGRAM, which tests/run.sh sets to the published one; else the one that was built with the tests.</summary>
    private static string Program { get; } = Environment.GetEnvironmentVariable("COCKPIT_PROGRAM") is { Length: > 0 } published
        ? published
        : Path.GetFullPath($"{AppContext.BaseDirectory}/../../../../../src/Cockpit/bin/{Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))}/net10.0/cockpit");

    /// <summary>Runs one command with JSON output.</summary>
    public JsonElement Json(int exit, params string[] arguments)
    {
        using JsonDocument document = JsonDocument.Parse(Run(exit, [.. arguments, "-o", "json"]));
        return document.RootElement.Clone();
    }

    /// <summary>Runs one command; another exit code than the expected one fails the test.</summary>
    public string Run(int exit, params string[] arguments)
    {
        using Process call = Start(arguments);
        Task<string> output = call.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = call.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!call.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            call.Kill();
            call.WaitForExit();
            using Process show = Start("rollout", "show", "R1");
            Assert.Fail($"cockpit {string.Join(' ', arguments)} does not end.\n{errors.Result}\n{show.StandardOutput.ReadToEnd()}");
        }
        Assert.True(call.ExitCode == exit, $"cockpit {string.Join(' ', arguments)} ended with {call.ExitCode}, not {exit}.\n{output.Result}\n{errors.Result}");
        return output.Result;
    }

    /// <summary>Watches until a line says so, then interrupts the watching, which stops nothing; returns the rollout as it then is.</summary>
    public JsonElement WatchUntil(string id, string line)
    {
        using Process watch = Start("rollout", "watch", id);
        using BlockingCollection<string?> lines = [];
        watch.ErrorDataReceived += (_, e) => lines.Add(e.Data);
        watch.BeginErrorReadLine();
        List<string> seen = [];
        while (!seen.LastOrDefault("").Contains(line, StringComparison.Ordinal))
        {
            Assert.True(lines.TryTake(out string? next, TimeSpan.FromMinutes(2)) && next is not null, $"No line says \"{line}\": {string.Join('\n', seen)}");
            seen.Add(next);
        }
        using (Process interrupt = Process.Start("/bin/kill", ["-INT", watch.Id.ToString(CultureInfo.InvariantCulture)])) interrupt.WaitForExit();
        Assert.True(watch.WaitForExit(TimeSpan.FromMinutes(1)), "The watch goes on after Ctrl-C.");
        Assert.Equal(130, watch.ExitCode);
        return Json(0, "rollout", "show", id);
    }

    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = _home;
        start.Environment["COCKPIT_DB"] = Path.Combine(_home, "fleet.db");
        Process call = Process.Start(start)!;
        call.StandardInput.Close();
        return call;
    }

    /// <summary>Plans, approves and starts; the worker is a process of its own and this returns while it works.</summary>
    /// <returns>The rollout's id and the plan.</returns>
    public (string Id, JsonElement Plan) Roll(params string[] plan)
    {
        JsonElement made = Json(0, ["rollout", "plan", "--scope", "tag.ring is not unset", "--security", "--window", "always", .. plan]);
        string id = made.GetProperty("rolloutId").GetString()!;
        Run(0, "rollout", "approve", id, "--hash", made.GetProperty("hash").GetString()!);
        Run(0, "rollout", "start", id, "--now", "--yes");
        return (id, made);
    }

    public static Dictionary<string, JsonElement> HostsOf(JsonElement rollout) =>
        rollout.GetProperty("rings").EnumerateArray().SelectMany(r => r.GetProperty("hosts").EnumerateArray()).ToDictionary(h => h.GetProperty("name").GetString()!);

    /// <summary>SIGKILL for the worker that holds the file, if one does.</summary>
    public void KillWorker()
    {
        using Process status = Start("worker", "status", "-o", "json");
        using JsonDocument document = JsonDocument.Parse(status.StandardOutput.ReadToEnd());
        if (document.RootElement.GetProperty("holder") is { ValueKind: JsonValueKind.Object } holder) Kill(holder.GetProperty("pid").GetInt32());
    }

    public void Dispose()
    {
        // A worker that this file's rollouts started ends with them; a failed test may leave one behind.
        KillWorker();
        Directory.Delete(_home, recursive: true);
    }

    private static void Kill(int pid)
    {
        try
        {
            using Process worker = Process.GetProcessById(pid);
            if (!worker.ProcessName.StartsWith("cockpit", StringComparison.Ordinal)) return;
            worker.Kill();
            worker.WaitForExit();
        }
        // It is gone, as it should be.
        catch (ArgumentException) { }
    }
}
