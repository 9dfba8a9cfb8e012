using Cockpit.Store.Findings;

namespace Cockpit.Operations.Risk;

/// <summary>A machine's share of the risk.</summary>
/// <param name="Matched">It is a host of this file; otherwise the name is the scanner's.</param>
/// <param name="VeryHigh">Findings of the level very high.</param>
public sealed record RiskyHost(string Host, bool Matched, long Points, long OpenFindings, long VeryHigh);

public sealed record RiskyHosts(IReadOnlyList<RiskyHost> Hosts);

/// <summary>Lists the machines with the most points.</summary>
public static class ReadTop
{
    public static RiskyHosts Run(Session session, int limit) => session.Read(t =>
        new RiskyHosts(t.TopHosts(limit).ConvertAll(h => new RiskyHost(h.Host, h.HostId is not null, h.Points, h.Open, h.Worst))));
}
