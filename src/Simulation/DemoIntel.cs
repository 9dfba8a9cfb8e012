using System.Globalization;
using System.Text;
using NodaTime;

namespace Cockpit.Simulation;

/// <summary>Feeds as their publishers would write them of the demo's made-up CVEs. They go through the same readers as real ones.</summary>
public static class DemoIntel
{
    /// <summary>Tests whose first CVE is known to be exploited: when that became known, and by when it is to be fixed, in days from the catalogue's.</summary>
    private static readonly (int Plugin, int Added, int Due, bool Ransomware)[] Exploited =
    [
        (900_105, -70, -49, true), (900_017, -44, -23, true), (900_001, -13, -1, false), (900_010, -6, 8, false),
    ];

    /// <summary>CISA's catalogue as JSON.</summary>
    /// <param name="daysAgo">As it was so many days before <paramref name="today"/>.</param>
    public static byte[] Kev(LocalDate today, int daysAgo)
    {
        LocalDate asOf = today.PlusDays(-daysAgo);
        var entries = Exploited.Where(e => e.Added <= -daysAgo).Select(e =>
        {
            DemoPlugin plugin = DemoPlugin.All.Concat(DemoPlugin.Fixed).First(p => p.Number == e.Plugin);
            return $$"""
                {"cveID":"{{DemoFindings.Cve(plugin, 0)}}","vendorProject":"Example","product":"Demo","vulnerabilityName":"{{plugin.Name}}","dateAdded":"{{Date(today.PlusDays(e.Added))}}",
                 "shortDescription":"Invented for the demo.","requiredAction":"Apply the update.","dueDate":"{{Date(today.PlusDays(e.Due))}}","knownRansomwareCampaignUse":"{{(e.Ransomware ? "Known" : "Unknown")}}","notes":"","cwes":[]}
                """;
        }).ToList();
        return Encoding.UTF8.GetBytes(
            $$"""{"title":"CISA Catalog of Known Exploited Vulnerabilities","catalogVersion":"{{asOf.ToString("uuuu.MM.dd", CultureInfo.InvariantCulture)}}","dateReleased":"{{Date(asOf)}}T12:00:00.0000Z","count":{{entries.Count}},"vulnerabilities":[{{string.Join(",\n", entries)}}]}""");
    }

    /// <summary>FIRST's scores of a day as CSV.</summary>
    public static byte[] Epss(LocalDate day)
    {
        StringBuilder csv = new StringBuilder().Append(CultureInfo.InvariantCulture, $"#model_version:v2025.03.14,score_date:{Date(day)}T12:55:00Z\ncve,epss,percentile\n");
        foreach (DemoPlugin plugin in DemoPlugin.All.Concat(DemoPlugin.Fixed).Where(p => p.Epss > 0))
        {
            for (int i = 0; i < plugin.Cves; i++)
                csv.Append(CultureInfo.InvariantCulture, $"{DemoFindings.Cve(plugin, i)},{plugin.Epss / 100_000m / (i + 1):0.00000},{0.5m + plugin.Epss / 200_000m:0.00000}\n");
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>
    /// Debian's tracker of the demo's packages: what it fixed in the updates that are pending, one flaw that no scanner's export names, and one that
    /// it calls fixed at the version that is installed, against what Nessus says.
    /// </summary>
    public static byte[] DebianTracker()
    {
        (string Package, string Cve, string Fixed, string Urgency)[] statements =
        [
            ("curl", "CVE-2026-99001", "7.88.1-10+deb12u12", "medium"),
            ("nginx", CveOf(900_003), "1.22.1-9+deb12u3", "high"), ("nginx", CveOf(900_004), "1.22.1-9", "low"),
            ("openssl", CveOf(900_001), "3.0.17-1~deb12u2", "high"),
        ];
        return Encoding.UTF8.GetBytes($"{{{string.Join(",\n", statements.GroupBy(s => s.Package).Select(p => $"\"{p.Key}\": {{{string.Join(",\n  ", p.Select(Statement))}}}"))}}}");

        static string CveOf(int plugin) => DemoFindings.Cve(DemoPlugin.All.First(p => p.Number == plugin), 0);

        static string Statement((string Package, string Cve, string Fixed, string Urgency) s) =>
            $$$"""
            "{{{s.Cve}}}": {"description": "Invented for the demo.", "scope": "remote", "releases": {"bookworm":
              {"status": "resolved", "repositories": {"bookworm": "{{{s.Fixed}}}"}, "fixed_version": "{{{s.Fixed}}}", "urgency": "{{{s.Urgency}}}"} } }
            """;
    }

    private static string Date(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
