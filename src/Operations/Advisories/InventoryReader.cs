using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cockpit.Core.Advisories.Judging;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Advisories;
using NodaTime;

namespace Cockpit.Operations.Advisories;

/// <summary>
/// Findings of our own scans as if they came from a file: host by host, what it has installed against what the distributions say. The first row
/// of a host says what was compared, and carries what the scan covered. It reads by a connection of its own, a host at a time.
/// </summary>
internal sealed class InventoryReader : IFindingReader
{
    /// <summary>"Packages compared with the distribution's data": it is no vulnerability.</summary>
    public const long SummaryNumber = 0;

    private const string Ports = "packages";

    private readonly CockpitFile file;
    private readonly List<(HostId Host, long ScanRow)> hosts;
    private readonly AdvisoryStatements statements = new();
    private readonly bool hasAdvisories;
    private ComparedHost? current;
    private InventoryFindings? judged;
    private byte[] label = [];
    private int next, finding;

    /// <param name="file">Belongs to the reader.</param>
    public InventoryReader(CockpitFile file, IReadOnlyCollection<HostId>? wanted)
    {
        this.file = file;
        (hosts, hasAdvisories, FileHash) = file.Read(t =>
        {
            List<(HostId, long)> scanned = t.ScannedHosts(wanted);
            return (scanned, t.HasAdvisories(), HashOf(scanned, t.AdvisoryHashes()));
        });
        Advance();
    }

    /// <summary>Nothing is there to compare, so there is nothing to import.</summary>
    public bool IsEmpty => Rows == 0 && judged is null;

    public FindingSource Source => FindingSource.Inventory;

    public string Shape => "Packages of our own scans";

    /// <summary>Of what goes in: which scans of which hosts, and which feeds. The same again can only give the same again.</summary>
    public ReadOnlyMemory<byte> FileHash { get; }

    /// <summary>Hosts stand for bytes in the progress display.</summary>
    public long FileBytes => hosts.Count;

    public long BytesRead => next;

    public long Rows { get; private set; }

    public long RejectedRows => 0;

    public IReadOnlyList<RejectedRow> Rejected => [];

    public bool LooksComplete => true;

    public IReadOnlyList<string> Notes => WithoutData == 0 ? [] : [$"Nothing is known about the vulnerabilities of {WithoutData} {(WithoutData == 1 ? "host" : "hosts")}: no data of their releases are imported."];

    /// <summary>Hosts that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Of those, for the first time.</summary>
    public int ComparedFirst { get; private set; }

    /// <summary>Hosts of whose release no feed says anything, and whose package manager does not either.</summary>
    public int WithoutData { get; private set; }

    public bool TryRead(out FindingRow row)
    {
        row = default;
        while (judged is not null && finding > judged.Findings.Count) Advance();
        if (judged is null || current is null) return false;
        Rows++;
        row.Line = Rows;
        row.HostLabel = label;
        row.Dns = label;
        row.Protocol = FindingProtocol.None;
        row.Scores = FindingScores.Nothing;
        row.LastSeenAt = current.ScannedAt;
        if (finding++ == 0) FillSummary(ref row);
        else Fill(ref row, judged.Findings[finding - 2]);
        return true;
    }

    public void Dispose() => file.Dispose();

    private void FillSummary(ref FindingRow row)
    {
        row.PluginId = SummaryNumber;
        row.Severity = Severity.Info;
        row.RawSeverity = "info"u8;
        row.Name = "Packages compared with the distribution's data"u8;
        row.Synopsis = "Says what the host's packages were compared with. It is no vulnerability."u8;
        row.Output = Encoding.UTF8.GetBytes(judged!.Summary);

        // By the host's number, so that a scan of some hosts makes those of others no older.
        if (judged.Covered) row.Coverage = new HostCoverage(current!.ScannedAt, Credentialed: true, Ports, $"host {current.Id.Value}");
    }

    private static void Fill(ref FindingRow row, InventoryFinding found)
    {
        byte[] cve = Encoding.ASCII.GetBytes(found.Cve.ToString()), source = Encoding.UTF8.GetBytes(found.Source);
        row.PluginId = (long)found.Cve.Year * CveNumbers + found.Cve.Number;
        row.Instance = source;
        row.Severity = found.Severity;
        row.RawSeverity = Encoding.UTF8.GetBytes(found.RawSeverity);
        row.Cves = cve;
        row.Name = Encoding.UTF8.GetBytes($"{found.Source}: {found.Cve}");
        row.Synopsis = "A package that is installed has a known vulnerability."u8;
        row.Solution = "Install the version that the evidence names, or a newer one."u8;
        row.SeeAlso = Encoding.ASCII.GetBytes($"https://www.cve.org/CVERecord?id={found.Cve}");
        row.Output = Encoding.UTF8.GetBytes(found.Evidence);
    }

    /// <summary>A plugin's number is the CVE as the file keeps it.</summary>
    private const long CveNumbers = 100_000_000;

    /// <summary>To the next host of which there is something to say.</summary>
    private void Advance()
    {
        (judged, current, finding) = (null, null, 0);
        while (judged is null && next < hosts.Count)
        {
            (HostId id, long scan) = hosts[next++];
            (current, judged) = file.Read(t => t.ToCompare(id, scan) is { } host ? (host, Judge(t, host)) : default);
        }

        if (current is not null) label = Encoding.UTF8.GetBytes(current.Name);
    }

    /// <summary>Null where nobody asked for it: no feed is in, and the host's package manager names no CVE.</summary>
    private InventoryFindings? Judge(ReadTransaction t, ComparedHost host)
    {
        bool updatesTell = host.Inventory.Updates.Any(u => u.Cves.Count > 0);
        if (!hasAdvisories && !updatesTell && host.Before.Count == 0) return null;
        var packages = new HostPackages(host.Inventory);
        string release = packages.Release ?? "";
        bool hasFeed = release.Length > 0 && statements.Has(t, release);
        Compared++;
        if (!host.Compared) ComparedFirst++;
        if (!hasFeed && !updatesTell) WithoutData++;
        return InventoryJudge.Of(packages, (name, binary) => statements.Of(t, release, name, binary), hasFeed, host.Before);
    }

    private static byte[] HashOf(List<(HostId Host, long ScanRow)> hosts, List<byte[]> feeds)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("inventories"u8);
        foreach (byte[] feed in feeds) hash.AppendData(feed);
        Span<byte> numbers = stackalloc byte[16];
        foreach ((HostId host, long scan) in hosts)
        {
            BinaryPrimitives.WriteInt64LittleEndian(numbers, host.Value);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], scan);
            hash.AppendData(numbers);
        }

        return hash.GetHashAndReset();
    }
}
