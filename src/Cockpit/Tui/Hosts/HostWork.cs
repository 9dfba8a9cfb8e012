using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Imports;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Hosts;

/// <summary>What more than one screen does with hosts.</summary>
internal static class HostWork
{
    public static Question QuestionFor(Operation operation) => operation == HostOperations.Add
        ? new Question(operation, ["ADD A HOST by its name"], null, "Name, or name=address.", "cockpit host add NAME --address A")
        : new Question(operation, ["IMPORT HOSTS from a CSV, an Ansible inventory, an ssh_config, an /etc/hosts or an nmap XML", " what it would add is shown first"], null, $"Path of the file, Enter for {SshConfig}.", "cockpit host import FILE") { Default = SshConfig };

    /// <summary>Where most people's hosts are named already.</summary>
    private const string SshConfig = "~/.ssh/config";

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

    /// <summary>Reads the file and shows what it would add; the screen that asked opens the review.</summary>
    /// <param name="path">A file of any kind that holds hosts; "~" is the home folder.</param>
    public static Work Import(string path) => new("import", c =>
    {
        string full = path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", path[2..]) : path;
        HostsToImport hosts = ImportHosts.Read(full);
        return new ImportRead(hosts, ImportHosts.Review(c.Session, hosts));
    });
}
