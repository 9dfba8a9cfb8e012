using System.Globalization;
using Cockpit.Core.Hosts;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Scopes;

/// <summary>How a fact is compared.</summary>
public enum ScopeFactKind
{
    /// <summary>By = and != with patterns.</summary>
    Text,

    /// <summary>A whole number from 0: by = and by order.</summary>
    Number,

    /// <summary>By = with patterns as text, and by order as a version.</summary>
    Version,

    /// <summary>Something past: by its age, or with a day or a time.</summary>
    Moment,

    /// <summary>Something to come: by the time left, or with a day or a time.</summary>
    Deadline,
}

/// <summary>One thing that a scope can ask about a host.</summary>
/// <param name="Name">As it is typed, in any letter case.</param>
/// <param name="Help">What it is, for the docs.</param>
/// <param name="Words">All values it can have, or null where any text can be one. A comparison with another word is refused, because it could never hold.</param>
/// <param name="Read">Its values for a host as texts; null when it is not set.</param>
public sealed record ScopeFact(string Name, string Help, ScopeFactKind Kind, IReadOnlyList<string>? Words, Func<ScopeSubject, IReadOnlyList<string>?> Read)
{
    /// <summary>"tag.ring" asks for the value of the tag "ring".</summary>
    private const string TagPrefix = "tag.";

    private const string Never = "never";

    private static readonly string[] YesNo = ["yes", "no"];

    /// <summary>Set for numbers only.</summary>
    internal Func<ScopeSubject, long?>? Number { get; init; }

    /// <summary>Set for moments and deadlines only.</summary>
    internal Func<ScopeSubject, Instant?>? Moment { get; init; }

    /// <summary>What policies say decides it, so a policy's own scope must not ask for it.</summary>
    public bool RestsOnPolicies { get; init; }

    /// <summary>Every fact but the tags' values, in the order of the docs.</summary>
    public static IReadOnlyList<ScopeFact> All { get; } =
    [
        OfText("name", "the host's name", s => s.Host.Name),
        OfText("address", "its DNS name or IP address", s => s.Host.Address),
        OfSet("alias", "its other names and addresses", s => s.Host.Aliases),
        OfNumber("port", "its SSH port", s => s.Host.Port),
        OfText("user", "the remote user, where one is noted", s => s.Host.User),
        OfWord("transport", "how Cockpit reaches it", Lower<Transport>(), s => s.Host.Transport.ToString()),
        OfText("via", "the hosts through which it is reached", s => s.Host.Via),
        OfText("credential", "the name of its credential", s => s.Host.Credential),
        OfText("env", "its environment", s => s.Host.Environment),
        OfText("role", "its role", s => s.Host.Role),
        OfSet("tag", "the keys of its tags; tag.KEY is the value of one", s => [.. s.Host.Tags.Keys]),
        OfText("ha", "its HA group", s => s.Host.HaGroup),
        OfText("owner", "whom to call", s => s.Host.Owner),
        OfText("phone", "the number to call", s => s.Host.Phone),
        OfNumber("criticality", "1 (least) to 5", s => s.Host.Criticality) with { Words = ["1", "2", "3", "4", "5"] },
        OfWord("exposure", "from where it can be reached", Lower<Exposure>(), s => s.Host.Exposure?.ToString()),
        OfWord("state", "its fleet state", HostFleetStates.Words, s => HostFleetStates.Word(s.State)) with { RestsOnPolicies = true },
        OfMoment("lastScan", "when the last scan began that read it", ScopeFactKind.Moment, s => s.LastGoodAt),
        OfWord("scanStatus", "how its last scan ended, or never", [.. Enum.GetValues<ScanStatus>().Select(ScanStatuses.Word), Never], s => s.LastScan is { } last ? ScanStatuses.Word(last) : Never),
        OfMoment("metadata", "when its package lists were fetched", ScopeFactKind.Moment, s => s.LastGood?.MetadataAt),
        OfNumber("updates", "pending updates, held ones too", s => s.LastGood?.Updates),
        OfNumber("security", "how many of them are security updates", s => s.LastGood?.SecurityUpdates),
        OfWord("securitySource", "whether it has a source of security updates", YesNo, s => Said(s.LastGood?.HasSecuritySource)),
        OfWord("reboot", "whether a reboot is owed", ["required", "none"], s => s.LastGood is { } read ? read.RebootRequired ? "required" : "none" : null),
        OfNumber("staleServices", "services that still run deleted libraries", s => s.LastGood?.StaleServices),
        OfWord("supported", "whether the vendor still makes security updates for its release", YesNo, s => Said(s.LastGood?.Supported)),
        OfNumber("unread", "things that the last good scan could not read", s => s.LastGood?.Unread),
        OfNumber("doubts", "reasons not to take \"no updates\" for compliant", s => s.LastGood?.Doubts),
        OfNumber("findings", "its open findings", s => s.OpenFindings),
        OfNumber("risk", "the points of its open findings", s => s.Risk),
        OfMoment("due", "the earliest due date of its findings", ScopeFactKind.Deadline, s => s.DueAt) with { RestsOnPolicies = true },
        OfText("rollout", "the live rollout that it has a part in, such as R17", s => s.Rollout),
        OfWord("twin", "whether another host has its machine-id", Lower<TwinKind>(), s => s.Twin?.ToString()),
        OfWord("os.family", "by its package manager: apt, dnf or yum, zypper, apk, pacman", OsFamilies.All, s => s.LastGood?.OsFamily),
        OfText("os.name", "the ID of os-release: debian, rhel, sles, ...", s => s.LastGood?.OsName),
        OfVersion("os.version", "such as 12.11", s => s.LastGood?.OsVersion),
        OfVersion("kernel", "the running kernel's release", s => s.LastGood?.Kernel),
    ];

