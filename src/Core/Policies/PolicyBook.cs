using System.Collections.Immutable;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;

namespace Cockpit.Core.Policies;

/// <summary>
/// Every scope, window, template, site and policy as they count at one moment, after all of them were found sound together
/// (<see cref="PolicyCheck"/>). Immutable; safe for use by many threads.
/// </summary>
public sealed class PolicyBook
{
    private readonly Dictionary<string, EffectiveSettings> effective = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Scope> scopes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, WindowCalendar> calendars = new(StringComparer.OrdinalIgnoreCase);

    internal PolicyBook(PolicyParts parts, ScopeBook scopeBook)
    {
        Parts = parts;
        ScopeBook = scopeBook;
        foreach (MaintenanceWindow window in parts.Windows.Values)
            if (WindowCalendar.Of(window, out _) is { } calendar) calendars[window.Name] = calendar;
        foreach (Policy policy in parts.Policies.Values)
        {
            effective[policy.Name] = new EffectiveSettings(Chain(policy));
            if (policy.Scope is { } text) scopes[policy.Name] = scopeBook.Resolve(text);
        }
    }

    public static PolicyBook Empty { get; } = new(PolicyParts.Empty, ScopeBook.Empty);

    public PolicyParts Parts { get; }

    public ScopeBook ScopeBook { get; }

    /// <summary>By name.</summary>
    public IEnumerable<Policy> Policies => Parts.Policies.Values;

    public EffectiveSettings EffectiveOf(Policy policy) => effective[policy.Name];

    /// <summary>What its scope says, or null where it has none.</summary>
    public Scope? ScopeOf(Policy policy) => scopes.GetValueOrDefault(policy.Name);

    /// <summary>When a window opens; null where there is none of this name.</summary>
    public WindowCalendar? CalendarOf(string window) => calendars.GetValueOrDefault(window);

    /// <summary>The windows of a policy; empty where it has none or is open always.</summary>
    public ImmutableArray<WindowCalendar> WindowsOf(EffectiveSettings settings) =>
        [.. settings.Get(PolicySettings.Windows).Select(name => calendars.GetValueOrDefault(name)).OfType<WindowCalendar>()];

    private ImmutableArray<SettingsLevel> Chain(Policy policy)
    {
        var chain = ImmutableArray.CreateBuilder<SettingsLevel>();
        chain.Add(new SettingsLevel($"policy {policy.Name}", policy.Settings));
        for (string? next = policy.Extends; next is not null && Parts.Layers.TryGetValue(next, out SettingsLayer? layer); next = layer.Extends)
            chain.Add(new SettingsLevel(layer.Title, layer.Settings));
        return chain.ToImmutable();
    }
}

/// <summary>Definitions by name, in no letter case. Not yet proven to fit one another.</summary>
/// <param name="Scopes">Names to expressions.</param>
/// <param name="Layers">Templates and sites, which share their names; the built-in templates are among them.</param>
public sealed record PolicyParts(
    ImmutableSortedDictionary<string, string> Scopes,
    ImmutableSortedDictionary<string, MaintenanceWindow> Windows,
    ImmutableSortedDictionary<string, SettingsLayer> Layers,
    ImmutableSortedDictionary<string, Policy> Policies)
{
    /// <summary>What a file without definitions has: the built-in templates.</summary>
    public static PolicyParts Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase), ImmutableSortedDictionary.Create<string, MaintenanceWindow>(StringComparer.OrdinalIgnoreCase),
        ImmutableSortedDictionary.Create<string, SettingsLayer>(StringComparer.OrdinalIgnoreCase).AddRange(BuiltInTemplates.All.Select(t => KeyValuePair.Create(t.Name, t))),
        ImmutableSortedDictionary.Create<string, Policy>(StringComparer.OrdinalIgnoreCase));
}
