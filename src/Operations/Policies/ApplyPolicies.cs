using Cockpit.Core.Operations;
using Cockpit.Core.Definitions;
using Cockpit.Core.Documents;
using Cockpit.Core.Errors;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Changing;
using Cockpit.Core.Policies.Text;
using Cockpit.Operations.Policies.Text;
using Cockpit.Store;
using Cockpit.Store.Definitions;

namespace Cockpit.Operations.Policies;

/// <summary>What a change of definitions did, or would do.</summary>
/// <param name="Changes">Empty where everything is as it was.</param>
/// <param name="Warnings">What holds and is probably not meant.</param>
/// <param name="Rollouts">Live rollouts of policies that change: each goes on with the version that it was planned from; a window that is narrowed holds it back all the same.</param>
public sealed record AppliedPolicies(bool DryRun, IReadOnlyList<DefinitionChange> Changes, PolicyImpact Impact, IReadOnlyList<string> Warnings, IReadOnlyList<string> Rollouts);

/// <summary>Puts scopes, windows, templates, sites and policies in force, all in one transaction, or says what that would do.</summary>
public static class ApplyPolicies
{
    /// <param name="yaml">What the file says. What it does not name stays as it is, unless <paramref name="prune"/>.</param>
    /// <param name="prune">Removes every definition that the file does not name.</param>
    /// <exception cref="CockpitException">POLICY_INVALID with the lines; POLICY_CONFLICT where policies would tie on a host; not for a dry run, which shows them.</exception>
    public static AppliedPolicies Run(Session session, string yaml, bool dryRun, bool prune)
    {
        DocNode root = PolicyYaml.Read(yaml);
        return dryRun
            ? session.Read(t => Judge(t, session, parts => Parts(prune ? PolicyParts.Empty : parts, root), dryRun: true, root))
            : session.For(PolicyOperations.Apply).Write(t => Put(t, session, parts => Parts(prune ? PolicyParts.Empty : parts, root), root), FileAccessMode.Create);
    }

    /// <summary>Changes what is defined in whatever way, under the same checks.</summary>
    /// <exception cref="CockpitException">POLICY_INVALID, POLICY_CONFLICT.</exception>
    /// <param name="root">The document that the change comes from, for the lines of its faults; null where it comes from none.</param>
    internal static AppliedPolicies Put(WriteTransaction t, Session session, Func<PolicyParts, PolicyParts> change, DocNode? root = null)
    {
        AppliedPolicies applied = Judge(t, session, change, dryRun: false, root);
        RefuseConflicts(applied);
        foreach (DefinitionChange c in applied.Changes) t.Define(c.Kind, c.Name, c.Body, session.Actor, session.Now);
        return applied;
    }

    /// <summary>A change that would make policies tie on a host is no change.</summary>
    /// <exception cref="CockpitException">POLICY_CONFLICT with the names.</exception>
    internal static void RefuseConflicts(AppliedPolicies applied)
    {
        if (applied.Impact.NewConflicts is { Count: > 0 } conflicts)
        {
            TiedHost first = conflicts[0];
            throw new CockpitException(PolicyErrors.PolicyConflict.Because(
                $"{string.Join(" and ", first.Policies)} would tie on {first.Host}{(conflicts.Count > 1 ? $" and on {conflicts.Count - 1} more: {string.Join(", ", conflicts.Skip(1).Take(5).Select(c => c.Host))}{(conflicts.Count > 6 ? ", .." : "")}" : "")}, which would be unmanaged."));
        }
    }

    internal static AppliedPolicies Judge(ReadTransaction t, Session session, Func<PolicyParts, PolicyParts> change, bool dryRun, DocNode? root = null)
    {
        // What stands there now may be what has to be mended, so its own faults do not keep anybody from it.
        var old = new DocFaults();
        PolicyParts before = PolicyBooks.Parts(t, old);
        PolicyBook bookBefore = PolicyCheck.Book(before, new DocFaults()) ?? PolicyBook.Empty;
        PolicyParts after = change(before);
        var faults = new DocFaults();
        PolicyBook bookAfter = PolicyCheck.Book(after, faults) ?? throw PolicyFaults.Exception(faults, root);
        var fleet = PolicyFleet.Read(t, session.Now);
        return new AppliedPolicies(dryRun, DefinitionChange.Between(before, after), fleet.Impact(bookBefore, bookAfter), PolicyLint.Warnings(bookAfter, fleet), PolicyFleet.RolloutsOf(t, DefinitionChange.Between(before, after)));
    }

    private static PolicyParts Parts(PolicyParts parts, DocNode root)
    {
        var faults = new DocFaults();
        parts = PolicyDocument.Over(parts, root, faults);
        return faults.Any ? throw PolicyFaults.Exception(faults) : parts;
    }
}
