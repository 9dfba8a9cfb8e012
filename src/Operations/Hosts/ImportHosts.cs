using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Risk;
using Cockpit.Scanner.HostCsv;
using Cockpit.Scanner.Inventories;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Hosts;

/// <summary>What an import did. Rows that are rejected change nothing; the others count.</summary>
public sealed record HostImportResult(int Added, int Updated, int Unchanged, IReadOnlyList<RejectedHost> Rejected, IReadOnlyList<string> IgnoredColumns);

/// <summary>Adds or changes hosts from a CSV file, in one transaction; makes the database where there is none.</summary>
public static class ImportHosts
{
    /// <exception cref="CockpitException">HOST_FILE_INVALID.</exception>
    public static HostImportResult Run(Session session, string csvPath) => Run(session, ReadFile(csvPath));

    /// <param name="csv">The file's bytes.</param>
    public static HostImportResult Run(Session session, byte[] csv)
    {
        HostCsvFile read = HostCsvReader.Read(csv);
        using CockpitFile file = session.Open(FileAccessMode.Create);
        return file.Write(t =>
        {
            HostImportPlan plan = HostImport.Decide(read.Rows, t.Hosts(), file.IsDemo);
            foreach (Host host in plan.Added) t.AddHost(host, session.Actor, session.Now);
            foreach (Host host in plan.Changed) t.ChangeHost(host, session.Actor, session.Now);
            t.RefreshFindings(RiskRules.Standard, session.Now);
            return new HostImportResult(plan.Added.Count, plan.Changed.Count, plan.Unchanged, [.. read.Rejected.Concat(plan.Rejected).OrderBy(r => r.Line)], read.IgnoredColumns);
        });
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) throw Invalid(Directory.Exists(path) ? $"{path} is a folder." : $"There is no file {path}.");
            if (info.Length > InventoryReader.MaxBytes) throw Invalid($"{path} has {info.Length:N0} bytes; {InventoryReader.MaxBytes:N0} are allowed.");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Invalid($"{path} cannot be read.");
        }
    }

    private static CockpitException Invalid(string what) => new(HostErrors.HostFileInvalid.Because(Printable.Line(what)));
}
