using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <summary>Puts what each host is planned under beside it.</summary>
internal sealed class PlanPolicies
{
    private readonly ReadTransaction t;
    private readonly PolicyBook book;
    private readonly Dictionary<HostId, HostPolicy> policies = [];
    private readonly Dictionary<(string Policy, string Ring), PlanTerms> terms = [];
    private readonly string? only;

    private PlanPolicies(ReadTransaction t, string? only, Instant now)
    {
        this.t = t;
        book = PolicyBooks.Read(t);
        if (only is not null) this.only = book.Parts.Policies.TryGetValue(only, out Policy? policy) ? policy.Name : throw new CockpitException(PolicyErrors.PolicyUnknown.Because($"There is no policy {Printable.Line(only, 60)}."));
        if (book.Policies.Any()) policies = Fleet.Policies(t, now);
    }

    /// <param name="only">The one policy whose hosts are planned; null plans each host under its own.</param>
    /// <exception cref="CockpitException">POLICY_UNKNOWN, POLICY_BROKEN.</exception>
    public static PlanPolicies Of(ReadTransaction t, string? only, Instant now) => new(t, only, now);

    /// <summary>Whether the policy that a plan is for wins on the host; true for every host where it is for none.</summary>
    public bool Includes(HostId host) => only is null || policies.GetValueOrDefault(host).Policy?.Name == only;

    /// <summary>The host with its terms, or with why no policy counts on it. As it was where the file has no policy at all.</summary>
    public PlanCandidate With(PlanCandidate c)
    {
        if (!book.Policies.Any()) return c;
        HostPolicy standing = policies.GetValueOrDefault(c.Host.Id);
        if (standing.Policy is not { } policy)
        {
            return c with
            {
                NoPolicy = standing.Status == PolicyStatus.Conflict
                    ? PolicyErrors.PolicyConflict.Because("Policies tie on it, so none counts.", "cockpit host explain NAME names them.")
                    : RolloutErrors.Unmanaged.Because("No policy counts on it."),
            };
        }
        if (!terms.TryGetValue((policy.Name, standing.Ring!), out PlanTerms? own)) terms[(policy.Name, standing.Ring!)] = own = PlanTerms.Of(book, policy, standing.Ring!);
        if (!own.Rules.AsksForAge || c.Inventory is null) return c with { Terms = own };
        var seen = new Dictionary<(string, string), Instant>();
        foreach (PendingUpdate u in c.Inventory.Updates)
            if (t.FirstSeen(u.Name, u.Architecture, u.To) is { } at) seen[(u.Name, u.Architecture)] = at;
        return c with { Terms = own, FirstSeen = seen };
    }
}
