using Cockpit.Core.Errors;
using Cockpit.Operations.Findings;
using Cockpit.Store.Findings;

namespace Cockpit.Operations.Risk;

/// <summary>A machine's share of the risk.</summary>
/// <param name="Matched">It is a host of this file; otherwise the name is the scanner's.</param>
/// <param name="VeryHigh">Findings of the level very high.</param>
public sealed record RiskyHost(string Host, bool Matched, long Points, long OpenFindings, long VeryHigh)
{
    /// <summary>Findings that are known to be exploited.</summary>
    public long KnownExploited { get; init; }
}

/// <param name="Complete">False where so many findings match that only the worst of them were added up.</param>
public sealed record RiskyHosts(IReadOnlyList<RiskyHost> Hosts, bool Complete = true);

/// <summary>Lists the machines with the most points.</summary>
public static class ReadTop
{
    public static RiskyHosts Run(Session session, int limit) => Run(session, new FindingWish(), limit);

    /// <param name="among">Only the findings that it selects count; its page and limit play no part.</param>
    /// <exception cref="CockpitException">As <see cref="ListFindings.Run"/>.</exception>
    public static RiskyHosts Run(Session session, FindingWish among, int limit) => session.Read(t =>
    {
        TopMachines top = t.TopHosts(among.Filter(t, session) with { After = null, Limit = 0 }, limit);
        return new RiskyHosts([.. top.Machines.Select(h => new RiskyHost(h.Host, h.HostId is not null, h.Points, h.Open, h.Worst) { KnownExploited = h.KnownExploited })], top.Complete);
    });
}
