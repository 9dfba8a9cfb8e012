using Cockpit.Benchmarks;
using Cockpit.Benchmarks.Ssh;

// Each benchmark compares with a peer that runs beside it, or with a limit that holds on any machine; names may be given to run only those.
(string Name, Action<Measures> Run)[] benchmarks =
[
    ("nessus-import", NessusImportBenchmark.Run),
    ("findings-screens-1500000", FindingsScreenBenchmark.Run),
    ("alignment-10000", AlignmentBenchmark.Run),
    ("ssh-inventory", SshInventoryBenchmark.Run),
    ("connection-cycles", ConnectionCyclesBenchmark.Run),
    ("terminal", TerminalBenchmark.Run),
    ("scan-overhead-10000", ScanOverheadBenchmark.Run),
    ("hosts-screen-10000", HostsScreenBenchmark.Run),
];

if (!File.Exists(Published.Program))
{
    Console.Error.WriteLine($"{Published.Program} is not there. Publish it first: dotnet publish src/Cockpit -c Release -o artifacts/publish");
    return 2;
}

var measures = new Measures();
foreach (var (name, run) in benchmarks)
{
    if (args.Length > 0 && !args.Contains(name)) continue;
    Console.Error.WriteLine($"benchmark {name}");
    try
    {
        run(measures);
    }
    catch (Exception e)
    {
        // One benchmark that cannot run must not hide the others.
        measures.Add(name, double.NaN, "", 0, e.Message);
    }
}
measures.Print(Console.Out);
return measures.Failed == 0 ? 0 : 1;
