using Cockpit.Core.Documents;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using Cockpit.Core.Suggestions;

namespace Cockpit.Core.Policies;

/// <summary>Whether definitions fit one another. What does not is refused whole: half a policy is worse than none.</summary>
public static class PolicyCheck
{
    /// <summary>Templates that may stand behind one another; a chain of people's own making has two or three.</summary>
    private const int MaxChain = 8;

    /// <summary>The book, or null after every fault was told.</summary>
    public static PolicyBook? Book(PolicyParts parts, DocFaults faults)
    {
        int before = faults.Found.Count;
        var scopes = ScopeBook.Of(parts.Scopes);
        foreach (ScopeProblem problem in scopes.Problems) faults.Add(0, $"scopes.{problem.Name}", problem.Error.Fault.What);
        foreach (MaintenanceWindow window in parts.Windows.Values)
            foreach (string problem in WindowCheck.Problems(window)) faults.Add(0, $"windows.{window.Name}", problem);
        foreach (SettingsLayer layer in parts.Layers.Values) Chain(parts, layer, faults);
        if (faults.Found.Count > before) return null;
        foreach (Policy policy in parts.Policies.Values) Fits(parts, scopes, policy, faults);
        if (faults.Found.Count > before) return null;
        var book = new PolicyBook(parts, scopes);
        foreach (Policy policy in book.Policies) Holds(book, policy, faults);
        return faults.Found.Count > before ? null : book;
    }

    private static void Chain(PolicyParts parts, SettingsLayer layer, DocFaults faults)
    {
        string where = $"{(layer.IsSite ? "sites" : "templates")}.{layer.Name}.extends";
        SettingsLayer at = layer;
        for (int i = 0; at.Extends is { } name; i++)
        {
            if (!parts.Layers.TryGetValue(name, out SettingsLayer? next)) faults.Add(0, where, Missing("template", name, parts.Layers.Values.Where(l => !l.IsSite).Select(l => l.Name)));
            else if (next.IsSite) faults.Add(0, where, $"{next.Name} is a site; only policies extend sites.");
            else if (ReferenceEquals(next, layer)) faults.Add(0, where, $"it extends itself, by {at.Name}.");
            else if (i >= MaxChain) faults.Add(0, where, $"more than {MaxChain} templates stand behind it, or they go round in a circle.");
            else
            {
                at = next;
                continue;
            }
            return;
        }
    }

    private static void Fits(PolicyParts parts, ScopeBook scopes, Policy policy, DocFaults faults)
    {
        string where = $"policies.{policy.Name}";
        if (policy.Extends is { } extends && !parts.Layers.ContainsKey(extends)) faults.Add(0, $"{where}.extends", Missing("template or site", extends, parts.Layers.Keys));
        if (policy.Scope is { } scope) Selects(scopes, scope, $"{where}.scope", faults);
        else if (policy.Hosts.Count == 0) faults.Add(0, where, "it has neither scope nor hosts, so it would count nowhere.");
        if (policy.Hosts.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice) faults.Add(0, $"{where}.hosts", $"{twice.Key} stands twice.");
    }

    private static void Selects(ScopeBook scopes, string scope, string where, DocFaults faults)
    {
        if (!scopes.TryResolve(scope, out Scope read, out ScopeSyntaxError? error)) faults.Add(0, where, error!.Fault.What);
        else if (read.Facts.FirstOrDefault(f => f.RestsOnPolicies) is { } circular) faults.Add(0, where, $"it asks for {circular.Name}, which itself follows from the policies.");
    }

    private static void Holds(PolicyBook book, Policy policy, DocFaults faults)
    {
        string where = $"policies.{policy.Name}";
        EffectiveSettings settings = book.EffectiveOf(policy);
        IReadOnlyList<string> windows = settings.Get(PolicySettings.Windows);
        foreach (string name in windows.Where(w => w != PolicySettings.Always && !book.Parts.Windows.ContainsKey(w)))
            faults.Add(0, $"{where}.windows", Missing("window", name, book.Parts.Windows.Keys.Append(PolicySettings.Always)) + Level(settings, PolicySettings.Windows, policy));
        if (windows.Contains(PolicySettings.Always))
        {
            if (windows.Count > 1) faults.Add(0, $"{where}.windows", "always stands beside windows, which would then mean nothing.");
            if (!settings.Get(PolicySettings.AllowAlways)) faults.Add(0, $"{where}.windows", $"always is forbidden by {settings.From(PolicySettings.AllowAlways)}.");
        }
        if (windows.Count == 0 && settings.TryGet(PolicySettings.AutoPlan, out _)) faults.Add(0, $"{where}.autoPlan", "it plans before each window, and there is none.");
        if (settings.Get(PolicySettings.AutoStart) && windows.Contains(PolicySettings.Always)) faults.Add(0, $"{where}.autoStart", "a start by itself needs a window to wait for.");
        IReadOnlyList<RingRule> rings = settings.Get(PolicySettings.Rings);
        string at = $"{where}.rings";
        if (rings.GroupBy(r => r.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice) faults.Add(0, at, $"two rings have the name {twice.Key}.");
        foreach (RingRule ring in rings.Where(r => r.Scope is not null)) Selects(book.ScopeBook, ring.Scope!, $"{at}.{ring.Name}.scope", faults);
        for (int i = 0; i < rings.Count; i++)
        {
            bool rest = rings[i] is { Scope: null, Hosts: null };
            if (rest && i < rings.Count - 1) faults.Add(0, at, $"{rings[i].Name} takes all that are left, so the rings after it would be empty.");
            if (!rest && i == rings.Count - 1) faults.Add(0, at, $"the last ring, {rings[i].Name}, must take all that are left, so that no host is in none: it has neither hosts nor scope.");
        }
    }

    /// <summary>Says which level a fault comes from, where it is not the policy itself.</summary>
    private static string Level(EffectiveSettings settings, PolicySetting setting, Policy policy) =>
        settings.From(setting) is { } from && from != $"policy {policy.Name}" ? $" It comes from {from}." : "";

    private static string Missing(string kind, string name, IEnumerable<string> known)
    {
        string? near = Nearest.To(name, known);
        return $"there is no {kind} {name}{(near is null ? "" : $"; did you mean {near}?")}.".Replace("?.", "?", StringComparison.Ordinal);
    }
}
