using Cockpit.Core.Policies.Settings;

namespace Cockpit.Core.Policies;

/// <summary>Binds hosts to settings.</summary>
/// <param name="Version">1, 2, 3, ...; 0 where it is not saved.</param>
/// <param name="Extends">The site or template from which it takes what it does not set; null is none.</param>
/// <param name="Scope">A scope's name or an expression; null chooses nothing.</param>
/// <param name="Hosts">Hosts that it is assigned to by name; that beats every scope.</param>
/// <param name="Priority">Of two that match in the same way the higher one wins; equal ones are a conflict.</param>
public sealed record Policy(string Name, int Version, string? Extends, string? Scope, IReadOnlyList<string> Hosts, int Priority, SettingValues Settings)
{
    public const int MaxPriority = 1_000;

    /// <summary>Direct assignments of one policy. More are a scope.</summary>
    public const int MaxHosts = 1_000;
}

/// <summary>Settings without hosts, for policies to extend: a template or a site.</summary>
/// <param name="BuiltIn">It comes with the program and is not in the file.</param>
public sealed record SettingsLayer(bool IsSite, string Name, int Version, string? Extends, SettingValues Settings, bool BuiltIn = false)
{
    /// <summary>"site berlin" or "template prod".</summary>
    public string Title => $"{(IsSite ? "site" : "template")} {Name}";
}
