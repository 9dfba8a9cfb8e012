using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Store;
using Cockpit.Store.Findings.Alignment;

namespace Cockpit.Operations.Rollouts;

/// <summary>Where a CVE is open, and what fixes it on each host.</summary>
internal sealed class CveTargets
{
    private readonly ILookup<HostId, CveFinding> byHost;

    private CveTargets(CveId cve, List<CveFinding> findings)
    {
        byHost = findings.Where(f => f.Host is not null).ToLookup(f => f.Host!.Value);
        Unmatched = [.. findings.Where(f => f.Host is null).Select(f => f.Machine).Distinct().Order(StringComparer.Ordinal)
            .Select(m => new ExcludedHost(Printable.Line(m, 100), RolloutErrors.NoKnownFix.Name, $"It has {cve}, and no host of this file is known to be this machine."))];
    }

    /// <summary>Machines of the scanners that have it and are no host of this file.</summary>
    public IReadOnlyList<ExcludedHost> Unmatched { get; }

    public static CveTargets Of(ReadTransaction t, CveId cve) => new(cve, t.FindingsOfCve(cve));

    /// <summary>What stands in the plan as what chose its hosts.</summary>
    public static string Expression(Scope scope, CveId cve) => scope.Expression.Length == 0 ? $"cve = {cve}" : $"({scope.Expression}) and cve = {cve}";

    /// <summary>Those of the hosts that have it open, each with the updates that fix it, or with the reason why none does.</summary>
    public List<PlanCandidate> Among(IEnumerable<PlanCandidate> members)
    {
        var targets = new List<PlanCandidate>();
        foreach (PlanCandidate m in members)
        {
            List<CveFinding> open = [.. byHost[m.Host.Id]];
            if (open.Count == 0) continue;
            HashSet<(string, string)> only = [.. open.Where(f => f.Answer.State is FixState.Whole).SelectMany(f => f.Answer.Fixes.Select(x => (x.Package, x.Architecture)))];
            targets.Add(m with { Only = only, NoFix = only.Count > 0 ? null : WhyNot(open) });
        }
        return targets;
    }

    private static Core.Errors.Fault WhyNot(List<CveFinding> open)
    {
        CveFinding nearest = open.MaxBy(f => f.Answer.State is FixState.Installed ? -1 : (int)f.Answer.State)!;
        string reason = nearest.Answer.Reason.Length > 0 ? nearest.Answer.Reason : "no update known here";
        return nearest.Answer.State switch
        {
            FixState.Installed => RolloutErrors.NothingToDo.Because($"Nothing is left to install: {reason}."),
            FixState.Partly => RolloutErrors.NoKnownFix.Because($"What is pending fixes it in part only: {reason}."),
            _ => RolloutErrors.NoKnownFix.Because($"Nothing that is pending is known to fix it: {reason}."),
        };
    }
}
