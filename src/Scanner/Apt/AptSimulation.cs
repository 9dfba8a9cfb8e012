using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

public enum SimulatedStep { Install, Remove }

/// <summary>One package that a simulated apt-get would change.</summary>
/// <param name="Name">As apt prints it: "openssl", "libc6:i386" for a foreign architecture.</param>
/// <param name="From">Installed now; null for a new package.</param>
/// <param name="To">Installed then; null for a removal.</param>
/// <param name="Source">Label and suite, such as "Debian-Security:oldstable-security"; empty where the source gives none.</param>
/// <param name="Architecture">Of the version to come; empty for a removal.</param>
public sealed record SimulatedChange(SimulatedStep Step, string Name, string? From, string? To, string Source, string Architecture);

/// <summary>What apt-get -s printed.</summary>
/// <param name="Deferred">Updates that apt leaves to others for now ("deferred due to phasing").</param>
public sealed record AptSimulation(IReadOnlyList<SimulatedChange> Changes, IReadOnlySet<string> Deferred)
{
    /// <summary>Pure. Reads "Inst libssl3 [3.0.20] (3.0.22 Debian-Security:oldstable-security [amd64])" with its variants, and "Remv labold [1.0]".</summary>
    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE: such a line is not as apt writes it.</exception>
    public static AptSimulation Parse(IEnumerable<string> lines)
    {
        var changes = new List<SimulatedChange>();
        var deferred = new HashSet<string>(StringComparer.Ordinal);
        var inDeferred = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("Inst ", StringComparison.Ordinal) || line.StartsWith("Remv ", StringComparison.Ordinal))
            {
                changes.Add(Change(line) ?? throw Sections.Unreadable($"\"{Clean.Text(line)}\" is no line of apt's simulation"));
            }

            if (inDeferred && line.StartsWith("  ", StringComparison.Ordinal))
            {
                deferred.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(Clean.IsWord));
                continue;
            }

            inDeferred = line.EndsWith("deferred due to phasing:", StringComparison.Ordinal);
        }

        return new AptSimulation(changes, deferred);
    }

    private static SimulatedChange? Change(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = 2;
        var from = at < words.Length && words[at].StartsWith('[') && words[at].EndsWith(']') ? words[at++][1..^1] : null;
        if (words.Length < 2 || !Clean.IsWord(words[1]) || (from is not null && !Clean.IsWord(from)))
        {
            return null;
        }

        if (words[0] == "Remv")
        {
            return new SimulatedChange(SimulatedStep.Remove, words[1], from, null, "", "");
        }

        // "(VERSION SOURCE, SOURCE [ARCH])"; the sources may be missing, and "[]" or "[perl:amd64 ]" may follow.
        var open = line.IndexOf('(');
        var close = open < 0 ? -1 : line.IndexOf(')', open);
        var inside = close < 0 ? [] : line[(open + 1)..close].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return inside.Length >= 2 && Clean.IsWord(inside[0]) && inside[^1].StartsWith('[') && inside[^1].EndsWith(']')
            ? new SimulatedChange(SimulatedStep.Install, words[1], from, inside[0], Clean.Text(string.Join(' ', inside[1..^1])), Clean.Text(inside[^1][1..^1]))
            : null;
    }
}
