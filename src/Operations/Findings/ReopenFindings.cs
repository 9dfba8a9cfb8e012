using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Acceptance;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Store.Findings.Acceptance;

namespace Cockpit.Operations.Findings;

/// <summary>Ends accepted risks before their day; the findings count again.</summary>
public static class ReopenFindings
{
    /// <exception cref="CockpitException">ACCEPTANCE_INVALID, FINDING_UNKNOWN, FINDING_NOT_ACCEPTED; nothing was changed then.</exception>
    public static AcceptedFindings Run(Session session, IReadOnlyList<FindingId> ids, string reason)
    {
        reason = reason.Trim();
        if (reason.Length == 0 || reason.Length > AcceptanceRules.Standard.MostText || reason.Any(char.IsControl)) throw new CockpitException(FindingErrors.AcceptanceInvalid.Because("A reason is one line of text."));
        return session.For(FindingOperations.Reopen).Write(t =>
        {
            FindingId[] all = [.. ids.Distinct()];
            Dictionary<FindingId, int> known = t.StatusOf(all).ToDictionary(c => c.Finding, c => c.Status);
            foreach (FindingId id in all)
            {
                if (!known.TryGetValue(id, out int status)) throw new CockpitException(FindingErrors.FindingUnknown.Because($"There is no finding {id}."));
                if (status != (int)FindingStatus.Accepted) throw new CockpitException(FindingErrors.FindingNotAccepted.Because($"{id} is not accepted."));
            }
            t.EndAcceptance(all, reason, session.Actor, session.Now);
            return new AcceptedFindings([.. all.Select(id => id.ToString())], null, reason, null);
        });
    }
}
