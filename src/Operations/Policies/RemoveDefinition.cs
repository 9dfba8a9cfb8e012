using Cockpit.Core.Operations;
using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Policies;

namespace Cockpit.Operations.Policies;

/// <summary>Takes a policy, a template or a site out of force; its versions stay.</summary>
public static class RemoveDefinition
{
    /// <exception cref="CockpitException">POLICY_UNKNOWN, POLICY_INVALID where something else needs it, POLICY_CONFLICT where others would then tie.</exception>
    public static AppliedPolicies Run(Session session, DefinitionKind kind, string name, bool dryRun)
    {
        return dryRun ? session.Read(t => ApplyPolicies.Judge(t, session, Without, dryRun: true)) : session.For(PolicyOperations.Remove).Write(t => ApplyPolicies.Put(t, session, Without));

        PolicyParts Without(PolicyParts parts) => kind switch
        {
            DefinitionKind.Policy when parts.Policies.ContainsKey(name) => parts with { Policies = parts.Policies.Remove(name) },
            DefinitionKind.Template or DefinitionKind.Site when parts.Layers.TryGetValue(name, out SettingsLayer? layer) && !layer.BuiltIn && layer.IsSite == kind is DefinitionKind.Site =>
                parts with { Layers = Back(parts, name) },
            _ => throw new CockpitException(PolicyErrors.PolicyUnknown.Because($"The file has no {kind.ToString().ToLowerInvariant()} {Printable.Line(name, 60)}.")),
        };
    }

    /// <summary>Where the program brings a template of this name along, that one counts again.</summary>
    private static System.Collections.Immutable.ImmutableSortedDictionary<string, SettingsLayer> Back(PolicyParts parts, string name) =>
        PolicyParts.Empty.Layers.TryGetValue(name, out SettingsLayer? builtIn) ? parts.Layers.SetItem(name, builtIn) : parts.Layers.Remove(name);
}
