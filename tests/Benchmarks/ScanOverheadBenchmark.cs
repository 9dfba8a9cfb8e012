namespace Cockpit.Benchmarks;

/// <summary>
/// A scan of 10,000 simulated hosts by the published program: all that a scan costs but the network and the hosts themselves, which are reading
/// the fleet, JSON, compression, the file, progress and the report. CPU time of the whole process, its start included.
/// </summary>
public static class ScanOverheadBenchmark
{
    private const double MaxMilliseconds = 2;

    /// <summary>A second scan finds most package lists stored already, as every scan but the first does.</summary>
    private const int Runs = 2;

    public static void Run(Measures measures)
    {
        using var file = new SimulatedFile();
        for (int run = 1; run <= Runs; run++)
        {
            ChildRun scan = ChildRun.Of(Published.Program, ["--db", file.Path, "scan", "-o", "json"]);
            if (!scan.Output.Contains($"\"ok\": {SimulatedFile.Hosts - 1}", StringComparison.Ordinal) && !scan.Output.Contains($"\"ok\":{SimulatedFile.Hosts - 1}", StringComparison.Ordinal))
                throw new InvalidOperationException($"It did not scan them: {scan.ExitCode} {scan.Error}");
            measures.Add($"scan of {SimulatedFile.Hosts:N0} hosts, CPU a host, run {run}", scan.CpuSeconds * 1000 / SimulatedFile.Hosts, "ms", MaxMilliseconds, $"{scan.WallSeconds:0} s by the clock, {scan.PeakMegabytes:0} MB");
        }
        ChildRun list = ChildRun.Of(Published.Program, ["--db", file.Path, "host", "list", "-o", "json"]);
        measures.Add($"host list of {SimulatedFile.Hosts:N0}, CPU", list.CpuSeconds, "s", 0.5, $"{list.Output.Length / 1_000_000.0:0.0} MB of JSON, {list.PeakMegabytes:0} MB");
    }
}
