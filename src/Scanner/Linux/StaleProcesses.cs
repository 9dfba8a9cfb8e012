namespace Cockpit.Scanner.Linux;

/// <summary>Services and programs that still run files which an update replaced or removed. Pure.</summary>
internal static class StaleProcesses
{
    /// <summary>More are told as a number.</summary>
    private const int MostNamed = 100;

    /// <param name="lines">For each such process "process PID NAME", then its control groups as "in 0::/system.slice/ssh.service".</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> lines)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var (program, groups) = ("", new List<string>());
        foreach (var line in lines.Append("process"))
        {
            if (line.StartsWith("in ", StringComparison.Ordinal))
            {
                groups.Add(line[(line.LastIndexOf(':') + 1)..]);
            }
            else if (line.StartsWith("process", StringComparison.Ordinal))
            {
                // A container runs what is in its image, which no update of the host's packages changes.
                if (program.Length > 0 && !groups.Exists(g => ControlGroup.Container(g) is not null))
                {
                    found.Add(groups.Select(ControlGroup.Service).OfType<string>().FirstOrDefault() ?? program);
                }

                var words = line.Split(' ', 3);
                program = words.Length == 3 && Clean.Text(words[2]) is { Length: > 0 } name ? name : words.Length >= 2 ? $"pid {Clean.Text(words[1])}" : "";
                groups.Clear();
            }
        }

        return found.Count <= MostNamed ? [.. found] : [.. found.Take(MostNamed), $"and {found.Count - MostNamed} more"];
    }
}
