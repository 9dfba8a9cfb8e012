using System.Globalization;
using System.Text;

namespace Cockpit.Benchmarks;

/// <summary>
/// Writes a Qualys VM report of 38 columns, the same bytes for the same seed: a row per detection, grouped by host, texts as long as real
/// ones, results that differ from host to host for a third of the rows. A million rows are 5,000 hosts.
/// </summary>
internal static class QualysFile
{
    private const int RowsPerHost = 200;
    private const int Qids = 4_000;

    private static readonly string[] Words =
        ("the remote host has installed a version of the package that is affected by several flaws which let an attacker read memory run code or stop the service " +
         "update to the fixed version of the vendor and restart what uses the library").Split(' ');

    public static void Write(string path, int rows, int seed)
    {
        var random = new Random(seed);
        Qid[] qids = [.. Enumerable.Range(0, Qids).Select(i => new Qid(i, random))];
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        file.WriteLine(
            "\"IP\",\"Network\",\"DNS\",\"NetBIOS\",\"Tracking Method\",\"OS\",\"IP Status\",\"QID\",\"Title\",\"Vuln Status\",\"Type\",\"Severity\",\"Port\",\"Protocol\",\"FQDN\",\"SSL\",\"First Detected\"," +
            "\"Last Detected\",\"Times Detected\",\"Date Last Fixed\",\"CVE ID\",\"Vendor Reference\",\"Bugtraq ID\",\"CVSS3.1\",\"CVSS3.1 Base\",\"Threat\",\"Impact\",\"Solution\",\"Exploitability\"," +
            "\"Associated Malware\",\"Results\",\"PCI Vuln\",\"Ticket State\",\"Instance\",\"OS CPE\",\"Category\",\"Associated Tags\",\"QDS\"");
        for (int row = 0; row < rows; row++)
        {
            int host = row / RowsPerHost;
            Qid q = qids[(host * 37 + row % RowsPerHost * 19) % Qids];
            string results = q.Number % 3 == 1 ? $"Package  Installed Version  Required Version\nlib{q.Number}  1.{host % 97}  2.0" : q.Results;
            file.Write(string.Create(CultureInfo.InvariantCulture, $"\"10.{host >> 16}.{host >> 8 & 255}.{host & 255}\",\"Global Default Network\",\"srv-{host:00000}.example.test\",\"SRV-{host:00000}\",\"IP\",\"Debian Linux 12\",\"host scanned, found vuln\","));
            file.Write($"\"{q.Number}\",\"{q.Title}\",\"Active\",\"Vuln\",\"{q.Severity}\",\"{(q.Number % 3 == 0 ? "443" : "")}\",\"{(q.Number % 3 == 0 ? "tcp" : "")}\",\"\",\"\",\"09/01/2026 02:00:00\",\"10/19/2026 02:00:00\",\"7\",\"\",\"{q.Cves}\",\"DSA-{q.Number}\",\"\",");
            file.Write($"\"{q.Cvss} (AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H)\",\"{q.Cvss}\",\"{q.Threat}\",\"{q.Impact}\",\"{q.Solution}\",\"\",\"\",\"{results}\",\"yes\",\"\",\"\",\"cpe:/o:debian:debian_linux:12:::\",\"Debian\",\"servers\",\"{q.Qds}\"\n");
        }
    }

    private sealed class Qid
    {
        public Qid(int index, Random random)
        {
            Number = 900_000 + index;
            Severity = random.Next(1, 6);
            Cvss = string.Create(CultureInfo.InvariantCulture, $"{random.Next(3, 10)}.{random.Next(10)}");
            Qds = random.Next(1, 101);
            Title = Text(random, 8);
            Threat = Text(random, 110);
            Impact = Text(random, 25);
            Solution = Text(random, 30);
            Results = Text(random, 25);
            Cves = string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"CVE-{random.Next(2018, 2027)}-{random.Next(1000, 60_000)}"));
        }

        public int Number { get; }
        public int Severity { get; }
        public string Cvss { get; }
        public int Qds { get; }
        public string Title { get; }
        public string Threat { get; }
        public string Impact { get; }
        public string Solution { get; }
        public string Results { get; }
        public string Cves { get; }

        private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
    }
}