    /// <summary>The fact with this name in any letter case, or null.</summary>
    public static ScopeFact? Find(string name) =>
        All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (name.StartsWith(TagPrefix, StringComparison.OrdinalIgnoreCase) && name.Length > TagPrefix.Length ? TagValue(name.ToLowerInvariant()) : null);

    private static ScopeFact TagValue(string name) => OfText(name, "the value of a tag", s =>
        s.Host.Tags.FirstOrDefault(t => string.Equals(t.Key, name[TagPrefix.Length..], StringComparison.OrdinalIgnoreCase)).Value);

    private static ScopeFact OfText(string name, string help, Func<ScopeSubject, string?> read) => new(name, help, ScopeFactKind.Text, null, s => One(read(s)));

    private static ScopeFact OfSet(string name, string help, Func<ScopeSubject, IReadOnlyList<string>> read) => new(name, help, ScopeFactKind.Text, null, read);

    private static ScopeFact OfWord(string name, string help, IReadOnlyList<string> words, Func<ScopeSubject, string?> read) => new(name, help, ScopeFactKind.Text, words, s => One(read(s)));

    private static ScopeFact OfVersion(string name, string help, Func<ScopeSubject, string?> read) => new(name, help, ScopeFactKind.Version, null, s => One(read(s)));

    private static ScopeFact OfNumber(string name, string help, Func<ScopeSubject, long?> read) =>
        new(name, help, ScopeFactKind.Number, null, s => One(read(s)?.ToString(CultureInfo.InvariantCulture))) { Number = read };

    private static ScopeFact OfMoment(string name, string help, ScopeFactKind kind, Func<ScopeSubject, Instant?> read) =>
        new(name, help, kind, null, s => read(s) is { } at ? [InstantPattern.General.Format(at)] : null) { Moment = read };

    private static string[]? One(string? value) => value is null ? null : [value];

    private static string? Said(bool? value) => value is { } known ? known ? "yes" : "no" : null;

    private static string[] Lower<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
}
