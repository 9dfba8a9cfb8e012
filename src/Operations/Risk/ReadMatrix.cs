using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Findings;
using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Acceptance;
using NodaTime;

namespace Cockpit.Operations.Risk;

/// <summary>Of which findings figures are asked. What is null does not restrict.</summary>
/// <param name="Scope">Only findings of hosts in it; null also counts machines that no host matches.</param>
/// <param name="Environment">Only of hosts of this environment.</param>
/// <param name="Source">Only what this tool reported.</param>
public sealed record RiskWish(Scope? Scope = null, string? Environment = null, FindingSource? Source = null);

/// <param name="Change7d">By how many it grew (or shrank) in seven days.</param>
public sealed record RiskCell(int Likelihood, int Impact, RiskLevel Level, long Count, long Change7d)
{
    /// <summary>How many of them are known to be exploited.</summary>
    public long KnownExploited { get; init; }

    /// <summary>How many there were at the end of each of the last 30 days, the oldest first; the last is now.</summary>
    public IReadOnlyList<long> Trend { get; init; } = [];
}

/// <summary>The 25 cells, likelihood and impact rising.</summary>
/// <param name="Points">By what the rules in force say that each level is worth.</param>
/// <param name="AsOf">When findings were last imported; null when they never were.</param>
public sealed record RiskMatrixResult(IReadOnlyList<RiskCell> Cells, long Total, long Points, Instant? AsOf)
{
    /// <summary>The import of findings that runs now, of which the figures are not the end; null for none.</summary>
    public ImportRunning? ImportRunning { get; init; }

    /// <summary>Risks that people took on. They are in no cell.</summary>
    public long Accepted { get; init; }

    public RiskCell this[int likelihood, int impact] => Cells[(likelihood - 1) * RiskMatrix.Steps + impact - 1];
}

/// <summary>Counts open findings on the 5x5 matrix of likelihood and impact.</summary>
public static class ReadMatrix
{
    /// <exception cref="Core.Errors.CockpitException">USAGE where no host has the environment.</exception>
    public static RiskMatrixResult Run(Session session, RiskWish? wish = null) => session.Read(t =>
    {
        IReadOnlyCollection<HostId>? hosts = ChosenHosts.Of(t, session, wish?.Scope, wish?.Environment);
        Matrix m = t.RiskMatrixOf(session.Now, hosts, wish?.Source);
        return new RiskMatrixResult(
            [.. m.Cells.Select(c => new RiskCell(c.Likelihood, c.Impact, c.Level, c.Count, c.Change7d) { KnownExploited = c.KnownExploited, Trend = c.Trend })], m.Total, m.Points, m.AsOf)
        {
            ImportRunning = ImportRunning.Of(t),
            Accepted = t.AcceptedFindings(session.Now, hosts, wish?.Source),
        };
    });
}
