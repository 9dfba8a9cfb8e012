using System.Globalization;
using System.Text;
using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Simulation;

/// <summary>
/// Exports as a scanner would have written them for the demo's fleet: what is found on a host fits the updates that are pending there.
/// They go through the same readers as real ones. The same fleet, seed and time give the same bytes.
/// </summary>
public static class DemoFindings
{
    /// <summary>Where the hosts' DNS names end (RFC 6761).</summary>
    private const string Domain = "example.test";

    private const string NessusHeader =
        "Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output,STIG Severity,CVSS v4.0 Base Score,CVSS v4.0 Base+Threat Score," +
        "CVSS v3.0 Base Score,CVSS v2.0 Temporal Score,CVSS v3.0 Temporal Score,VPR Score,EPSS Score,Risk Factor,BID,XREF,MSKB,Plugin Publication Date,Plugin Modification Date,Metasploit,Core Impact,CANVAS";

    private const string QualysHeader =
        "IP,Network,DNS,NetBIOS,Tracking Method,OS,IP Status,QID,Title,Vuln Status,Type,Severity,Port,Protocol,FQDN,SSL,First Detected,Last Detected,Times Detected,Date Last Fixed,CVE ID,Vendor Reference," +
        "Bugtraq ID,CVSS3.1,CVSS3.1 Base,Threat,Impact,Solution,Exploitability,Associated Malware,Results,PCI Vuln,Ticket State,Instance,OS CPE,Category,Associated Tags,QDS";

