using System.Text.RegularExpressions;

namespace Cockpit.Benchmarks;

/// <summary>
/// Import of a million Nessus rows into normalised, indexed, scored tables, beside <c>sqlite3 .import</c> of the same file into one table
/// of text without an index; the file once more with one finding in a hundred changed, and unchanged; and beside a held lease, in slices.
/// And a million Qualys rows. All run on the same machine right after each other, so only ratios are held against a limit.
/// </summary>
public static partial class NessusImportBenchmark
{
    private const int Rows = 1_000_000;
    private const int Seed = 1;
    private const int ChangedPerMille = 10;
    private const string Peer = "sqlite3 .import into one text table";

    /// <summary>The better of two: what else the machine does only ever adds.</summary>
    private const int Runs = 2;

    public static void Run(Measures measures)
    {
        string folder = Directory.CreateTempSubdirectory("cockpit-bench-").FullName;
        try
        {
            Nessus(measures, folder);
            foreach (string file in Directory.EnumerateFiles(folder)) File.Delete(file);
            Qualys(measures, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Nessus(Measures measures, string folder)
    {
        (string csv, string changed) = (Path.Combine(folder, "scan.csv"), Path.Combine(folder, "changed.csv"));
        NessusFile.Write(csv, Rows, Seed);
        NessusFile.Write(changed, Rows, Seed, ChangedPerMille);
        double ours = double.MaxValue, theirs = double.MaxValue, peak = 0;
        string file = Path.Combine(folder, "cockpit.db");
        for (int run = 0; run < Runs; run++)
        {
            theirs = Math.Min(theirs, PeerCpu(folder, csv));
            Delete(file);
            ChildRun import = Import(file, csv);
            ours = Math.Min(ours, import.CpuSeconds);
            peak = Math.Max(peak, import.PeakMegabytes);
        }
        measures.AddRatio("import of 1,000,000 Nessus rows, CPU", ours, theirs, 0.60, "s", Peer);
        measures.Add("import of 1,000,000 Nessus rows, memory", peak, "MB", 256, "peak resident size of the program");
        measures.Add("the file to its export", (double)new FileInfo(file).Length / new FileInfo(csv).Length, "x", 0.15, $"{new FileInfo(file).Length >> 20} MB of {new FileInfo(csv).Length >> 20} MB");
        measures.AddRatio("one finding in 100 changed, CPU", Import(file, changed).CpuSeconds, theirs, 0.50, "s", Peer);
        long before = new FileInfo(file).Length;
        measures.AddRatio("the same file again, CPU", Import(file, changed).CpuSeconds, theirs, 0.50, "s", Peer);
        measures.Add("the same file again, growth of the file", new FileInfo(file).Length - before, "bytes", 0, "no row of a finding is written");
        Sliced(measures, folder, csv, theirs);
    }

    /// <summary>A lease that nobody renews is held as well as any.</summary>
    private static void Sliced(Measures measures, string folder, string csv, double theirs)
    {
        string file = Path.Combine(folder, "sliced.db");
        double ours = double.MaxValue, longest = double.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            Delete(file);
            Done(Published.Program, ["--db", file, "host", "add", "a-host"]);
            Done("sqlite3", [file, "INSERT INTO lease VALUES (1, 1, 1, 'bench', 'bench', 'bench', 'bench', 1, 1, 1, 1)"]);
            ChildRun import = Import(file, csv);
            ours = Math.Min(ours, import.CpuSeconds);
            longest = Math.Min(longest, double.Parse(Lock().Match(import.Output).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) * 1000);
        }
        measures.AddRatio("beside a worker, CPU", ours, theirs, 1.20, "s", Peer);
        measures.Add("beside a worker, longest hold of the lock", longest, "ms", 250, "one write transaction with its commit");
    }

    private static void Qualys(Measures measures, string folder)
    {
        string csv = Path.Combine(folder, "qualys.csv"), file = Path.Combine(folder, "cockpit.db");
        QualysFile.Write(csv, Rows, Seed);
        double ours = double.MaxValue, theirs = double.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            theirs = Math.Min(theirs, PeerCpu(folder, csv));
            Delete(file);
            ours = Math.Min(ours, Import(file, csv).CpuSeconds);
        }
        measures.AddRatio("import of 1,000,000 Qualys rows, CPU", ours, theirs, 0.90, "s", Peer);
    }

    private static double PeerCpu(string folder, string csv)
    {
        string table = Path.Combine(folder, "table.db");
        double cpu = Done("sqlite3", [table, $".import --csv {csv} t"]).CpuSeconds;
        File.Delete(table);
        return cpu;
    }

    private static ChildRun Import(string file, string csv)
    {
        ChildRun import = Done(Published.Program, ["--db", file, "findings", "import", csv, "-o", "json"]);
        return RowCount().Match(import.Output).Groups[1].Value == $"{Rows}" ? import : throw new InvalidOperationException($"It did not import {Rows} rows: {import.Output}");
    }

    private static void Delete(string file)
    {
        foreach (string part in (ReadOnlySpan<string>)["", "-wal", "-shm"]) File.Delete(file + part);
    }

    private static ChildRun Done(string program, string[] arguments)
    {
        ChildRun run = ChildRun.Of(program, arguments);
        return run.ExitCode == 0 ? run : throw new InvalidOperationException($"{program} ended with {run.ExitCode}: {run.Error}");
    }

    [GeneratedRegex("\"rows\": ?(\\d+)")]
    private static partial Regex RowCount();

    [GeneratedRegex("\"longestLockSeconds\": ?([0-9.]+)")]
    private static partial Regex Lock();
}
