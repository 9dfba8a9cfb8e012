namespace Cockpit.Core.Hosts.Editing;

/// <summary>One row of a host file.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
public sealed record HostRow(int Line, string Name, HostFields Fields)
{
    /// <summary>More names of the same machine.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A row that was not taken, and why.</summary>
public sealed record RejectedHost(int Line, string Reason);

/// <summary>What an import would do.</summary>
public sealed record HostImportPlan(IReadOnlyList<Host> Added, IReadOnlyList<Host> Changed, int Unchanged, IReadOnlyList<RejectedHost> Rejected);

/// <summary>Decides what each row of a host file does to the hosts that are there. Pure.</summary>
public static class HostImport
{
    public static HostImportPlan Decide(IEnumerable<HostRow> rows, IEnumerable<Host> existing, bool demo)
    {
        var before = existing.ToDictionary(h => h.Name, StringComparer.OrdinalIgnoreCase);
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var added = new List<Host>();
        var changed = new List<Host>();
        var rejected = new List<RejectedHost>();
        int unchanged = 0;
        foreach (HostRow row in rows)
        {
            string name = row.Name.Trim();
            if (seen.TryGetValue(name, out int line))
            {
                rejected.Add(new(row.Line, $"{name} is in line {line} already."));
                continue;
            }
            Host? there = before.GetValueOrDefault(name);
            if (HostEdit.Apply(there, name, row.Fields, demo, out string problem) is not { } host)
            {
                rejected.Add(new(row.Line, problem));
                continue;
            }
            seen[name] = row.Line;
            if (there is null) added.Add(host);
            else if (HostEdit.Same(there, host)) unchanged++;
            else changed.Add(host);
        }
        return new(added, changed, unchanged, rejected);
    }
}
