namespace Cockpit.Remote.Ssh.Config;

/// <summary>What a configuration sets for one name; what it does not set is not in here. Immutable.</summary>
/// <param name="values">By keyword in lower case, as the configuration writes them: tokens, "~" and "+" still stand in them.</param>
internal sealed class SshOptions(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    public static SshOptions None { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>The value, or null where it is not set.</summary>
    public string? One(string keyword) => values.TryGetValue(keyword, out var all) ? all[0] : null;

    /// <summary>The values, or null where it is not set.</summary>
    public IReadOnlyList<string>? All(string keyword) => values.GetValueOrDefault(keyword);

    /// <summary>True for a flag that is set to yes.</summary>
    public bool IsOn(string keyword) => One(keyword) == "yes";

    /// <summary>True for a flag that is set to no.</summary>
    public bool IsOff(string keyword) => One(keyword) == "no";
}
