using Cockpit.Core.Hosts;
using Cockpit.Core.Risk;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>An update as people approve it: all pending packages of one host that are built from one source.</summary>
/// <param name="Package">The source package.</param>
/// <param name="To">The newest version among its packages.</param>
/// <param name="Security">One of its packages is a security update.</param>
/// <param name="Held">One of its packages is on hold.</param>
/// <param name="Points">Of the findings that it alone closes.</param>
/// <param name="KnownExploited">Those of them that are known to be exploited.</param>
public sealed record UpdateRisk(string Package, string To, bool Security, bool Held, long Points, long Closes, long KnownExploited);

/// <summary>
/// What each update of a host would remove there. A finding is credited to an update where all packages that it needs are built from that
/// one source; one that needs several sources is credited to none of them, because none of them alone closes it. So no finding counts twice.
/// </summary>
public sealed class UpdateRisks
{
    private readonly Dictionary<string, UpdateRisk> rows = [];
    private readonly Dictionary<(string, string), string> sources = [];

    public UpdateRisks(HostUpdates host)
    {
        foreach (PendingUpdate u in host.Pending) Add(u.Name, u.Architecture, host.SourceOf(u), u.To, u.Class is UpdateClass.Security, u.Held, host.Order);
    }

    /// <summary>Of a host without findings, of which nothing but its pending updates has to be known.</summary>
    public UpdateRisks() { }

    /// <param name="order">Null where the order of versions is not known.</param>
    public void Add(string name, string architecture, string source, string to, bool security, bool held, IComparer<string>? order)
    {
        sources[(name, architecture)] = source;
        UpdateRisk row = rows.GetValueOrDefault(source) ?? new(source, to, false, false, 0, 0, 0);
        bool newer = (order?.Compare(to, row.To) ?? string.CompareOrdinal(to, row.To)) > 0;
        rows[source] = row with { To = newer ? to : row.To, Security = row.Security || security, Held = row.Held || held };
    }

    public IReadOnlyCollection<UpdateRisk> Rows => rows.Values;

    /// <param name="rank">As it is stored with the finding.</param>
    /// <param name="points">What each level is worth.</param>
    public void Count(long rank, FixAnswer answer, LevelPoints points)
    {
        if (answer.State != FixState.Whole) return;
        string source = sources[(answer.Fixes[0].Package, answer.Fixes[0].Architecture)];
        for (int i = 1; i < answer.Fixes.Count; i++)
        {
            if (sources[(answer.Fixes[i].Package, answer.Fixes[i].Architecture)] != source) return;
        }
        UpdateRisk row = rows[source];
        rows[source] = row with { Points = row.Points + points.Of(RiskRank.ScoreOf(rank).Level), Closes = row.Closes + 1, KnownExploited = row.KnownExploited + (RiskRank.IsKnownExploited(rank) ? 1 : 0) };
    }
}
