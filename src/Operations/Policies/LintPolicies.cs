using Cockpit.Core.Documents;
using Cockpit.Core.Errors;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Changing;
using Cockpit.Core.Policies.Text;
using Cockpit.Operations.Policies.Text;

namespace Cockpit.Operations.Policies;

/// <param name="Line">In the file; 0 where it came from no file or concerns no line.</param>
public sealed record LintFault(int Line, string Where, string Sentence);

/// <param name="Sound">Nothing stands in the way of applying it: no faults and no conflicts.</param>
public sealed record PolicyLintResult(bool Sound, IReadOnlyList<LintFault> Faults, IReadOnlyList<TiedHost> Conflicts, IReadOnlyList<string> Warnings);

/// <summary>Looks for what does not hold, for hosts on which policies tie, and for what is probably not meant.</summary>
public static class LintPolicies
{
    /// <param name="yaml">A file to be judged over what is defined; null judges what is defined.</param>
    /// <exception cref="CockpitException">POLICY_INVALID where the YAML itself cannot be read.</exception>
    public static PolicyLintResult Run(Session session, string? yaml)
    {
        DocNode? root = yaml is null ? null : PolicyYaml.Read(yaml);
        return session.Read(t =>
        {
            var faults = new DocFaults();
            PolicyParts parts = PolicyBooks.Parts(t, faults);
            if (root is not null) parts = PolicyDocument.Over(parts, root, faults);
            PolicyBook? book = faults.Any ? null : PolicyCheck.Book(parts, faults);
            if (book is null) return new PolicyLintResult(false, [.. (root is null ? faults.Found : DocPlaces.Located(faults.Found, root)).Select(f => new LintFault(f.Line, f.Where, f.Sentence))], [], []);
            PolicyFleet fleet = PolicyFleet.Read(t, session.Now);
            IReadOnlyList<TiedHost> conflicts = fleet.Impact(book, book).Conflicts;
            return new PolicyLintResult(conflicts.Count == 0, [], conflicts, PolicyLint.Warnings(book, fleet));
        });
    }
}
