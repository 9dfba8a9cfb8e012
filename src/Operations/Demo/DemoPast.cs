using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Intel;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Scanner.Csv;
using Cockpit.Simulation;
using NodaTime;

namespace Cockpit.Operations.Demo;

/// <summary>The weeks before a demo: scanners looked every seven days and feeds came in, so that there is something to look back on.</summary>
internal static class DemoPast
{
    /// <summary>Days before today on which Nessus looked.</summary>
    private static readonly int[] Scans = [35, 28, 21, 14, 7];

    /// <summary>A larger fleet gets its last weeks only: the demo is to be there in seconds.</summary>
    private const int LargeFleet = 1_000;

    /// <summary>Scanners look at night.</summary>
    private static readonly Duration ScannersLooked = Duration.FromHours(20);

    /// <summary>Days before today that the feeds in force are of: the catalogue is fresh, the forecast too old to be leant on.</summary>
    private const int KevDays = 1, EpssDays = 9;

    /// <summary>When the first scan was taken in; hosts are there from then on.</summary>
    public static Instant Begin(int hosts, Instant now) => now - Duration.FromDays(First(hosts)[0] + 1);

    /// <summary>Everything that came in until now, in its order. Only the findings of the last night count as the demo's own.</summary>
    public static IReadOnlyList<FindingImportResult> Live(Session session, IReadOnlyList<DemoHost> fleet, ulong seed, CancellationToken cancellation)
    {
        Instant now = session.Now;
        LocalDate today = now.InUtc().Date;
        int[] scans = First(fleet.Count);
        Feed(At(session, now, scans[0]), IntelKind.Kev, DemoIntel.Kev(today, scans[0]));
        foreach (int days in scans)
        {
            if (days < EpssDays && EpssDays < scans[0]) Feed(At(session, now, EpssDays), IntelKind.Epss, DemoIntel.Epss(today.PlusDays(-EpssDays)));
            Import(At(session, now, days), DemoFindings.Nessus(fleet, seed, now - Duration.FromDays(days) - ScannersLooked, days), $"nessus-{today.PlusDays(-days):yyyy-MM-dd}.csv", cancellation);
            Import(At(session, now, days), DemoFindings.Qualys(fleet, seed, now - Duration.FromDays(days) - ScannersLooked, days), $"qualys-{today.PlusDays(-days):yyyy-MM-dd}.csv", cancellation);
        }
        Feed(At(session, now, KevDays), IntelKind.Kev, DemoIntel.Kev(today, KevDays));
        return
        [
            Import(session, DemoFindings.Nessus(fleet, seed, now - ScannersLooked), "nessus.csv", cancellation),
            Import(session, DemoFindings.Qualys(fleet, seed, now - ScannersLooked), "qualys.csv", cancellation),
        ];
    }

    private static int[] First(int hosts) => hosts > LargeFleet ? Scans[^2..] : Scans;

    private static Session At(Session session, Instant now, int days) => new(session.FilePath, session.Actor, new Stopped(now - Duration.FromDays(days)));

    private static FindingImportResult Import(Session session, byte[] export, string name, CancellationToken cancellation)
    {
        using IFindingReader reader = FindingFiles.Open(new MemoryStream(export), name);
        return ImportFindings.Run(session, reader, name, new FindingImportWish(name, null, Strict: true, DryRun: false), null, cancellation);
    }

    /// <summary>Debian's tracker comes in, so that our own scans find something and contradict something; and one risk is taken on.</summary>
    /// <returns>Findings of our own, disputed ones, accepted ones.</returns>
    public static (long Own, long Disputed, int Accepted) Judge(Session session)
    {
        Feed(session, IntelKind.DebianTracker, DemoIntel.DebianTracker());
        IReadOnlyList<FindingLine> borne = ListFindings.Run(session, new FindingWish(Limit: 1) { Text = "TLS version 1.0" }).Findings;
        FindingId[] ids = [.. borne.Select(f => FindingId.TryParse(f.Id, out FindingId id) ? id : default)];
        if (ids.Length > 0) AcceptFindings.Run(session, ids, new AcceptTerms(session.Now + Duration.FromDays(60), "A partner's old client needs it until the end of the quarter", "reachable from the partner's network only"));
        return (ListFindings.Count(session, new FindingWish { Source = FindingSource.Inventory }).Total ?? 0, ListFindings.Count(session, new FindingWish(Status: FindingStatus.Disputed)).Total ?? 0, ids.Length);
    }

    private static void Feed(Session session, IntelKind kind, byte[] bytes)
    {
        // Beside the demo's file, in the folder that goes with it.
        string path = Path.Combine(Path.GetDirectoryName(session.FilePath)!, kind switch { IntelKind.Kev => "kev.json", IntelKind.Epss => "epss.csv", _ => "debian-tracker.json" });
        File.WriteAllBytes(path, bytes);
        ImportIntel.Run(session, new IntelImportWish(kind, path));
        File.Delete(path);
    }

    /// <summary>The clock of a past day.</summary>
    private sealed class Stopped(Instant at) : IClock
    {
        public Instant GetCurrentInstant() => at;
    }
}
