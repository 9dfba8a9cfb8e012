using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Core.Journal;

namespace Cockpit.Store.Findings;

/// <summary>A machine of the file, with what its rows say about it.</summary>
internal sealed class ImportedMachine(AssetIdentity identity)
{
    public AssetIdentity Identity { get; } = identity;

    public HostCoverage? Coverage { get; set; }

    /// <summary>The newest date that its rows carry, in microseconds.</summary>
    public long? SeenUs { get; set; }

    public long AssetId { get; set; }
}

/// <summary>
/// Takes the rows of one file and joins them to findings. Texts go to the file's tables at once through <see cref="ImportTexts"/>;
/// what is kept here is about 100 bytes a finding.
/// </summary>
internal sealed class ImportBuffer(ImportTexts texts, long seed)
{
    private readonly Utf8Interner machineKeys = new(seed);
    private readonly Utf8Interner instances = new(seed);
    private readonly Utf8Interner rawSeverities = new(seed);
    private readonly PendingTable findings = new();
    private readonly List<ImportedMachine> machines = [];
    private byte[] keyBuffer = new byte[2048];
    private byte[] lastKey = [];
    private int lastMachine;

    public List<ImportedMachine> Machines => machines;

    public PendingTable Findings => findings;

    /// <summary>Rows and findings that were joined to one that was there already.</summary>
    public long Joined { get; private set; }

    public byte[] Instance(int number) => instances[number];

    public byte[] RawSeverity(int number) => rawSeverities[number];

    public void Take(in FindingRow row)
    {
        int machine = MachineOf(row);
        var key = new PendingKey(machine, row.PluginId, instances.NumberOf(texts.Line(row.Instance)), (ushort)row.Port, row.Protocol);
        int plugin = texts.Plugin(row);
        (long output, long hash) = texts.Output(row.Output);
        int raw = rawSeverities.NumberOf(texts.Line(row.RawSeverity));
        long firstSeen = row.FirstSeenAt is { } at ? JournalHash.Microseconds(at) : long.MaxValue;

        ref PendingFinding finding = ref findings.Of(key, out bool known);
        if (known)
        {
            Join(ref finding, row, plugin, raw, firstSeen, output, hash);
        }
        else
        {
            (finding.PluginText, finding.RawSeverity, finding.Severity, finding.Fixed) = (plugin, raw, row.Severity, row.Fixed);
            (finding.Flags, finding.FlagsInFile, finding.Scores, finding.FirstSeenUs) = (row.Flags, row.FlagsInFile, row.Scores, firstSeen);
            (finding.OutputBytes, finding.OutputHash, finding.OutputId) = (row.Output.Length, hash, output);
        }
        Note(machines[machine], row);
    }

    /// <summary>Joins two findings that turned out to be one, because their machines are one.</summary>
    public void Join(ref PendingFinding into, in PendingFinding other)
    {
        Joined++;
        if (texts.PluginName(other.PluginText).AsSpan().SequenceCompareTo(texts.PluginName(into.PluginText)) < 0) into.PluginText = other.PluginText;
        JoinSeverity(ref into, other.Severity, other.RawSeverity);
        into.Fixed &= other.Fixed;
        into.Flags |= other.Flags;
        into.FlagsInFile |= other.FlagsInFile;
        into.Scores = into.Scores.Max(other.Scores);
        into.FirstSeenUs = Math.Min(into.FirstSeenUs, other.FirstSeenUs);
        JoinOutput(ref into, other.OutputBytes, other.OutputHash, other.OutputId);
    }

    private void Join(ref PendingFinding into, in FindingRow row, int plugin, int raw, long firstSeen, long output, long hash)
    {
        Joined++;
        if (plugin != into.PluginText && texts.PluginName(plugin).AsSpan().SequenceCompareTo(texts.PluginName(into.PluginText)) < 0) into.PluginText = plugin;
        JoinSeverity(ref into, row.Severity, raw);
        into.Fixed &= row.Fixed;
        into.Flags |= row.Flags;
        into.FlagsInFile |= row.FlagsInFile;
        into.Scores = into.Scores.Max(row.Scores);
        into.FirstSeenUs = Math.Min(into.FirstSeenUs, firstSeen);
        JoinOutput(ref into, row.Output.Length, hash, output);
    }

    private void JoinSeverity(ref PendingFinding into, Severity severity, int raw)
    {
        if (severity > into.Severity || severity == into.Severity && raw != into.RawSeverity && rawSeverities[raw].AsSpan().SequenceCompareTo(rawSeverities[into.RawSeverity]) < 0) into.RawSeverity = raw;
        if (severity > into.Severity) into.Severity = severity;
    }

