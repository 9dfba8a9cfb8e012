using Cockpit.Scanner.Linux;

namespace Cockpit.Benchmarks;

/// <summary>
/// The inventory of 100 hosts over SSH, 50 at a time, read, parsed and stored by the program, beside the bare <c>ssh</c> that fetches the same answers
/// through <c>xargs -P50</c> and throws them away. Client CPU alone: the servers are the same.
/// </summary>
public static class SshInventoryBenchmark
{
    private const int Hosts = 100;
    private const int Parallel = 50;
    private const double MaxRatio = 1.0;

    /// <summary>The best of a few runs: what else the machine does only ever adds.</summary>
    private const int Runs = 3;

    public static void Run(Measures measures)
    {
        string folder = Directory.CreateTempSubdirectory("cockpit-bench-").FullName;
        try
        {
            using var server = new InventoryServer(folder);
            string hosts = Path.Combine(folder, "hosts.csv"), names = Path.Combine(folder, "names"), script = Path.Combine(folder, "inventory.sh");
            var numbers = Enumerable.Range(1, Hosts).ToList();
            File.WriteAllLines(hosts, numbers.Select(n => $"host-{n:000},{InventoryServer.AddressOf(n)},{server.Port}").Prepend("name,address,port"));
            File.WriteAllLines(names, numbers.Select(InventoryServer.AddressOf));
            File.WriteAllText(script, InventoryScript.With("benchmark1"));
            double ours = double.MaxValue, theirs = double.MaxValue;
            for (int run = 0; run < Runs; run++)
            {
                ours = Math.Min(ours, Scan(server, Path.Combine(folder, $"cockpit-{run}.db"), hosts));
                theirs = Math.Min(theirs, Ssh(server, names, script));
            }

            measures.AddRatio($"inventory of {Hosts} hosts over SSH, client CPU", ours * 1000 / Hosts, theirs * 1000 / Hosts, MaxRatio, "ms a host", $"ssh through xargs -P{Parallel}, {InventoryServer.KeyExchange}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Scan(InventoryServer server, string file, string hosts)
    {
        var home = new Dictionary<string, string> { ["HOME"] = server.Home };
        Done(ChildRun.Of(Published.Program, ["--db", file, "host", "import", hosts, "-o", "json"], home));
        var scan = Done(ChildRun.Of(Published.Program, ["--db", file, "scan", "--parallel", $"{Parallel}", "-o", "json"], home));
        return scan.Output.Contains($"\"ok\":{Hosts}", StringComparison.Ordinal) || scan.Output.Contains($"\"ok\": {Hosts}", StringComparison.Ordinal)
            ? scan.CpuSeconds
            : throw new InvalidOperationException($"It did not scan {Hosts} hosts: {scan.Output[..Math.Min(2000, scan.Output.Length)]}");
    }

    private static double Ssh(InventoryServer server, string names, string script)
    {
        string ssh = $"exec ssh -F none -o KexAlgorithms={InventoryServer.KeyExchange} -o UserKnownHostsFile={server.KnownHosts} -o BatchMode=yes -i {server.Identity} -p {server.Port} {{}} 'sh -s' <{script} >/dev/null";
        return Done(ChildRun.Of("xargs", ["-P", $"{Parallel}", "-I{}", "-a", names, "sh", "-c", ssh])).CpuSeconds;
    }

    private static ChildRun Done(ChildRun run) => run.ExitCode == 0 ? run : throw new InvalidOperationException($"It ended with {run.ExitCode}: {run.Error}");
}
