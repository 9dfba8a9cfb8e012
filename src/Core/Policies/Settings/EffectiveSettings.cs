using System.Collections.Immutable;

namespace Cockpit.Core.Policies.Settings;

/// <summary>One setting as it counts, and which level says so.</summary>
/// <param name="Value">For people.</param>
/// <param name="From">"policy prod-web", "site berlin", "template prod" or "default".</param>
public sealed record SettingLine(string Name, string Value, string From);

/// <summary>A level with its name for people and what it sets.</summary>
public sealed record SettingsLevel(string Name, SettingValues Values);

/// <summary>What counts under a policy: the first level of its chain that says something, else the default. Immutable.</summary>
/// <param name="levels">The policy itself first.</param>
public sealed class EffectiveSettings(ImmutableArray<SettingsLevel> levels)
{
    public const string Default = "default";

    /// <summary>Where no policy counts.</summary>
    public static EffectiveSettings Defaults { get; } = new([]);

    public ImmutableArray<SettingsLevel> Levels { get; } = levels;

    public T Get<T>(PolicySetting<T> setting) => Find(setting).Value is T value ? value : default!;

    /// <summary>False where it is "none".</summary>
    public bool TryGet<T>(PolicySetting<T> setting, out T value)
    {
        object? found = Find(setting).Value;
        value = found is T typed ? typed : default!;
        return found is T;
    }

    public string From(PolicySetting setting) => Find(setting).From;

    /// <summary>Every setting, in the order of <see cref="PolicySettings.All"/>.</summary>
    public IReadOnlyList<SettingLine> Lines() => [.. PolicySettings.All.Select(s => new SettingLine(s.Name, s.Text(Find(s).Value), Find(s).From))];

    private (object? Value, string From) Find(PolicySetting setting)
    {
        foreach (SettingsLevel level in Levels)
            if (level.Values.TryGet(setting, out object? value)) return (value, level.Name);
        return (setting.Default, Default);
    }
}
