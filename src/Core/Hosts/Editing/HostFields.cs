namespace Cockpit.Core.Hosts.Editing;

/// <summary>
/// What is said about a host, as text from a command line, a form or a CSV row. A field that is not named stays as it is; an empty one is cleared.
/// </summary>
/// <param name="Values">By the names of <see cref="Names"/>, which are the columns of a host CSV too.</param>
/// <param name="Tags">Tags to set, as "key=value" or "key".</param>
/// <param name="Untag">Keys of tags to take away.</param>
public sealed record HostFields(IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Tags, IReadOnlyList<string> Untag)
{
    /// <summary>Further names, addresses and ids to add.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Further names to take away.</summary>
    public IReadOnlyList<string> Unalias { get; init; } = [];

    public const string Address = "address", Port = "port", User = "user", Transport = "transport", Environment = "environment", Role = "role",
        HaGroup = "ha_group", Criticality = "criticality", Exposure = "exposure", Identity = "identity", Owner = "owner", Phone = "phone", Console = "console",
        Via = "via", Credential = "credential", Ssh = "ssh";

    public static IReadOnlyList<string> Names { get; } =
        [Address, Port, User, Transport, Environment, Role, HaGroup, Criticality, Exposure, Identity, Owner, Phone, Console, Via, Credential, Ssh];

    public static HostFields None { get; } = new(new Dictionary<string, string>(), [], []);
}
