using System.Text;

namespace Cockpit.Benchmarks;

/// <summary>
/// Writes a Nessus export of 30 columns, the same bytes for the same seed: grouped by host, a row per CVE, texts as long as real ones
/// (about 1.4 kB a row), outputs that differ from host to host for a third of the rows, and plugin 19506 on each host. A million rows
/// are 5,000 hosts.
/// </summary>
internal static class NessusFile
{
    private const int FindingsPerHost = 132;
    private const int Plugins = 4_000;

    /// <summary>CVEs of a plugin that is about a vulnerability: most have one, few have many.</summary>
    private static readonly int[] CveCounts = [1, 1, 1, 2, 3];

    private static readonly string[] Words =
        ("the remote host is missing a security update package installed version should be fixed affected by multiple vulnerabilities in library " +
         "allows an attacker to execute arbitrary code via crafted request memory corruption overflow denial of service kernel module certificate").Split(' ');

    /// <param name="changed">Of so many findings the severity and the evidence are other ones than in the same file without it; in thousandths.</param>
    public static void Write(string path, int rows, int seed, int changed = 0)
    {
        var random = new Random(seed);
        int finding = 0;
        Plugin[] plugins = [.. Enumerable.Range(0, Plugins).Select(i => new Plugin(i, random))];
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        file.WriteLine(
            "Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output,STIG Severity,CVSS v3.0 Base Score,CVSS v4.0 Base Score," +
            "CVSS v4.0 Base+Threat Score,CVSS v2.0 Temporal Score,CVSS v3.0 Temporal Score,VPR Score,EPSS Score,Risk Factor,BID,XREF,MSKB,Plugin Publication Date,Plugin Modification Date,Metasploit,Core Impact,CANVAS");
        int written = 0;
        for (int host = 0; written < rows; host++)
        {
            string name = $"srv-{host:00000}.example.test";
            Scan(file, name);
            written++;
            int first = random.Next(Plugins);
            for (int i = 0; i < FindingsPerHost && written < rows; i++)
            {
                Plugin plugin = plugins[(first + i * 7) % Plugins];
                int port = plugin.Number % 3 == 0 ? 443 : 0;
                bool differs = finding++ % 1000 < changed;
                string output = plugin.Number % 3 == 1 ? $"Remote package installed : lib{plugin.Number}-1.{host % 97}\nShould be                : lib{plugin.Number}-2.0\n" : plugin.Output;
                if (differs) output = $"{output} Seen again.";
                foreach (string cve in plugin.Cves)
                {
                    if (written++ >= rows) break;
                    Row(file, plugin, cve, name, port, output, differs);
                }
            }
        }
    }

    private static void Scan(StreamWriter file, string host) => file.WriteLine(
        $"\"19506\",\"\",\"\",\"None\",\"{host}\",\"tcp\",\"0\",\"Nessus Scan Information\",\"This plugin displays information about the Nessus scan.\",\"Lists what was scanned.\",\"n/a\",\"\"," +
        "\"Information about this scan : \n\nNessus version : 10.8.3\nScan policy used : Weekly\nPort range : default\nCredentialed checks : yes, as 'scan' via ssh\nScan Start Date : 2026/10/19 02:00 UTC\n\"" +
        ",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"None\",\"\",\"\",\"\",\"2005/08/26\",\"2026/09/01\",\"\",\"\",\"\"");

    private static void Row(StreamWriter file, Plugin p, string cve, string host, int port, string output, bool differs)
    {
        file.Write($"\"{p.Number}\",\"{cve}\",\"{p.Cvss2}\",\"{(differs ? "Critical" : p.Risk)}\",\"{host}\",\"tcp\",\"{port}\",\"{p.Name}\",\"{p.Synopsis}\",\"{p.Description}\",\"{p.Solution}\",\"https://www.example.test/advisory/{p.Number}\",\"");
        file.Write(output);
        file.WriteLine($"\",\"\",\"{p.Cvss3}\",\"\",\"\",\"{p.Cvss2}\",\"{p.Cvss3}\",\"{p.Vpr}\",\"{p.Epss}\",\"{p.Risk}\",\"\",\"IAVA:2026-A-{p.Number % 10000:0000}\",\"\",\"2026/01/05\",\"2026/09/01\",\"{(p.Number % 50 == 0 ? "true" : "")}\",\"\",\"\"");
    }

    private sealed class Plugin
    {
        public Plugin(int index, Random random)
        {
            Number = 150_000 + index;
            string[] risks = ["None", "Low", "Medium", "Medium", "High", "High", "Critical"];
            Risk = risks[random.Next(risks.Length)];
            int severity = Array.IndexOf(risks, Risk);
            Cvss3 = severity == 0 ? "" : $"{severity + 3}.{random.Next(10)}";
            Cvss2 = severity == 0 ? "" : $"{severity + 2}.{random.Next(10)}";
            Vpr = severity == 0 ? "" : $"{random.Next(1, 10)}.{random.Next(10)}";
            Epss = severity == 0 ? "" : $"0.{random.Next(10_000):0000}";
            Name = Text(random, 8);
            Synopsis = Text(random, 10);
            Description = string.Join("\n\n", Enumerable.Range(0, 4).Select(_ => Text(random, 30)));
            Solution = Text(random, 12);
            Output = Text(random, 25);
            Cves = severity == 0 ? [""] : [.. Enumerable.Range(0, CveCounts[random.Next(CveCounts.Length)]).Select(_ => $"CVE-{random.Next(2018, 2027)}-{random.Next(1000, 60_000)}")];
        }

        public int Number { get; }
        public string Risk { get; }
        public string Cvss2 { get; }
        public string Cvss3 { get; }
        public string Vpr { get; }
        public string Epss { get; }
        public string Name { get; }
        public string Synopsis { get; }
        public string Description { get; }
        public string Solution { get; }
        public string Output { get; }
        public string[] Cves { get; }

        private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
    }
}
