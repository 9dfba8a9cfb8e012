using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Benchmarks;

/// <summary>
/// A file with 5,000 hosts and more than 1.5 million open findings of 4,000 tests, made by the real importer: all hosts by Nessus four
/// weeks ago, a thousand by Qualys, and since then a fifth of them each week again, where some findings are gone and others are new.
/// </summary>
internal sealed class FindingsFleet : IDisposable
{
    public const int Hosts = 5_000, Plugins = 4_000, PerHost = 300, QualysHosts = 1_000, QualysPerHost = 60;

    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-bench-").FullName;

    public FindingsFleet(Instant now)
    {
        var by = new Actor(1000, 1000, "bench");
        using CockpitFile file = CockpitFile.Open(Path, FileAccessMode.Create, by, now);
        file.Write(t =>
        {
            for (int i = 0; i < Hosts; i++)
            {
                string environment = i % 10 == 0 ? "dev" : i % 2 == 0 ? "test" : "prod";
                t.AddHost(new Host(default, Name(i), $"10.{i / 250}.{i % 250}.1", 22, null, Transport.Ssh, environment, null, new Dictionary<string, string> { ["half"] = i % 2 == 0 ? "a" : "b" }, null, 1 + i % 5, null, null, null, null, null), by, now);
            }
        });
        Instant first = now - Duration.FromDays(28);
        Import(file, new FleetReader(FindingSource.Nessus, 0, Hosts, 1, 0, first), by, first);
        Import(file, new FleetReader(FindingSource.Qualys, 0, QualysHosts, 1, 0, first), by, first + Duration.FromHours(1));
        for (int week = 1; week <= 4; week++)
        {
            Instant at = first + Duration.FromDays(7 * week) - Duration.FromHours(2);
            Import(file, new FleetReader(FindingSource.Nessus, week, Hosts, 5, week, at), by, at);
        }
    }

    public string Path => System.IO.Path.Combine(folder, "fleet.db");

    public static string Name(int host) => $"srv-{host:00000}";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Import(CockpitFile file, FleetReader reader, Actor by, Instant at)
    {
        using (reader) FindingImporter.Import(file, reader, new ImportOptions("fleet.csv"), by, at);
    }
}

/// <summary>Rows of a scan as an export would hold them, without the export.</summary>
/// <param name="first">The first host, and then every <paramref name="step"/>th.</param>
/// <param name="shift">By how many tests the scan's findings differ from those of the first.</param>
internal sealed class FleetReader(FindingSource source, int first, int hosts, int step, int shift, Instant at) : IFindingReader
{
    private const int Common = 60;

    private static readonly FleetPlugin[] Plugins = [.. Enumerable.Range(0, FindingsFleet.Plugins).Select(i => new FleetPlugin(i))];

    private readonly HostCoverage coverage = new(at, true, "default", "weekly");
    private int host = first, row = -1;
    private byte[] name = [], output = [];

    public FindingSource Source => source;

    public string Shape => "a fleet";

    public ReadOnlyMemory<byte> FileHash { get; } = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{source} {first} {step} {shift} {at}"));

    public long FileBytes => 1;

    public long BytesRead => 1;

    public long Rows { get; private set; }

    public long RejectedRows => 0;

    public IReadOnlyList<RejectedRow> Rejected => [];

    public bool LooksComplete => true;

    public IReadOnlyList<string> Notes => [];

    public bool TryRead(out FindingRow result)
    {
        result = default;
        int perHost = source == FindingSource.Nessus ? FindingsFleet.PerHost : FindingsFleet.QualysPerHost;
        if (++row > perHost) (row, host) = (0, host + step);
        if (host >= hosts) return false;
        if (row == 0) name = Encoding.UTF8.GetBytes(FindingsFleet.Name(host));
        Rows++;
        result.Line = Rows;
        result.HostLabel = name;
        result.Dns = name;
        result.Scores = FindingScores.None;
        result.RawSeverity = "None"u8;
        if (row == 0)
        {
            result.PluginId = 19506;
            result.Name = "Nessus Scan Information"u8;
            if (source == FindingSource.Nessus) result.Coverage = coverage;
            return true;
        }
        // Some tests find something everywhere; the others are spread, and each week three of a host's findings are gone and three are new.
        int number = row > perHost - shift * 3 ? row + perHost : row;
        FleetPlugin plugin = Plugins[row <= Common ? row : (Common + host * 13 + number * 7) % FindingsFleet.Plugins];
        result.PluginId = plugin.Number;
        result.Port = plugin.Number % 3 == 0 ? 443 : 0;
        result.Protocol = FindingProtocol.Tcp;
        result.Severity = plugin.Severity;
        result.RawSeverity = plugin.RawSeverity;
        result.Scores = plugin.Scores;
        result.Flags = plugin.Flags;
        result.FlagsInFile = FindingFlags.KnownExploited | FindingFlags.PublicExploit;
        result.Cves = plugin.Cves;
        result.Name = plugin.Name;
        result.Synopsis = plugin.Synopsis;
        result.Description = plugin.Description;
        result.Solution = plugin.Synopsis;
        result.PatchReferences = plugin.PatchReferences;
        if (row % 3 == 0) output = Encoding.UTF8.GetBytes($"Remote package installed : lib{plugin.Number}-1.{host % 97}\nShould be                : lib{plugin.Number}-2.0\n");
        result.Output = row % 3 == 0 ? output : plugin.Synopsis;
        return true;
    }

    public void Dispose() { }

    private sealed class FleetPlugin
    {
        private static readonly string[] Words =
            ("the remote host is missing a security update package installed version should be fixed affected by multiple vulnerabilities in library " +
             "allows an attacker to execute arbitrary code via crafted request memory corruption overflow denial of service kernel module certificate").Split(' ');

        public FleetPlugin(int index)
        {
            var random = new Random(index);
            Number = 150_000 + index;
            int roll = random.Next(10);
            Severity = index < Common / 2 ? Severity.Info : roll switch { < 3 => Severity.Info, < 4 => Severity.Low, < 7 => Severity.Medium, < 9 => Severity.High, _ => Severity.Critical };
            RawSeverity = Encoding.UTF8.GetBytes(Severity.ToString());
            bool scored = Severity > Severity.Info;
            Scores = scored ? new FindingScores(-1, (short)((int)Severity * 20 + random.Next(20)), -1, (short)random.Next(10, 100), (int)(1_000_000 * Math.Pow(random.NextDouble(), 6)), -1) : FindingScores.None;
            Flags = scored && index % 97 == 5 ? FindingFlags.KnownExploited : scored && index % 20 == 7 ? FindingFlags.PublicExploit : FindingFlags.None;
            Name = Encoding.UTF8.GetBytes(index == 2_345 ? "Apache ZooKeeper ensemble without authentication" : Text(random, 8));
            Synopsis = Encoding.UTF8.GetBytes(Text(random, 12));
            Description = Encoding.UTF8.GetBytes(Text(random, 120));
            Cves = scored ? Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"CVE-{random.Next(2018, 2027)}-{random.Next(1000, 60_000)}"))) : [];
            PatchReferences = scored && index % 4 == 1 ? Encoding.UTF8.GetBytes($"KB{5_000_000 + index}") : [];
        }

        public long Number { get; }
        public Severity Severity { get; }
        public byte[] RawSeverity { get; }
        public FindingScores Scores { get; }
        public FindingFlags Flags { get; }
        public byte[] Name { get; }
        public byte[] Synopsis { get; }
        public byte[] Description { get; }
        public byte[] Cves { get; }
        public byte[] PatchReferences { get; }

        private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
    }
}