    /// <summary>Some plugins report several times on one port. The longest text is kept.</summary>
    private static void JoinOutput(ref PendingFinding into, int bytes, long hash, long id)
    {
        if (bytes < into.OutputBytes || bytes == into.OutputBytes && hash <= into.OutputHash) return;
        (into.OutputBytes, into.OutputHash, into.OutputId) = (bytes, hash, id);
    }

    private static void Note(ImportedMachine machine, in FindingRow row)
    {
        if (row.LastSeenAt is { } seen) machine.SeenUs = Math.Max(machine.SeenUs ?? long.MinValue, JournalHash.Microseconds(seen));
        if (row.Coverage is not { } coverage) return;
        if (machine.Coverage is null || IsAfter(coverage, machine.Coverage)) machine.Coverage = coverage;
        if (coverage.ScannedAt is { } at) machine.SeenUs = Math.Max(machine.SeenUs ?? long.MinValue, JournalHash.Microseconds(at));
    }

    /// <summary>A total order, so that two of them end the same way whichever comes first.</summary>
    private static bool IsAfter(HostCoverage a, HostCoverage b)
    {
        int order = Nullable.Compare(a.ScannedAt, b.ScannedAt);
        if (order == 0) order = b.Credentialed.CompareTo(a.Credentialed);
        if (order == 0) order = string.CompareOrdinal(a.PortRange, b.PortRange);
        return order > 0 || order == 0 && string.CompareOrdinal(a.ScanName, b.ScanName) > 0;
    }

    private const int KeyParts = 10;

    private int MachineOf(in FindingRow row)
    {
        int length = row.HostLabel.Length + row.Ip.Length + row.Dns.Length + row.NetBios.Length + row.Network.Length + IdsLength(row) + KeyParts - 1;
        if (keyBuffer.Length < length) keyBuffer = new byte[length * 2];
        Span<byte> key = keyBuffer.AsSpan(0, length);
        int at = 0;
        Put(key, row.HostLabel, ref at);
        Put(key, row.Ip, ref at);
        Put(key, row.Dns, ref at);
        Put(key, row.NetBios, ref at);
        Put(key, row.Network, ref at);
        Put(key, row.Issuer, ref at);
        Put(key, row.AssetId, ref at);
        Put(key, row.AgentId, ref at);
        Put(key, row.BiosUuid, ref at);
        Put(key, row.Macs, ref at);

        // Exports are grouped by host, so most rows repeat the machine before them.
        if (key.SequenceEqual(lastKey)) return lastMachine;
        lastKey = key.ToArray();
        lastMachine = machineKeys.NumberOf(Lower(key));
        if (lastMachine == machines.Count) machines.Add(new ImportedMachine(Identity(machineKeys[lastMachine])));
        return lastMachine;
    }

    private static int IdsLength(in FindingRow row) => row.Issuer.Length + row.AssetId.Length + row.AgentId.Length + row.BiosUuid.Length + row.Macs.Length;

    /// <summary>Parts are set apart by a zero, which no name holds: a reader rejects control characters in them.</summary>
    private static void Put(Span<byte> key, ReadOnlySpan<byte> part, ref int at)
    {
        part.CopyTo(key[at..]);
        at += part.Length;
        if (at < key.Length) key[at++] = 0;
    }

    private static Span<byte> Lower(Span<byte> key)
    {
        Ascii.ToLowerInPlace(key, out _);
        return key;
    }

    private static AssetIdentity Identity(byte[] key)
    {
        string[] parts = Encoding.UTF8.GetString(key).Split('\0');
        string issuer = parts[5];

        // One scanner's agents have one kind of id, whichever of its products reports them.
        string agents = issuer.IndexOf('-') is > 0 and var dash ? issuer[..dash] : issuer;
        return new AssetIdentity(parts[0], Given(parts[3]), Given(parts[2]), Given(parts[1]), Given(parts[4]))
        {
            AssetId = parts[6].Length == 0 ? null : $"{issuer}:{parts[6]}",
            AgentId = parts[7].Length == 0 ? null : $"{agents}:{parts[7]}",
            BiosUuid = parts[8].Length == 0 ? null : HardwareIds.BiosUuid(parts[8]),
            Macs = parts[9].Length == 0 ? [] : HardwareIds.Macs(parts[9]),
        };
    }

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
