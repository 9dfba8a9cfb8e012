using System.Text.Json.Serialization;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Risk;
using Cockpit.Scanner.Inventories;
using Cockpit.Operations.Findings;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Hosts;

/// <summary>What one row does: "added", "updated" or "unchanged".</summary>
/// <param name="Note">What a person should look at first; null where nothing is.</param>
public sealed record ImportedHost(int Line, string Name, HostImportAct Act, string Address, IReadOnlyList<HostDifference> Differences, string? Note)
{
    /// <summary>Tells its row from every other one of the file.</summary>
    [JsonIgnore]
    public string Key { get; init; } = "";
}

/// <summary>What an import did, or would do. Rows that are rejected change nothing; the others count.</summary>
public sealed record HostImportResult(int Added, int Updated, int Unchanged, IReadOnlyList<RejectedHost> Rejected, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>"csv", "ssh-config", "ansible", "hosts", "nmap", or "discover".</summary>
    public required string Format { get; init; }

    /// <summary>Only looked at: nothing was written.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Lines that are right and mean no host here, with the reason.</summary>
    public required IReadOnlyList<RejectedHost> PassedOver { get; init; }

    /// <summary>Each row that was taken, in the order of the file.</summary>
    public required IReadOnlyList<ImportedHost> Hosts { get; init; }

    /// <summary>Rows that write something.</summary>
    [JsonIgnore]
    public int Changes => Added + Updated;
}

/// <summary>A file with hosts that was read and not yet brought in. What is reviewed is what is brought in, whatever becomes of the file meanwhile.</summary>
public sealed record HostsToImport(string Format, IReadOnlyList<HostRow> Rows, IReadOnlyList<RejectedHost> Rejected, IReadOnlyList<RejectedHost> PassedOver, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>Only the rows with these keys.</summary>
    public HostsToImport Only(IReadOnlySet<string> keys) => this with { Rows = [.. Rows.Where(r => keys.Contains(KeyOf(r.Line, r.Name)))] };

    internal static string KeyOf(int line, string name) => $"{line} {name}";
}

/// <summary>Adds or changes hosts from a file, in one transaction; makes the database where there is none. Nothing is ever removed or cleared.</summary>
public static class ImportHosts
{
    /// <summary>The formats as people name them.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["csv", "ansible", "ssh-config", "hosts", "nmap", "auto"];

    /// <param name="format">One of <see cref="Formats"/>; null is "auto".</param>
    /// <exception cref="CockpitException">HOST_FILE_INVALID.</exception>
    public static HostsToImport Read(string path, string? format = null)
    {
        InventoryFile file = InventoryFiles.Read(path, format switch
        {
            "csv" => InventoryFormat.Csv,
            "ansible" => InventoryFormat.Ansible,
            "ssh-config" => InventoryFormat.SshConfig,
            "hosts" => InventoryFormat.Hosts,
            "nmap" => InventoryFormat.Nmap,
            _ => null,
        });
        return new(Word(file.Format), file.Rows, file.Rejected, file.PassedOver, file.IgnoredColumns);
    }

    /// <summary>What an import would do; writes nothing, and makes no file.</summary>
    public static HostImportResult Review(Session session, HostsToImport hosts)
    {
        if (!File.Exists(session.FilePath)) return Result(hosts, HostImport.Decide(hosts.Rows, [], demo: false), dryRun: true);
        using CockpitFile file = session.Open(FileAccessMode.Read);
        return Result(hosts, HostImport.Decide(hosts.Rows, file.Read(t => t.Hosts()), file.IsDemo), dryRun: true);
    }

    public static HostImportResult Run(Session session, HostsToImport hosts)
    {
        using CockpitFile file = session.Open(FileAccessMode.Create);
        HostImportResult result = file.Write(t =>
        {
            HostImportPlan plan = HostImport.Decide(hosts.Rows, t.Hosts(), file.IsDemo);
            foreach (Host host in plan.Added) t.AddHost(host, session.Actor, session.Now);
            foreach (Host host in plan.Changed) t.ChangeHost(host, session.Actor, session.Now);
            t.RefreshFindings(session.Now);
            return Result(hosts, plan, dryRun: false);
        });
        AlignHosts.Due(session, file, default);
        return result;
    }

    private static HostImportResult Result(HostsToImport hosts, HostImportPlan plan, bool dryRun) => new(
        plan.Added.Count(), plan.Changed.Count(), plan.Unchanged, [.. hosts.Rejected.Concat(plan.Rejected).OrderBy(r => r.Line)], hosts.IgnoredColumns)
    {
        Format = hosts.Format,
        DryRun = dryRun,
        PassedOver = [.. hosts.PassedOver.Concat(plan.PassedOver).OrderBy(r => r.Line)],
        Hosts = [.. plan.Entries.Select(e => new ImportedHost(e.Line, e.Host.Name, e.Act, e.Host.Address, e.Differences, e.Note) { Key = HostsToImport.KeyOf(e.Line, e.RowName) })],
    };

    private static string Word(InventoryFormat format) => format switch
    {
        InventoryFormat.SshConfig => "ssh-config",
        InventoryFormat.Ansible => "ansible",
        InventoryFormat.Hosts => "hosts",
        InventoryFormat.Nmap => "nmap",
        _ => "csv",
    };
}
