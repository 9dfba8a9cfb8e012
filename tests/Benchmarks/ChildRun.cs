using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Cockpit.Benchmarks;

/// <summary>A program that was run to its end, with its CPU time (its waited-for children included) and its own peak memory.</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="PeakMegabytes">VmHWM of the program itself.</param>
public sealed partial record ChildRun(int ExitCode, double CpuSeconds, double WallSeconds, double PeakMegabytes, string Output, string Error)
{
    private const int OfChildren = -1;

    /// <summary>Runs one program; others of this process must not end meanwhile, because the kernel counts them together.</summary>
    public static ChildRun Of(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        double before = ChildrenCpu();
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (input is not null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        double peak = 0;
        do peak = Math.Max(peak, PeakOf(process.Id));
        while (!process.WaitForExit(10));
        process.WaitForExit();
        return new ChildRun(process.ExitCode, ChildrenCpu() - before, watch.Elapsed.TotalSeconds, peak, output.Result, error.Result);
    }

    /// <summary>CPU seconds of every child that has ended and was waited for (man 2 getrusage).</summary>
    public static double ChildrenCpu()
    {
        Span<long> usage = stackalloc long[18];
        if (GetResourceUsage(OfChildren, ref MemoryMarshal.GetReference(usage)) != 0) throw new InvalidOperationException("getrusage failed.");
        return usage[0] + usage[1] / 1e6 + usage[2] + usage[3] / 1e6;
    }

    private static double PeakOf(int pid)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, ref long usage);
}
