using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Cockpit.Terminals;

namespace Cockpit.Benchmarks;

/// <summary>
/// Keys on the Hosts screen with 10,000 hosts, alone and while another process scans all of them: filter, order, move, page, mark, open a host and come back.
/// Held against the limit is the time on processors of the whole program from the key to what it sends, what it reads beside that included: on a machine with
/// nothing else to do the first byte comes no later. The clock's time is told beside it, and is the machine's load as much as ours.
/// </summary>
public static partial class HostsScreenBenchmark
{
    private const int Width = 120, Height = 40;

    private const double MaxMilliseconds = 10;

    /// <summary>Each key of the round, so many times.</summary>
    private const int Rounds = 12;

    private static readonly string[] Keys =
    [
        "/", "w", "e", "b", "-", "1", "\e", "\e[B", "\e[B", "\e[6~", "\e[6~", "\e[F", "\e[H", "o", "o", "o", "o", "o", " ", "M", "M", "n", "\r", "\t", "\e",
        "/", "e", "n", "v", " ", "=", " ", "p", "r", "o", "d", "\r", "o", "\e",
    ];

    /// <summary>A frame is out by then even on a loaded machine; what comes later belongs to the scan.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static void Run(Measures measures)
    {
        using var file = new SimulatedFile();
        Scan(file).WaitForExit();
        using var terminal = new PseudoTerminal(Width, Height);
        string line = $"exec setsid -c env TERM=xterm-256color LANG=C.UTF-8 {Published.Program} --db {file.Path} <{terminal.Path} >{terminal.Path} 2>&1";
        using Process screen = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]))!;
        Process? scan = null;
        try
        {
            WaitFor(terminal, "keys");
            terminal.Type("2");
            WaitFor(terminal, "10000");
            (List<double> cpu, List<double> wall) = Press(() => { });
            measures.Add("hosts screen, 10,000 hosts: key to byte, p95", At(cpu, 0.95), "ms", MaxMilliseconds,
                $"median {At(cpu, 0.5):0.0}, worst {cpu.Max():0.0} of {cpu.Count} keys; by the clock median {At(wall, 0.5):0.0}, p95 {At(wall, 0.95):0.0}");

            int scans = 0;
            (cpu, wall) = Press(() =>
            {
                if (scan is { HasExited: false }) return;
                scan = Scan(file);
                scans++;
            });
            // What the screens read again beside it, on another thread, is in these figures too; the clock's median tells what a person waits.
            measures.Add("hosts screen during a scan: key to byte, median", At(cpu, 0.5), "ms", MaxMilliseconds,
                $"p95 {At(cpu, 0.95):0.0}, worst {cpu.Max():0.0} of {cpu.Count} keys with what is read beside it, during {scans} scans; by the clock median {At(wall, 0.5):0.0}, p95 {At(wall, 0.95):0.0}");
        }
        finally
        {
            screen.Kill();
            screen.WaitForExit();
            if (scan is { HasExited: false }) scan.Kill();
            scan?.WaitForExit();
        }

        (List<double> Cpu, List<double> Wall) Press(Action ahead)
        {
            List<double> cpu = [], wall = [];
            for (int round = 0; round < Rounds; round++)
            {
                foreach (string key in Keys)
                {
                    ahead();
                    Drain(terminal, Settled);
                    double before = OnProcessor(screen.Id);
                    long begun = Stopwatch.GetTimestamp();
                    terminal.Type(key);
                    // Escape alone waits 50 ms for what might follow it, as it has to, and so says nothing about the screen.
                    if (First(terminal) is not { } first || key == "\e") continue;
                    wall.Add(Stopwatch.GetElapsedTime(begun, first).TotalMilliseconds);
                    Drain(terminal, TimeSpan.FromMilliseconds(5));
                    cpu.Add((OnProcessor(screen.Id) - before) / 1e6);
                }
            }
            return (cpu, wall);
        }
    }

    private static Process Scan(SimulatedFile file)
    {
        Process scan = Process.Start(new ProcessStartInfo(Published.Program, ["--db", file.Path, "scan", "-o", "json"]) { RedirectStandardOutput = true })!;
        scan.OutputDataReceived += (_, _) => { };
        scan.BeginOutputReadLine();
        return scan;
    }

    private static double At(List<double> values, double share) => values.Count == 0 ? double.NaN : values.Order().ElementAt((int)Math.Min(values.Count - 1, values.Count * share));

    private static long? First(PseudoTerminal terminal)
    {
        var buffer = new byte[65536];
        return terminal.Read(buffer, TimeSpan.FromSeconds(2)) > 0 ? Stopwatch.GetTimestamp() : null;
    }

    private static void Drain(PseudoTerminal terminal, TimeSpan within)
    {
        var buffer = new byte[65536];
        long begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < within) terminal.Read(buffer, within - Stopwatch.GetElapsedTime(begun));
    }

    private static void WaitFor(PseudoTerminal terminal, string text)
    {
        var buffer = new byte[65536];
        var seen = new StringBuilder();
        long begun = Stopwatch.GetTimestamp();
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience) throw new TimeoutException($"The screen never shows {text}.");
            seen.Append(Encoding.UTF8.GetString(buffer, 0, terminal.Read(buffer, TimeSpan.FromMilliseconds(100))));
        }
    }

    /// <summary>Nanoseconds that the process has been on processors; the clock's number is made of the pid (man 3 clock_getcpuclockid).</summary>
    private static double OnProcessor(int pid)
    {
        const int processClock = 2;
        Span<long> time = stackalloc long[2];
        if (clock_gettime((~pid << 3) | processClock, ref time[0]) != 0) throw new InvalidOperationException("The CPU time of the screens cannot be read.");
        return time[0] * 1e9 + time[1];
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, ref long seconds);
}
