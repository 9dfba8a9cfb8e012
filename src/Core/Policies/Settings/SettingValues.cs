using System.Collections.Immutable;
using Cockpit.Core.Documents;

namespace Cockpit.Core.Policies.Settings;

/// <summary>What one level sets: a template, a site or a policy. Immutable.</summary>
public sealed class SettingValues
{
    private readonly ImmutableDictionary<PolicySetting, object?> values;

    private SettingValues(ImmutableDictionary<PolicySetting, object?> values) => this.values = values;

    public static SettingValues Nothing { get; } = new(ImmutableDictionary<PolicySetting, object?>.Empty);

    /// <summary>Those that it sets, in the order of <see cref="PolicySettings.All"/>.</summary>
    public IEnumerable<PolicySetting> Set => PolicySettings.All.Where(values.ContainsKey);

    /// <param name="value">Null is "none": a level above may have said something else.</param>
    public bool TryGet(PolicySetting setting, out object? value) => values.TryGetValue(setting, out value);

    public SettingValues With<T>(PolicySetting<T> setting, T value) => new(values.SetItem(setting, value));

    public SettingValues With(PolicySetting setting, object? value) => new(values.SetItem(setting, value));

    public SettingValues Without(PolicySetting setting) => new(values.Remove(setting));

    /// <summary>Reads the settings out of a mapping that has other keys too, which the caller asks for.</summary>
    /// <returns>What could be read; what could not is among the faults.</returns>
    public static SettingValues Read(MapReader map, string where, DocFaults faults)
    {
        var read = ImmutableDictionary.CreateBuilder<PolicySetting, object?>();
        foreach (PolicySetting setting in PolicySettings.All.Where(s => !s.Name.Contains('.', StringComparison.Ordinal))) Take(map, setting.Name, setting, where, read, faults);
        foreach (var group in PolicySettings.All.Where(s => s.Name.Contains('.', StringComparison.Ordinal)).GroupBy(s => s.Name[..s.Name.IndexOf('.', StringComparison.Ordinal)]))
        {
            if (map.Find(group.Key) is not { } node || MapReader.Of(node, $"{where}.{group.Key}", faults) is not { } inner) continue;
            foreach (PolicySetting setting in group) Take(inner, setting.Name[(group.Key.Length + 1)..], setting, where, read, faults);
            inner.Done();
        }
        return new SettingValues(read.ToImmutable());
    }

    /// <summary>The entries of a mapping that reads back as the same values.</summary>
    public IEnumerable<DocEntry> Write()
    {
        foreach (var group in Set.GroupBy(s => s.Name.Split('.')[0]))
        {
            if (group.First().Name == group.Key) yield return Entry(group.Key, group.First());
            else yield return new DocEntry(group.Key, 0, new DocMap(0, [.. group.Select(s => Entry(s.Name[(group.Key.Length + 1)..], s))]));
        }
    }

    private DocEntry Entry(string key, PolicySetting setting) => new(key, 0, setting.Write(values[setting]));

    private static void Take(MapReader map, string key, PolicySetting setting, string where, ImmutableDictionary<PolicySetting, object?>.Builder into, DocFaults faults)
    {
        if (map.Find(key) is { } node && setting.TryRead(node, $"{where}.{setting.Name}", faults, out object? value)) into[setting] = value;
    }
}
