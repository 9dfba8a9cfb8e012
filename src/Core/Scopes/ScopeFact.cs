using Cockpit.Core.Hosts;

namespace Cockpit.Core.Scopes;

/// <summary>One thing that a scope can ask about a host.</summary>
/// <param name="Name">As it is typed, lower case.</param>
/// <param name="Help">What it is, for the docs.</param>
/// <param name="Words">All values it can have, or null where any text can be one. A comparison with another word is refused, because it could never hold.</param>
/// <param name="Read">Its values for a host; null when it is not set.</param>
public sealed record ScopeFact(string Name, string Help, IReadOnlyList<string>? Words, Func<ScopeSubject, IReadOnlyList<string>?> Read)
{
    /// <summary>"tag.ring" asks for the value of the tag "ring".</summary>
    private const string TagPrefix = "tag.";

    /// <summary>Every fact but the tags' values, in the order of the docs.</summary>
    public static IReadOnlyList<ScopeFact> All { get; } =
    [
        new("name", "the host's name", null, s => [s.Host.Name]),
        new("address", "its DNS name or IP address", null, s => [s.Host.Address]),
        new("env", "its environment", null, s => One(s.Host.Environment)),
        new("role", "its role", null, s => One(s.Host.Role)),
        new("tag", "the keys of its tags; tag.KEY is the value of one", null, s => [.. s.Host.Tags.Keys]),
        new("ha", "its HA group", null, s => One(s.Host.HaGroup)),
        new("owner", "whom to call", null, s => One(s.Host.Owner)),
        new("criticality", "1 (least) to 5", ["1", "2", "3", "4", "5"], s => One(s.Host.Criticality?.ToString())),
        new("exposure", "from where it can be reached", Lower<Exposure>(), s => One(s.Host.Exposure?.ToString())),
        new("transport", "how Cockpit reaches it", Lower<Transport>(), s => [s.Host.Transport.ToString()]),
        new("state", "its fleet state", HostFleetStates.Words, s => [HostFleetStates.Word(s.State)]),
        new("os.family", "by its package manager: apt, dnf or yum, zypper, apk, pacman", OsFamilies.All, s => One(s.LastGood?.OsFamily)),
        new("os.name", "the ID of os-release: debian, rhel, sles, ...", null, s => One(s.LastGood?.OsName)),
        new("os.version", "such as 12.11", null, s => One(s.LastGood?.OsVersion)),
        new("kernel", "the running kernel's release", null, s => One(s.LastGood?.Kernel)),
    ];

    /// <summary>The fact with this name in any letter case, or null.</summary>
    public static ScopeFact? Find(string name)
    {
        name = name.ToLowerInvariant();
        return All.FirstOrDefault(f => f.Name == name) ?? (name.StartsWith(TagPrefix, StringComparison.Ordinal) && name.Length > TagPrefix.Length ? TagValue(name) : null);
    }

    private static ScopeFact TagValue(string name) => new(name, "the value of a tag", null, s =>
        One(s.Host.Tags.FirstOrDefault(t => string.Equals(t.Key, name[TagPrefix.Length..], StringComparison.OrdinalIgnoreCase)).Value));

    private static string[]? One(string? value) => value is null ? null : [value];

    private static string[] Lower<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
}
