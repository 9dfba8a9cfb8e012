using NodaTime;

namespace Cockpit.Core.Findings;

/// <summary>
/// One row of an export, as UTF-8 spans into the reader's buffer: valid until the next read. A reader has checked what identifies
/// the finding (host, plugin, port); texts are as the file holds them, hostile control characters and all. An empty span is "not given".
/// </summary>
public ref struct FindingRow
{
    /// <summary>The file's line where the row starts, from 1.</summary>
    public long Line { get; set; }

    /// <summary>How the export calls the host. Never empty, at most 255 bytes.</summary>
    public ReadOnlySpan<byte> HostLabel { get; set; }

    public ReadOnlySpan<byte> Ip { get; set; }

    public ReadOnlySpan<byte> Dns { get; set; }

    public ReadOnlySpan<byte> NetBios { get; set; }

    /// <summary>Qualys: the network that the address belongs to; the same private address may exist in several.</summary>
    public ReadOnlySpan<byte> Network { get; set; }

    /// <summary>The scanner's own id of the machine (Tenable asset UUID, Qualys asset id).</summary>
    public ReadOnlySpan<byte> AssetId { get; set; }

    /// <summary>Whose numbers <see cref="AssetId"/> and <see cref="AgentId"/> are, since two products may number machines alike: "tenable", "qualys-host".</summary>
    public ReadOnlySpan<byte> Issuer { get; set; }

    /// <summary>The id of the scanner's agent on the machine.</summary>
    public ReadOnlySpan<byte> AgentId { get; set; }

    /// <summary>The machine's SMBIOS UUID.</summary>
    public ReadOnlySpan<byte> BiosUuid { get; set; }

    /// <summary>Hardware addresses as the export joins them.</summary>
    public ReadOnlySpan<byte> Macs { get; set; }

    /// <summary>The scanner's test: Nessus plugin ID, Qualys QID.</summary>
    public long PluginId { get; set; }

    /// <summary>0 to 65535; 0 when the finding is about the host as a whole.</summary>
    public int Port { get; set; }

    public FindingProtocol Protocol { get; set; }

    /// <summary>Tells two findings of one plugin on one port apart: Qualys SSL and Instance, the name of a compliance check.</summary>
    public ReadOnlySpan<byte> Instance { get; set; }

    public Severity Severity { get; set; }

    /// <summary>The severity as the scanner wrote it.</summary>
    public ReadOnlySpan<byte> RawSeverity { get; set; }

    public FindingScores Scores { get; set; }

    public FindingFlags Flags { get; set; }

    /// <summary>Which flags the export has columns for. It says nothing about the others.</summary>
    public FindingFlags FlagsInFile { get; set; }

    /// <summary>The CVE cell; <see cref="CveList"/> takes it apart.</summary>
    public ReadOnlySpan<byte> Cves { get; set; }

    public ReadOnlySpan<byte> Name { get; set; }

    public ReadOnlySpan<byte> Synopsis { get; set; }

    public ReadOnlySpan<byte> Description { get; set; }

    public ReadOnlySpan<byte> Solution { get; set; }

    public ReadOnlySpan<byte> SeeAlso { get; set; }

    /// <summary>KBs and vendor advisories that fix it, as written (MSKB, Vendor Reference).</summary>
    public ReadOnlySpan<byte> PatchReferences { get; set; }

    /// <summary>Other references as written (XREF).</summary>
    public ReadOnlySpan<byte> References { get; set; }

    /// <summary>The evidence from this host.</summary>
    public ReadOnlySpan<byte> Output { get; set; }

    /// <summary>When the scanner saw it first, where the export says so.</summary>
    public Instant? FirstSeenAt { get; set; }

    /// <summary>When the scanner saw it last, where the export says so.</summary>
    public Instant? LastSeenAt { get; set; }

    /// <summary>The export itself says that it is fixed.</summary>
    public bool Fixed { get; set; }

    /// <summary>What the scan covered on this host, on the one row that says so.</summary>
    public HostCoverage? Coverage { get; set; }
}
