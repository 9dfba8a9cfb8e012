using System.Globalization;
using System.Text.Json;

namespace Cockpit.Benchmarks.Ssh;

/// <summary>The program itself: hosts are imported into a new file, and what is measured is the scan that reads, parses and stores them.</summary>
internal sealed class SshProgram(string folder, SshIdentity identity, SshServers servers, int parallel)
{
    private int _files;

    /// <param name="times">How many hosts have the same address.</param>
    /// <returns>The figures, how many hosts did not answer, and VmHWM in megabytes.</returns>
    public (SshRound Round, int Failed, double Megabytes) Scan(int times)
    {
        string file = Path.Combine(folder, $"cockpit-{_files++}.db"), csv = Path.Combine(folder, "hosts.csv");
        var home = new Dictionary<string, string> { ["HOME"] = identity.Home };
        int hosts = servers.Addresses.Count * times;
        File.WriteAllLines(csv, Enumerable.Range(0, hosts)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"host-{n:0000},{servers.Addresses[n % servers.Addresses.Count]},{servers.Port}"))
            .Prepend("name,address,port"));
        ChildRun import = ChildRun.Of(Published.Program, ["--db", file, "host", "import", csv, "-o", "json"], home);
        if (import.ExitCode != 0) throw new InvalidOperationException($"The import ended with {import.ExitCode}: {import.Error}");

        ChildRun scan = ChildRun.Of(Published.Program, ["--db", file, "scan", "--parallel", $"{parallel}", "-o", "json"], home);
        JsonElement report = JsonDocument.Parse(scan.Output).RootElement;
        int ok = report.GetProperty("ok").GetInt32(), failed = hosts - ok;
        // One round has to be whole to be compared; many may show how many failed.
        if (failed > 0 && times == 1) throw new InvalidOperationException($"It scanned {ok} of {hosts} hosts: {scan.Error}");
        return (SshRound.Of(scan, hosts), failed, scan.PeakMegabytes);
    }
}
