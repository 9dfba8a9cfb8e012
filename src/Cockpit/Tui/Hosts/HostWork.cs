using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Hosts;

/// <summary>What more than one screen does with hosts.</summary>
internal static class HostWork
{
    public static Question QuestionFor(Operation operation) => operation == HostOperations.Add
        ? new Question(operation, ["ADD A HOST by its name"], null, "Name, or name=address.", "cockpit host add NAME --address A")
        : new Question(operation, ["IMPORT HOSTS from a CSV file; the first row names the columns"], null, "Path of the file.", "cockpit host import FILE");

    /// <param name="typed">"web-07", or "web-07=10.2.0.17".</param>
    public static Work Add(string typed)
    {
        string[] parts = typed.Split('=', 2, StringSplitOptions.TrimEntries);
        return new Work("add", c =>
        {
            var fields = new HostFields(parts.Length == 2 ? new Dictionary<string, string> { [HostFields.Address] = parts[1] } : [], [], []);
            HostSummary host = AddHost.Run(c.Session, parts[0], fields);
            return new Told($"{host.Name} at {host.Address}:{host.Port} was added. s scans it.");
        });
    }

    /// <param name="path">A CSV file; "~" is the home folder.</param>
    public static Work Import(string path) => new("import", c =>
    {
        string full = path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", path[2..]) : path;
        HostImportResult result = ImportHosts.Run(c.Session, ImportHosts.Read(full));
        string rejected = result.Rejected.Count == 0 ? "" : $" {result.Rejected.Count} rejected, the first in line {result.Rejected[0].Line}: {result.Rejected[0].Reason}";
        return new Told($"{result.Added} added, {result.Updated} updated, {result.Unchanged} unchanged.{rejected}", result.Rejected.Count > 0 && result.Added + result.Updated + result.Unchanged == 0);
    });
}
