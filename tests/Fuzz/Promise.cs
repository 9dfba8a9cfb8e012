using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Acceptance;
using Cockpit.Core.Hosts;

namespace Cockpit.Fuzz;

/// <summary>What parsers promise of what they return, whatever they were given.</summary>
internal static class Promise
{
    /// <summary>No name, version or word of an inventory can drive a terminal.</summary>
    public static void Printable(Inventory inventory)
    {
        IEnumerable<string> words =
        [
            inventory.OsName, inventory.OsVersion, inventory.OsCodename, inventory.Architecture, inventory.Kernel, inventory.BootId,
            .. inventory.RebootPackages, .. inventory.Unread,
            .. inventory.Packages.SelectMany(p => new[] { p.Name, p.Architecture, p.Version, p.SourceName, p.SourceVersion }),
            .. inventory.Updates.SelectMany(u => new[] { u.Name, u.Architecture, u.From, u.To, u.Source }),
        ];
        if (words.FirstOrDefault(w => w.Any(char.IsControl)) is { } bad)
            throw new BrokenPromiseException($"A word holds a control character: {Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(bad))}");
    }

    /// <summary>Printable and short, where they are given.</summary>
    public static void Words(params ReadOnlySpan<string?> words)
    {
        foreach (string? word in words)
        {
            if (word is not null && (word.Length is 0 or > 255 || word.Any(c => c is <= ' ' or > '~'))) throw new BrokenPromiseException($"A word is none: {Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(word))}");
        }
    }

    /// <summary>What identifies a finding is there, bounded, and cannot drive a terminal.</summary>
    public static void Identified(in FindingRow row)
    {
        if (row.HostLabel.IsEmpty || row.PluginId < 0 || row.Port is < 0 or > 65535 || row.Line < 0) throw new BrokenPromiseException("A finding has no host, no test or no port.");
        Word(row.HostLabel);
        Word(row.Ip);
        Word(row.Dns);
        Word(row.NetBios);
        Word(row.Network);
        Word(row.Issuer);
        Word(row.AssetId);
        Word(row.AgentId);
        Word(row.BiosUuid);
        if (row.Macs.Contains((byte)0) || row.Macs.Length > 4_096) throw new BrokenPromiseException("Hardware addresses are not bounded.");
    }

    /// <summary>Ids that are read are read again as the same.</summary>
    public static void Ids(string text)
    {
        IReadOnlyList<string> macs = HardwareIds.Macs(text);
        if (macs.Count > HardwareIds.MaxMacs || !HardwareIds.Macs(string.Join(',', macs)).SequenceEqual(macs)) throw new BrokenPromiseException($"{text} is not read as it was written.");
        if (HardwareIds.BiosUuid(text) is { } uuid && HardwareIds.BiosUuid(uuid) != uuid) throw new BrokenPromiseException($"{uuid} is another UUID when it is read again.");
        _ = UntilDate.TryParse(text);
    }

    private static void Word(ReadOnlySpan<byte> word)
    {
        if (word.Length > 255) throw new BrokenPromiseException("A name is longer than a name.");
        foreach (byte b in word)
        {
            if (b is < 0x20 or 0x7F) throw new BrokenPromiseException($"A name holds a control character: {Convert.ToHexString(word)}");
        }
    }

    /// <summary>Each equals itself, and turning two round turns the answer round. rpm compares no release that one lacks, so three may go round in a circle.</summary>
    public static void Turned(Func<string, string, int> compare, string lines)
    {
        string[] versions = [.. lines.Split('\n').Take(2)];
        foreach (string a in versions)
        {
            if (compare(a, a) != 0) throw new BrokenPromiseException($"{a} is not equal to itself.");
            foreach (string b in versions)
            {
                if (Math.Sign(compare(a, b)) != -Math.Sign(compare(b, a))) throw new BrokenPromiseException($"{a} and {b} have no order.");
            }
        }
    }

    /// <summary>An order of versions is one: each equals itself, and turning two round turns the answer round.</summary>
    public static void Ordered(Func<string, string, int> compare, string lines)
    {
        string[] versions = [.. lines.Split('\n').Take(3)];
        foreach (string a in versions)
        {
            if (compare(a, a) != 0) throw new BrokenPromiseException($"{a} is not equal to itself.");
            foreach (string b in versions)
            {
                if (Math.Sign(compare(a, b)) != -Math.Sign(compare(b, a))) throw new BrokenPromiseException($"{a} and {b} have no order.");
                foreach (string c in versions)
                {
                    if (compare(a, b) <= 0 && compare(b, c) <= 0 && compare(a, c) > 0) throw new BrokenPromiseException($"{a}, {b} and {c} go round in a circle.");
                }
            }
        }
    }
}
