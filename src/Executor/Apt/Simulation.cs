using System.Text.RegularExpressions;
using Cockpit.Core.Rollouts;

namespace Cockpit.Executor.Apt;

/// <summary>What apt-get -s said it would do.</summary>
/// <param name="ExitCode">apt-get's own; 100 is an error.</param>
/// <param name="Changes">The whole transaction, by name and architecture; a removal's architecture is "-", since apt leaves it out.</param>
/// <param name="Errors">The lines that begin with "E: ", without it.</param>
public sealed partial record Simulation(int ExitCode, IReadOnlyList<PackageChange> Changes, IReadOnlyList<string> Errors)
{
    /// <summary>Longer lines say nothing of a change; the bound keeps a hostile one from costing time.</summary>
    private const int LongestLine = 2000;

    /// <summary>Reads the lines of a simulation in the C locale. Lines that say nothing of a change are passed over.</summary>
    public static Simulation Parse(int exitCode, IEnumerable<string> lines)
    {
        List<PackageChange> changes = [];
        List<string> errors = [];
        foreach (string line in lines)
        {
            if (line.Length > LongestLine) continue;
            if (line.StartsWith("E: ", StringComparison.Ordinal)) errors.Add(line[3..].TrimEnd());
            else if (Installs().Match(line) is { Success: true } install)
                changes.Add(new PackageChange(Bare(install.Groups["name"].Value), install.Groups["arch"].Value,
                    install.Groups["from"].Success ? install.Groups["from"].Value : null, install.Groups["to"].Value));
            else if (Removes().Match(line) is { Success: true } removal)
                changes.Add(new PackageChange(Bare(removal.Groups["name"].Value), "-", removal.Groups["from"].Value, null));
        }
        changes.Sort((a, b) => (string.CompareOrdinal(a.Name, b.Name), string.CompareOrdinal(a.Architecture, b.Architecture)) switch
        {
            (0, var byArchitecture) => byArchitecture,
            (var byName, _) => byName,
        });
        return new Simulation(exitCode, changes, errors);
    }

    /// <summary>"perl:i386" is perl; its architecture stands at the line's end as well.</summary>
    private static string Bare(string name) => name.Split(':', 2)[0];

    // Inst libdemo1 [1.0] (1.1 Lab-Security:stable-security [amd64]) [perl:amd64 ]
    [GeneratedRegex(@"^Inst (?<name>\S+) (?:\[(?<from>[^\]]+)\] )?\((?<to>\S+) .*\[(?<arch>[a-z0-9-]+)\]\)(?: .*)?$")]
    private static partial Regex Installs();

    // Remv labold [1.0]
    [GeneratedRegex(@"^(?:Remv|Purg) (?<name>\S+) \[(?<from>[^\]]+)\]")]
    private static partial Regex Removes();
}
