using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Intel;
using Cockpit.Operations.Advisories;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Operations.Tests.Findings;
using Cockpit.Store.Hosts;
using NodaTime;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Advisories;

/// <summary>A file with hosts, their scans and feeds of distributions, all by the real readers and the real importer.</summary>
internal sealed class AdvisoryFile : IDisposable
{
    private readonly AlignmentFile db = new();
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-advisories-").FullName;
    private int scans;

    public FindingsFile Findings => db.Findings;

    public AlignmentFile.SetClock Clock => db.Clock;

    public Session Session => db.Session;

    public static SystemFacts Quiet { get; } = SystemFacts.Unknown with { StaleServices = [], RebootReasons = [], InstalledKernel = "6.1.0-37-amd64" };

    public static CveId Cve => new(2026, 31842);

    /// <summary>A tracker from "package CVE release status fixed_version".</summary>
    public static string Tracker(params IEnumerable<string> statements)
    {
        var words = statements.Select(s => s.Split(' ')).ToList();
        return "{" + string.Join(",", words.GroupBy(w => w[0]).Select(p => $"\"{p.Key}\":{{" + string.Join(",", p.GroupBy(w => w[1]).Select(c => $"\"{c.Key}\":{{\"scope\":\"remote\",\"releases\":{{" + string.Join(",", c.Select(r =>
            $"\"{r[2]}\":{{\"status\":\"{r[3]}\",\"urgency\":\"{(r.Length > 5 ? r[5] : "not yet assigned")}\"{(r.Length > 4 && r[4] != "-" ? $",\"fixed_version\":\"{r[4]}\"" : "")}}}")) + "}}")) + "}")) + "}";
    }

    public string Put(string name, string text, Instant? writtenAt = null)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, (writtenAt ?? Clock.At).ToDateTimeUtc());
        return path;
    }

    public IntelImportResult ImportTracker(params IEnumerable<string> statements) => ImportIntel.Run(Session, new IntelImportWish(IntelKind.DebianTracker, Put("tracker.json", Tracker(statements))));

    /// <summary>"name version [source]" is installed.</summary>
    public static Inventory Debian(params IEnumerable<string> installed) => new(
        OsFamilies.Debian, "debian", "12", "bookworm", "amd64", "6.1.0-37-amd64", null, "boot", Duration.FromDays(1), Now, true, false, [],
        [.. installed.Select(i => i.Split(' ')).Select(w => new InstalledPackage(w[0], "amd64", w[1], w.Length > 2 ? w[2] : w[0], w[1], false, true))], [], [], []) { Facts = Quiet };

    /// <summary>As a scan of one host leaves it, and what comes after a scan.</summary>
    public InventoryComparison? Scan(string host, Inventory read)
    {
        Clock.At += Duration.FromHours(1);
        HostId id = Keep(host, read);
        InventoryComparison? compared = CompareInventories.Run(Session, [id], $"scan S{++scans}", Xunit.TestContext.Current.CancellationToken);
        AlignHosts.RunDue(Session, Xunit.TestContext.Current.CancellationToken);
        return compared;
    }

    public HostId Keep(string host, Inventory read) => Findings.File.Write(t =>
    {
        HostId id = t.FindHost(host)!.Id;
        ScanId scan = t.BeginScan(1, Anna, Clock.At);
        t.AddScanResult(scan, id, new ScanResult(ScanStatus.Ok, null, read, Clock.At, Duration.FromSeconds(1)));
        t.EndScan(scan, 1, 0, Anna, Clock.At);
        return id;
    });

    /// <summary>"openssl: CVE-2026-31842 open", without the row that says what was compared.</summary>
    public string[] Own(string host) => [.. new FindingStatus?[] { null, FindingStatus.Closed }
        .SelectMany(s => ListFindings.Run(Session, new FindingWish(Host: host, Status: s, Limit: 200)).Findings)
        .Where(f => f.Source == FindingSource.Inventory && f.PluginId > 0).Select(f => $"{f.Name} {f.Status.ToString().ToLowerInvariant()}").Order(StringComparer.Ordinal)];

    public FindingPage Page(long plugin, string host) => Show(f => f.PluginId == plugin && f.Host == host);

    public FindingPage Show(Func<FindingLine, bool> which)
    {
        FindingLine line = new FindingStatus?[] { null, FindingStatus.Closed }.SelectMany(s => ListFindings.Run(Session, new FindingWish(Status: s, Limit: 200)).Findings).Single(which);
        return ShowFinding.Run(Session, FindingId.TryParse(line.Id, out FindingId id) ? id : default);
    }

    public List<T> Query<T>(string sql, Func<Microsoft.Data.Sqlite.SqliteDataReader, T> make) => db.Query(sql, make);

    public void Execute(string sql) => db.Execute(sql);

    public void Dispose()
    {
        db.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
