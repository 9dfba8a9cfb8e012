using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Scanner.Csv;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>A new file in a folder of its own, and exports made from a few words per row.</summary>
internal sealed class FindingsFile : IDisposable
{
    public static readonly Actor Anna = new(1000, 1000, "anna");
    public static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);

    private const string Columns =
        "Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output,CVSS v3.0 Base Score,VPR Score,EPSS Score,Metasploit";

    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-findings-").FullName;

    public FindingsFile() => File = CockpitFile.Open(Path.Combine(folder, "prod.db"), FileAccessMode.Create, Anna, Now);

    public CockpitFile File { get; }

    public static string Row(long plugin, string host, int port = 0, string risk = "High", string cve = "", string output = "found", string cvss = "7.5", string epss = "", string name = "") =>
        $"{plugin},{cve},{cvss},{risk},{host},tcp,{port},{(name.Length == 0 ? $"Plugin {plugin}" : name)},s,d,u,,\"{output}\",{cvss},,{epss},\n";

    /// <summary>The row of plugin 19506: what was scanned on the host, and on which day of October 2026.</summary>
    public static string Covered(string host, int day, bool credentialed = true, string ports = "default", string scan = "weekly") => Row(
        19506, host, risk: "None", cvss: "", name: "Nessus Scan Information",
        output: $"Scan name : {scan}\nPort range : {ports}\nCredentialed checks : {(credentialed ? "yes" : "no")}\nScan Start Date : 2026/10/{day:00} 02:00 UTC");

    public static byte[] Nessus(params IEnumerable<string> rows) => Encoding.UTF8.GetBytes(Columns + "\n" + string.Concat(rows));

    public ImportReport Import(params IEnumerable<string> rows) => Import(Nessus(rows));

    public ImportReport Import(byte[] bytes, bool strict = false, bool dryRun = false, Instant? now = null)
    {
        using IFindingReader reader = FindingFiles.Open(new MemoryStream(bytes), "scan.csv");
        return FindingImporter.Import(File, reader, new ImportOptions("scan.csv", strict, dryRun), Anna, now ?? Now);
    }

    public Host AddHost(string name, string? address = null, int? criticality = null, Exposure? exposure = null) => File.Write(t =>
    {
        Host host = t.AddHost(new Host(default, name, address ?? name, 22, null, Transport.Ssh, null, null, new Dictionary<string, string>(), null, criticality, exposure, null, null, null, null), Anna, Now);
        t.RefreshFindings(Now);
        return host;
    });

    public List<FindingSummary> List(FindingFilter? filter = null) => File.Read(t => t.Findings(filter ?? new FindingFilter(Limit: 1000)));

    public FindingStatus? StatusOf(long plugin, string host) =>
        new FindingStatus?[] { null, FindingStatus.Accepted, FindingStatus.Closed }.SelectMany(s => List(new FindingFilter(Status: s, Limit: 1000))).SingleOrDefault(f => f.PluginId == plugin && f.Host == host)?.Status;

    public string[] Journal() => File.Read(t => Store.Journal.JournalReader.Newest(t, 100).Select(r => r.Type).ToArray());

    /// <summary>All rows of the tables that hold findings, as text: two files with the same are the same to a user. Ids of shared texts may differ.</summary>
    public string Dump()
    {
        using var connection = new SqliteConnection($"Data Source={File.Path};Pooling=False");
        connection.Open();
        var text = new StringBuilder();
        foreach (string sql in (string[])
        [
            "SELECT f.id, a.key, f.source, plugin_number, port, protocol, instance, p.name, severity, raw_severity, cvss2, cvss3, cvss4, vpr, epss, qds, flags, likelihood, impact, rank, status, first_seen_at_us, closed_at_us, f.import_id, o.body " +
            "FROM finding f JOIN asset a ON a.id = f.asset_id JOIN plugin p ON p.id = f.plugin_id LEFT JOIN output o ON o.id = f.output_id ORDER BY f.id",
            "SELECT p.source, p.number, p.name, c.cve FROM plugin p LEFT JOIN plugin_cve c ON c.plugin_id = p.id ORDER BY 1, 2, 3, 4",
            "SELECT * FROM asset ORDER BY id", "SELECT * FROM risk_cell WHERE open_count <> 0 ORDER BY 1, 2",
            "SELECT likelihood, impact, sum(delta) FROM risk_cell_hour GROUP BY 1, 2 HAVING sum(delta) <> 0 ORDER BY 1, 2",
            "SELECT asset_id, seen_at_us, covered, credentialed, port_range, scan_name FROM import_asset ORDER BY import_id, asset_id",
        ])
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read()) text.AppendJoin('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The figures that are kept, against those counted anew: null when they agree.</summary>
    public string? WrongFigures() => KeptFigures.Wrong(File.Path);

    public void Dispose()
    {
        File.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
