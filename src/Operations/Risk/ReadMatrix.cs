using Cockpit.Core.Risk;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Store.Findings;
using NodaTime;

namespace Cockpit.Operations.Risk;

/// <param name="Change7d">By how many it grew (or shrank) in seven days.</param>
public sealed record RiskCell(int Likelihood, int Impact, RiskLevel Level, long Count, long Change7d);

/// <summary>The 25 cells, likelihood and impact rising.</summary>
/// <param name="Points">Very high 10, high 5, moderate 2, low 1, very low 0.</param>
/// <param name="AsOf">When findings were last imported; null when they never were.</param>
public sealed record RiskMatrixResult(IReadOnlyList<RiskCell> Cells, long Total, long Points, Instant? AsOf)
{
    public RiskCell this[int likelihood, int impact] => Cells[(likelihood - 1) * RiskMatrix.Steps + impact - 1];
}

/// <summary>Counts open findings on the 5x5 matrix of likelihood and impact.</summary>
public static class ReadMatrix
{
    /// <param name="scope">Only findings of hosts in it; null also counts machines that no host matches.</param>
    public static RiskMatrixResult Run(Session session, Scope? scope) => session.Read(t =>
    {
        var now = session.Now;
        Matrix m = t.RiskMatrixOf(now, scope is null ? null : Fleet.Members(t, scope, now).ConvertAll(h => h.Host.Id));
        return new RiskMatrixResult([.. m.Cells.Select(c => new RiskCell(c.Likelihood, c.Impact, c.Level, c.Count, c.Change7d))], m.Total, m.Points, m.AsOf);
    });
}
