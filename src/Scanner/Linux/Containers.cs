namespace Cockpit.Scanner.Linux;

/// <summary>The containers that run on a host, by their control groups. Pure.</summary>
internal static class Containers
{
    private const int ShortId = 12;

    /// <param name="lines">Parts of control groups' paths; "name ID NAME" of docker ps; "conmon ..." with a Podman monitor's arguments.</param>
    /// <returns>"nginx (docker)", by name; the beginning of the id where the name is not known.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> lines)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var groups = new Dictionary<string, ContainerGroup>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["name", var id, var name])
            {
                names[id] = name;
            }
            else if (words is ["conmon", ..])
            {
                if (After(words, "-c") is { } container && After(words, "-n") is { } called)
                {
                    names[container] = called;
                }
            }
            else if (ControlGroup.Container(line) is { } group)
            {
                groups[group.Id] = group;
            }
        }

        return [.. groups.Values.Select(g => $"{Name(g, names)} ({g.Holder})").Order(StringComparer.Ordinal)];
    }

    private static string Name(ContainerGroup group, Dictionary<string, string> names) =>
        group.Name ?? (names.TryGetValue(group.Id, out var name) && Clean.IsWord(name) ? name : group.Id[..ShortId]);

    private static string? After(string[] words, string option)
    {
        var at = Array.IndexOf(words, option);
        return at >= 0 && at + 1 < words.Length ? words[at + 1] : null;
    }
}
