using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Acceptance;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Store;
using Cockpit.Store.Findings.Acceptance;
using NodaTime;

namespace Cockpit.Operations.Findings;

/// <summary>Which findings: those that are named, or all open ones that fit.</summary>
/// <param name="Ids">Empty where the filters say which.</param>
public sealed record AcceptChoice(IReadOnlyList<FindingId> Ids, Scope? Scope = null, string? Host = null, CveId? Cve = null);

/// <param name="Control">What protects the hosts meanwhile; null where nothing does.</param>
public sealed record AcceptTerms(Instant Until, string Reason, string? Control);

/// <summary>Findings that were taken on, or whose acceptance was ended.</summary>
/// <param name="Until">Null where it was ended.</param>
public sealed record AcceptedFindings(IReadOnlyList<string> Findings, Instant? Until, string Reason, string? Control);

/// <summary>Takes risks on until a day, with a reason and a person's name. They do not count while that holds, and are listed apart.</summary>
public static class AcceptFindings
{
    /// <summary>What a choice comes to, the worst first.</summary>
    /// <exception cref="CockpitException">FINDING_UNKNOWN, FINDING_NOT_OPEN, HOST_UNKNOWN, ACCEPTANCE_INVALID where they are too many or none.</exception>
    public static IReadOnlyList<FindingLine> Preview(Session session, AcceptChoice choice)
    {
        int most = AcceptanceRules.Standard.MostFindings;
        if (choice.Ids.Count == 0)
        {
            IReadOnlyList<FindingLine> found = ListFindings.Run(session, new FindingWish(choice.Scope, Cve: choice.Cve, Host: choice.Host, Limit: most)).Findings;
            if (found.Count == 0) throw new CockpitException(FindingErrors.AcceptanceInvalid.Because("No open finding fits."));
            return found.Count < most ? found : throw new CockpitException(FindingErrors.AcceptanceInvalid.Because($"{most:N0} findings and more fit; so many are not accepted in one go."));
        }
        session.Read(t => Check(t, choice.Ids));
        return [.. choice.Ids.Distinct().Select(id => ShowFinding.Run(session, id))];
    }

    /// <exception cref="CockpitException">ACCEPTANCE_INVALID, FINDING_UNKNOWN, FINDING_NOT_OPEN; nothing was changed then.</exception>
    public static AcceptedFindings Run(Session session, IReadOnlyList<FindingId> ids, AcceptTerms terms)
    {
        string reason = terms.Reason.Trim();
        string? control = string.IsNullOrWhiteSpace(terms.Control) ? null : terms.Control.Trim();
        if (AcceptanceRules.Standard.Problem(terms.Until, reason, control, session.Now) is { } problem) throw new CockpitException(FindingErrors.AcceptanceInvalid.Because(problem));
        return session.For(FindingOperations.Accept).Write(t =>
        {
            FindingId[] all = Check(t, ids);
            t.Accept(all, terms.Until, reason, control, session.Actor, session.Now);
            return new AcceptedFindings([.. all.Select(id => id.ToString())], terms.Until, reason, control);
        });
    }

    private static FindingId[] Check(ReadTransaction t, IReadOnlyList<FindingId> ids)
    {
        FindingId[] all = [.. ids.Distinct()];
        Dictionary<FindingId, int> known = t.StatusOf(all).ToDictionary(c => c.Finding, c => c.Status);
        foreach (FindingId id in all)
        {
            if (!known.TryGetValue(id, out int status)) throw new CockpitException(FindingErrors.FindingUnknown.Because($"There is no finding {id}."));
            if (status == (int)FindingStatus.Closed) throw new CockpitException(FindingErrors.FindingNotOpen.Because($"{id} is closed."));
        }
        return all;
    }
}
