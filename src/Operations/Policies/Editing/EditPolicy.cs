using Cockpit.Core.Definitions;
using Cockpit.Core.Documents;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Changing;

namespace Cockpit.Operations.Policies.Editing;

/// <summary>Edits one policy field by field, under the same checks as a file of definitions.</summary>
public static class EditPolicy
{
    /// <summary>What an editor of a policy that counts begins from.</summary>
    /// <exception cref="CockpitException">POLICY_UNKNOWN; POLICY_INVALID where the stored policy cannot be read.</exception>
    public static PolicyDesk Read(Session session, string name) => session.Read(t =>
    {
        var faults = new DocFaults();
        PolicyParts parts = PolicyBooks.Parts(t, faults);
        if (!parts.Policies.TryGetValue(name, out Policy? policy)) throw faults.Any ? PolicyFaults.Exception(faults) : new CockpitException(PolicyErrors.PolicyUnknown.Because($"There is no policy {Printable.Line(name, 60)}."));
        var self = new DefinitionChange(DefinitionKind.Policy, policy.Name, ChangeKind.Changed, [], null);
        return new PolicyDesk(parts, PolicyFleet.Read(t, session.Now), PolicyDraft.Of(policy), PolicyFleet.RolloutsOf(t, [self]));
    });

    /// <summary>What an editor of a new policy begins from.</summary>
    /// <exception cref="CockpitException">POLICY_INVALID where the name is none, or is taken, or there is no such template.</exception>
    public static PolicyDesk New(Session session, string name, string template) => session.Read(t =>
    {
        PolicyParts parts = PolicyBooks.Parts(t, new DocFaults());
        string? wrong = DefinitionName.Problem(name) is { } problem ? problem
            : parts.Policies.ContainsKey(name) ? $"There is a policy {name} already."
            : !parts.Layers.ContainsKey(template) ? $"There is no template {Printable.Line(template, 60)}; there are {string.Join(", ", parts.Layers.Keys)}." : null;
        return wrong is null ? new PolicyDesk(parts, PolicyFleet.Read(t, session.Now), PolicyDraft.New(name, template), []) : throw new CockpitException(PolicyErrors.PolicyInvalid.Because(wrong));
    });

    /// <summary>Puts the draft in force as the policy's next version.</summary>
    /// <exception cref="CockpitException">POLICY_CHANGED where somebody saved another version meanwhile; POLICY_INVALID; POLICY_CONFLICT with the names.</exception>
    public static AppliedPolicies Save(Session session, PolicyDraft draft) => session.For(PolicyOperations.Apply).Write(t => ApplyPolicies.Put(t, session, parts =>
    {
        int? now = parts.Policies.TryGetValue(draft.Name, out Policy? policy) ? policy.Version : null;
        if (now != draft.Version)
            throw new CockpitException(PolicyErrors.PolicyChanged.Because($"{draft.Name} is {(now is { } v ? $"version {v}" : "not there any more")}, and what was edited is {(draft.Version is { } base_ ? $"version {base_}" : "a new one")}."));
        var faults = new DocFaults();
        return draft.Over(parts, faults) ?? throw PolicyFaults.Exception(faults);
    }));
}
