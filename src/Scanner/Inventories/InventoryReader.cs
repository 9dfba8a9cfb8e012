using System.Net;
using Cockpit.Scanner.HostCsv;
using Cockpit.Scanner.Inventories.Ansible;
using Cockpit.Scanner.Inventories.HostsFile;
using Cockpit.Scanner.Inventories.Nmap;
using Cockpit.Scanner.Inventories.SshConfig;

namespace Cockpit.Scanner.Inventories;

/// <summary>Reads a file with hosts, whatever its kind. Pure.</summary>
public static class InventoryReader
{
    /// <summary>Bytes of a file that are read.</summary>
    public const int MaxBytes = InventoryLimits.MaxBytes;

    private static readonly string[] SshWords = ["host", "match", "include", "user", "port", "identityfile", "hostname", "hashknownhosts", "serveraliveinterval", "addkeystoagent"];

    /// <param name="format">Null: it is told by the name and by what stands in it.</param>
    /// <param name="parts">The files that it may speak of.</param>
    /// <exception cref="Core.Errors.CockpitException">HOST_FILE_INVALID.</exception>
    public static InventoryFile Read(InventoryFormat? format, string fileName, byte[] bytes, InventoryParts? parts = null) => (format ?? Guess(fileName, bytes)) switch
    {
        InventoryFormat.SshConfig => SshConfigReader.Read(bytes, parts),
        InventoryFormat.Ansible => AnsibleReader.Read(bytes, parts),
        InventoryFormat.Hosts => HostsFileReader.Read(bytes),
        InventoryFormat.Nmap => NmapReader.Read(bytes),
        _ => Csv(HostCsvReader.Read(bytes)),
    };

    /// <summary>By the ending where that says it, else by the first line that is no comment. What is none of the others is taken for CSV, whose reader then says what it misses.</summary>
    public static InventoryFormat Guess(string fileName, byte[] bytes)
    {
        string name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();
        string text = InventoryText.Decode(bytes);
        string first = text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && l[0] is not ('#' or ';')) ?? "";
        if (first.StartsWith('<')) return InventoryFormat.Nmap;
        if (name.EndsWith(".csv", StringComparison.Ordinal) || name.EndsWith(".tsv", StringComparison.Ordinal)) return InventoryFormat.Csv;
        if (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".ini", StringComparison.Ordinal)) return InventoryFormat.Ansible;
        string[] words = first.Split([' ', '\t', '='], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return name == "hosts" ? InventoryFormat.Hosts : InventoryFormat.Csv;
        if (first.StartsWith("$ANSIBLE_VAULT", StringComparison.Ordinal) || (first.StartsWith('[') && first.EndsWith(']')) || AnsibleReader.IsYaml(text)) return InventoryFormat.Ansible;
        if (words.Length > 1 && SshWords.Contains(words[0].ToLowerInvariant()) && first.IndexOfAny([',', ';']) < 0) return InventoryFormat.SshConfig;
        if (words.Length > 1 && IPAddress.TryParse(words[0], out _) && !first.Contains('=', StringComparison.Ordinal) && first.IndexOfAny([',', ';']) < 0) return InventoryFormat.Hosts;
        // A host with variables on its line, before any group: nothing else looks so.
        return words.Length > 1 && first.Contains('=', StringComparison.Ordinal) && first.IndexOfAny([',', ';']) < 0 ? InventoryFormat.Ansible : InventoryFormat.Csv;
    }

    private static InventoryFile Csv(HostCsvFile read) => new(InventoryFormat.Csv, read.Rows, read.Rejected, [], read.IgnoredColumns);
}