    /// <summary>A Nessus export of 30 columns, a row per CVE, with plugin 19506 on each host, which says what was scanned.</summary>
    /// <param name="daysAgo">As a scan so many days ago would have found the fleet: without what came later, with what was fixed since.</param>
    public static byte[] Nessus(IReadOnlyList<DemoHost> fleet, ulong seed, Instant scannedAt, int daysAgo = 0)
    {
        var csv = new StringBuilder(NessusHeader).Append('\n');
        foreach (DemoHost host in fleet)
        {
            if (host.Simulated.Nature is Nature.Dead) continue;
            string name = $"{host.Description.Name}.{Domain}";
            Line(csv, ScanInformation(name, scannedAt));
            foreach (DemoPlugin plugin in DemoPlugin.All.Concat(daysAgo == 0 ? [] : DemoPlugin.Fixed))
            {
                if (!IsFound(plugin, host, seed) || !WasFound(plugin, host, seed, daysAgo)) continue;
                for (int cve = 0; cve < Math.Max(1, plugin.Cves); cve++) Line(csv, NessusRow(plugin, host, name, cve));
            }
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>A Qualys VM report with its preamble, of the hosts that the internet reaches.</summary>
    /// <param name="daysAgo">As a scan so many days ago would have found them.</param>
    public static byte[] Qualys(IReadOnlyList<DemoHost> fleet, ulong seed, Instant scannedAt, int daysAgo = 0)
    {
        string at = scannedAt.ToString("MM'/'dd'/'uuuu HH':'mm':'ss", CultureInfo.InvariantCulture);
        DemoHost[] scanned = [.. fleet.Where(h => h.Description.Exposure == Exposure.Internet && h.Simulated.Nature is not Nature.Dead)];
        var csv = new StringBuilder();
        Line(csv, ["Perimeter report", at]);
        Line(csv, ["Example Ltd", "1 Test Street", "Testtown"]);
        csv.Append('\n');
        Line(csv, ["IP", "DNS", "Security Risk"]);
        foreach (DemoHost host in scanned) Line(csv, [host.Description.Address, $"{host.Description.Name}.{Domain}", "4.0"]);
        csv.Append('\n');
        Line(csv, QualysHeader.Split(','));
        foreach (DemoHost host in scanned)
        {
            foreach (DemoPlugin plugin in DemoPlugin.All)
            {
                if (plugin.Port == 443 && IsFound(plugin, host, seed) && WasFound(plugin, host, seed, daysAgo)) Line(csv, QualysRow(plugin, host, at));
            }
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static bool IsFound(DemoPlugin plugin, DemoHost host, ulong seed)
    {
        if (plugin.Role is not null && plugin.Role != host.Description.Role) return false;
        if (plugin.Package is not null && Pending(plugin, host) is null) return false;
        return Dice.Roll(seed, $"{host.Description.Name} plugin {plugin.Number}") < plugin.Chance;
    }

    /// <summary>Each finding came on a day of its own, some before all scans; each old one was fixed on a day of its own.</summary>
    private static bool WasFound(DemoPlugin plugin, DemoHost host, ulong seed, int daysAgo)
    {
        if (daysAgo == 0) return true;
        double roll = Dice.Roll(seed, $"{host.Description.Name} plugin {plugin.Number} day");
        return plugin.Number > LastOfToday ? daysAgo > 1 + roll * FixedWithin : daysAgo <= roll * KnownSince;
    }

    private const int LastOfToday = 900_100;

    /// <summary>Days: fixes are spread over the first, arrivals over the second, of which the scans saw the later part.</summary>
    private const int FixedWithin = 38, KnownSince = 90;

    private static PendingUpdate? Pending(DemoPlugin plugin, DemoHost host) => host.Simulated.Pending.FirstOrDefault(u => u.Name == plugin.Package);

    private static string Evidence(DemoPlugin plugin, DemoHost host) => Pending(plugin, host) is { } update
        ? $"  Remote package installed : {update.Name}_{update.From}\n  Should be                : {update.Name}_{update.To}\n"
        : plugin.Tenths == 0 ? $"The remote host is {host.Description.Name}.\n" : "The service was asked and gave it away.\n";

    private static string[] NessusRow(DemoPlugin p, DemoHost host, string name, int cve) =>
    [
        $"{p.Number}", p.Cves == 0 ? "" : Cve(p, cve), "", p.Risk, name, p.Port == 161 ? "udp" : "tcp", $"{p.Port}", p.Name, Synopsis(p), Description(p), Solution(p), "",
        Evidence(p, host), "", "", "", Tenths(p.Tenths), "", "", Tenths(p.Vpr), p.Epss == 0 ? "" : $"0.{p.Epss:00000}", p.Risk, "", "", "", "2026/09/01", "2026/10/01", p.Exploit ? "true" : "", "", "",
    ];

    private static string[] QualysRow(DemoPlugin p, DemoHost host, string at) =>
    [
        host.Description.Address, "Global Default Network", $"{host.Description.Name}.{Domain}", "", "IP", "Debian Linux 12", "host scanned, found vuln", $"{p.Number}", p.Name, "Active",
        p.Tenths == 0 ? "Ig" : "Vuln", p.Tenths switch { 0 => "1", < 40 => "2", < 70 => "3", < 90 => "4", _ => "5" }, $"{p.Port}", "tcp", "", "over ssl", at, at, "1", "",
        string.Join(", ", Enumerable.Range(0, p.Cves).Select(i => Cve(p, i))), "", "", Tenths(p.Tenths), p.Tenths == 0 ? "" : $"{Tenths(p.Tenths)} (AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H)",
        Synopsis(p), $"{Description(p)}<P>What it gives depends on the service:<UL><LI>data that the server holds<LI>the server itself</UL>", Html(p), p.Exploit ? "Source: published proof of concept" : "", "", Evidence(p, host), "no", "", "", "", "Web server", "", p.Vpr == 0 ? "" : $"{p.Vpr}",
    ];

    private static string[] ScanInformation(string name, Instant scannedAt) =>
    [
        "19506", "", "", "None", name, "tcp", "0", "Nessus Scan Information", "This plugin displays information about the Nessus scan.", "Lists what was scanned and how.", "n/a", "",
        "Information about this scan : \n\nNessus version : 10.8.3\nScan name : weekly\nScan policy used : Advanced Scan\nPort range : default\nCredentialed checks : yes, as 'scan' via ssh\n" +
        $"Scan Start Date : {scannedAt.ToString("uuuu'/'M'/'d H':'mm", CultureInfo.InvariantCulture)} UTC\nScan duration : 519 sec\n",
        "", "", "", "", "", "", "", "", "None", "", "", "", "2005/08/26", "2026/09/01", "", "", "",
    ];

    internal static string Cve(DemoPlugin p, int index) => $"CVE-2026-{90_000 + (p.Number % 1_000 * 10) + index}";

    private static string Synopsis(DemoPlugin p) => p.Tenths == 0 ? "The host tells what runs on it." : p.Package is null ? "A service is set up weakly." : $"A package is older than the fixed one: {p.Package}.";

    private static string Description(DemoPlugin p) => $"{p.Name}. Invented for the demo.";

    /// <summary>Qualys writes its texts as HTML.</summary>
    private static string Html(DemoPlugin p) => $"{Solution(p)}<P>Following are links for downloading patches:<BR><A HREF=\"https://advisories.example.test/{p.Number}\" TARGET=\"_blank\">advisory {p.Number}</A>";

    private static string Solution(DemoPlugin p) => p.Tenths == 0 ? "n/a" : p.Package is null ? "Change the configuration of the service." : $"Upgrade the package {p.Package}.";

    private static string Tenths(int tenths) => tenths == 0 ? "" : (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder csv, string[] cells) =>
        csv.AppendJoin(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
}
