namespace Cockpit.Benchmarks;

/// <summary>
/// Import of 100,000 Nessus rows into normalised, indexed, scored tables, beside <c>sqlite3 .import</c> of the same file into one table
/// of text without an index. Both run on the same machine right after each other, so only their ratio is held against a limit.
/// </summary>
public static class NessusImportBenchmark
{
    private const int Rows = 100_000;
    private const int Seed = 1;
    private const double MaxRatio = 0.85;
    private const double MaxMegabytes = 130;

    /// <summary>The best of a few runs: what else the machine does only ever adds.</summary>
    private const int Runs = 3;

    public static void Run(Measures measures)
    {
        string folder = Directory.CreateTempSubdirectory("cockpit-bench-").FullName;
        try
        {
            string csv = Path.Combine(folder, "scan.csv");
            NessusFile.Write(csv, Rows, Seed);
            double ours = double.MaxValue, theirs = double.MaxValue, peak = 0, again = double.MaxValue;
            for (int run = 0; run < Runs; run++)
            {
                string table = Path.Combine(folder, $"table-{run}.db"), file = Path.Combine(folder, $"cockpit-{run}.db");
                theirs = Math.Min(theirs, Done("sqlite3", [table, $".import --csv {csv} t"], 0).CpuSeconds);
                ChildRun import = Done(Published.Program, ["--db", file, "findings", "import", csv, "-o", "json"], 0);
                if (!import.Output.Contains($"\"rows\":{Rows}", StringComparison.Ordinal) && !import.Output.Contains($"\"rows\": {Rows}", StringComparison.Ordinal))
                    throw new InvalidOperationException($"It did not import {Rows} rows: {import.Output}");
                ours = Math.Min(ours, import.CpuSeconds);
                peak = Math.Max(peak, import.PeakMegabytes);
                again = Math.Min(again, Done(Published.Program, ["--db", file, "findings", "import", csv, "-o", "json"], 0).CpuSeconds);
                File.Delete(table);
            }
            measures.AddRatio("import of 100,000 Nessus rows, CPU", ours, theirs, MaxRatio, "s", "sqlite3 .import into one text table");
            measures.Add("import of 100,000 Nessus rows, memory", peak, "MB", MaxMegabytes, "peak resident size of the program");
            measures.AddRatio("the same file again, CPU", again, theirs, MaxRatio, "s", "sqlite3 .import into one text table");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ChildRun Done(string program, string[] arguments, int exit)
    {
        ChildRun run = ChildRun.Of(program, arguments);
        return run.ExitCode == exit ? run : throw new InvalidOperationException($"{program} ended with {run.ExitCode}: {run.Error}");
    }
}
