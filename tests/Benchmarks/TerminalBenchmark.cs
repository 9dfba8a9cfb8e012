using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cockpit.Terminals;

namespace Cockpit.Benchmarks;

/// <summary>
/// The screens on a pseudo-terminal, beside htop and tig in the same run: time to the first frame, bytes and CPU while idle, bytes of a
/// cursor key, memory. The limits are the program's own goals; the peers show what is usual.
/// </summary>
public static class TerminalBenchmark
{
    private const int Width = 120, Height = 40;

    /// <summary>Long enough that a tenth of a percent of CPU is several ticks of the kernel's clock.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    private const int Starts = 5;

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    public static void Run(Measures measures)
    {
        string folder = Directory.CreateTempSubdirectory("cockpit-bench-").FullName;
        try
        {
            string file = Path.Combine(folder, "fleet.db"), csv = Path.Combine(folder, "hosts.csv");
            File.WriteAllText(csv, "name,address,environment,role,tags\n" + string.Concat(Enumerable.Range(1, 400).Select(i => $"web-{i:000},10.1.{i / 250}.{i % 250 + 1},prod,web,ring={i % 4}\n")));
            ChildRun import = ChildRun.Of(Published.Program, ["--db", file, "host", "import", csv]);
            if (import.ExitCode != 0) throw new InvalidOperationException($"The hosts were not imported: {import.Error}");

            string[] command = [Published.Program, "--db", file];
            // The best of a few starts: what else the machine does only ever adds.
            TimeSpan first = Enumerable.Range(0, Starts).Select(_ => Watch(command, "keys", "", measured: false).FirstFrame).Min();
            // The hosts' list, for the key is to move a cursor there.
            Seen ours = Watch(command, "keys", "2");
            Seen? htop = Peer("htop"), tig = Peer("tig");
            string peers = $"htop {Say(htop)}; tig {Say(tig)}";
            measures.Add("terminal: first frame", first.TotalMilliseconds, "ms", 100, peers);
            measures.Add("terminal: CPU while idle", ours.IdleCpuPercent, "%", 0.1, peers);
            measures.Add("terminal: bytes while idle, a minute", ours.IdleBytes, "B", 60, $"the clock moves once; {peers}");
            measures.Add("terminal: bytes of a cursor key, 120x40", ours.KeyBytes, "B", 300, peers);
            measures.Add("terminal: memory", ours.Megabytes, "MB", 40, peers);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Seen(TimeSpan FirstFrame, double IdleCpuPercent, long IdleBytes, double KeyBytes, double Megabytes);

    private static string Say(Seen? seen) => seen is null
        ? "is not installed"
        : $"{seen.FirstFrame.TotalMilliseconds:0} ms, {seen.IdleCpuPercent:0.00} %, {seen.IdleBytes} B, {seen.KeyBytes:0} B, {seen.Megabytes:0} MB";

    private static Seen? Peer(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists) is { } path ? Watch([path], null, "") : null;

    /// <param name="ready">What the first frame shows; null takes the first bytes that come.</param>
    /// <param name="keys">Typed before the measuring begins.</param>
    private static Seen Watch(string[] command, string? ready, string keys, bool measured = true)
    {
        using var terminal = new PseudoTerminal(Width, Height);
        string line = $"exec setsid -c env TERM=xterm-256color LANG=C.UTF-8 {string.Join(' ', command)} <{terminal.Path} >{terminal.Path} 2>&1";
        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { WorkingDirectory = AppContext.BaseDirectory })!;
        try
        {
            var text = new StringBuilder();
            while (ready is null ? text.Length == 0 : !text.ToString().Contains(ready, StringComparison.Ordinal))
            {
                if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(30)) throw new TimeoutException($"{command[0]} shows nothing.");
                Take(terminal, TimeSpan.FromMilliseconds(100), text);
            }
            TimeSpan first = Stopwatch.GetElapsedTime(begun);
            if (!measured) return new Seen(first, 0, 0, 0, 0);
            Drain(terminal, Settled);
            if (keys.Length > 0) terminal.Type(keys);
            Drain(terminal, Settled);

            double cpu = Cpu(process.Id);
            long idle = Drain(terminal, Idle);
            double percent = (Cpu(process.Id) - cpu) / Idle.TotalSeconds * 100;
            const int presses = 10;
            long pressed = 0;
            for (int i = 0; i < presses; i++)
            {
                terminal.Type("\e[B");
                pressed += Drain(terminal, TimeSpan.FromMilliseconds(300));
            }
            return new Seen(first, percent, idle, pressed / (double)presses, Megabytes(process.Id));
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static long Drain(PseudoTerminal terminal, TimeSpan within)
    {
        long begun = Stopwatch.GetTimestamp(), bytes = 0;
        while (Stopwatch.GetElapsedTime(begun) < within) bytes += Take(terminal, within - Stopwatch.GetElapsedTime(begun), null);
        return bytes;
    }

    private static long Take(PseudoTerminal terminal, TimeSpan within, StringBuilder? text)
    {
        var buffer = new byte[65536];
        int count = terminal.Read(buffer, within);
        text?.Append(Encoding.UTF8.GetString(buffer, 0, count));
        return count;
    }

    /// <summary>User and system seconds of the process (proc_pid_stat(5), fields 14 and 15, in ticks of 10 ms).</summary>
    private static double Cpu(int pid)
    {
        string[] fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
    }

    private static double Megabytes(int pid) =>
        double.Parse(File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
}
