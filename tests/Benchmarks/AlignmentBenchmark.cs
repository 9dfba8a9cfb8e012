using System.Diagnostics;
using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Updates;
using Cockpit.Scanner.Csv;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Benchmarks;

/// <summary>
/// 10,000 hosts with 500 packages, 30 pending updates and 30 findings each: how long it takes to bring a host up to date, how long the
/// longest transaction holds the write lock, and how long the list of the best updates takes.
/// </summary>
public static class AlignmentBenchmark
{
    private const int Hosts = 10_000, Packages = 500, Updates = 30, Findings = 30, Asked = 200;

    public static void Run(Measures measures)
    {
        string folder = Directory.CreateTempSubdirectory("cockpit-bench-").FullName;
        try
        {
            var by = new Actor(1000, 1000, "bench");
            var session = new Session(Path.Combine(folder, "fleet.db"), by, SystemClock.Instance);
            Fill(session, by);
            // Beside a worker the lock is left free now and then, which is what a heartbeat needs.
            using (CockpitFile file = CockpitFile.Open(session.FilePath, FileAccessMode.Write, by, session.Now))
                SqliteLease.Take(file, new WorkerIdentity("bench", "here", "machine", "boot", Environment.ProcessId, 0), by, session.Now, (_, _) => true);
            using var done = new CancellationTokenSource();
            double longest = 0;
            var other = new Thread(() => longest = LongestWait(session, by, done.Token));
            other.Start();
            long begun = Stopwatch.GetTimestamp();
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            AlignHosts.Run(session, null, default);
            double each = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Hosts;
            done.Cancel();
            other.Join();
            measures.Add($"alignment of {Hosts:N0} hosts, CPU a host", each, "ms", 6, $"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s by the clock");
            measures.Add("the same, longest wait of another writer", longest, "ms", 250, "who asks for the write lock fifty times a second, as a pause would");

            UpdateList list = ListUpdates.Run(session, null, security: false, 50);
            if (list.Updates.Count != 50 || list.Updates[0].Closes < Hosts / 2) throw new InvalidOperationException($"It did not align them: {list.Updates.Count} updates, the best closes {list.Updates[0].Closes}.");
            var took = new List<double>();
            for (int i = 0; i < Asked; i++)
            {
                begun = Stopwatch.GetTimestamp();
                ListUpdates.Run(session, null, security: false, 50);
                took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            took.Sort();
            measures.Add("top 50 updates, 95th percentile", took[Asked * 95 / 100], "ms", 16, $"{Hosts:N0} hosts with {Updates} updates each");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A worker's heartbeats, as it were: how long the unluckiest of them waits for the lock.</summary>
    private static double LongestWait(Session session, Actor by, CancellationToken done)
    {
        using CockpitFile file = CockpitFile.Open(session.FilePath, FileAccessMode.Write, by, session.Now);
        double longest = 0;
        while (!done.WaitHandle.WaitOne(20))
        {
            long begun = Stopwatch.GetTimestamp();
            file.Write(_ => { });
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return longest;
    }

    private static void Fill(Session session, Actor by)
    {
        Instant now = session.Now;
        using CockpitFile file = CockpitFile.Open(session.FilePath, FileAccessMode.Create, by, now);
        var hosts = new List<Host>();
        file.Write(t =>
        {
            for (int i = 0; i < Hosts; i++) hosts.Add(t.AddHost(new Host(default, $"web-{i:00000}", $"web-{i:00000}", 22, null, Transport.Ssh, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null), by, now));
        });
        ScanId scan = file.Write(t => t.BeginScan(Hosts, by, now));
        foreach (Host[] some in hosts.Chunk(16))
        {
            file.Write(t =>
            {
                foreach (Host host in some) t.AddScanResult(scan, host.Id, new ScanResult(ScanStatus.Ok, null, Read(host.Id.Value, now), now, Duration.FromSeconds(1)));
            });
        }
        file.Write(t => t.EndScan(scan, Hosts, 0, by, now));
        var csv = new StringBuilder("Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output,CVSS v3.0 Base Score\n");
        foreach (Host host in hosts)
        {
            for (int f = 0; f < Findings; f++)
            {
                int update = Number(host.Id.Value, f);
                csv.Append($"{1000 + update},CVE-2026-{1000 + update},7.5,High,{host.Name},tcp,0,Debian dsa-{update} : package{update},s,d,u,,\"Remote package installed : package{update}_1.0-{host.Id.Value % 7}\nShould be                : package{update}_2.0-1\n\",7.5\n");
            }
        }
        using IFindingReader reader = FindingFiles.Open(new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())), "scan.csv");
        FindingImporter.Import(file, reader, new ImportOptions("scan.csv"), by, now);
    }

    /// <summary>Most hosts have the same thirty; the rest are spread over some hundred.</summary>
    private static int Number(long host, int i) => i < 20 ? i : 20 + (int)((host * 31 + i * 7) % 200);

    private static Inventory Read(long host, Instant now)
    {
        PendingUpdate[] updates = [.. Enumerable.Range(0, Updates).Select(i => Number(host, i)).Distinct().Select(n => new PendingUpdate($"package{n}", "amd64", $"1.0-{host % 7}", "2.0-1", n % 3 == 0 ? UpdateClass.Security : UpdateClass.Other, null, "Debian-Security:stable-security", false))];
        InstalledPackage[] packages = [.. Enumerable.Range(0, Packages).Select(n => new InstalledPackage($"package{n}", "amd64", $"1.0-{host % 7}", $"package{n}", $"1.0-{host % 7}", false, true))];
        return new Inventory(OsFamilies.Debian, "debian", "12", "bookworm", "amd64", "6.1.0-37-amd64", $"{host:x32}", "boot", Duration.FromDays(1), now, true, false, [], packages, updates, [], []);
    }
}
