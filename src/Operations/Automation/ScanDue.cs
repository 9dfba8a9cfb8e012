using Cockpit.Core.Automation;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Scans;
using NodaTime;

namespace Cockpit.Operations.Automation;

/// <summary>Scans the hosts whose policy wants it and whose last scan is old enough. A scan changes nothing on them.</summary>
internal static class ScanDue
{
    /// <summary>Hosts at once; fewer than a person's scan takes, for nobody waits for it.</summary>
    private const int Parallel = 20;

    private static readonly Duration Timeout = Duration.FromMinutes(2);

    /// <returns>Null where none was due.</returns>
    public static ScanReport? Run(Session session, CancellationToken cancellation)
    {
        IReadOnlyList<string> due = session.Read(t =>
        {
            PolicyBook book = PolicyBooks.Read(t);
            if (!book.Policies.Any(p => book.EffectiveOf(p).TryGet(PolicySettings.ScanEvery, out _))) return [];
            return ScansDue.Of(
                Fleet.Read(t, session.Now).Select(h => (Host: h, Policy: h.Policy.Policy)).Where(h => h.Policy is not null)
                    .Select(h => (h.Host, Every: book.EffectiveOf(h.Policy!).TryGet(PolicySettings.ScanEvery, out Duration every) ? every : (Duration?)null)).Where(h => h.Every is not null)
                    .Select(h => new ScannedByItself(h.Host.Host.Name, h.Every!.Value, h.Host.Known.Last?.StartedAt)), session.Now);
        });
        return due.Count == 0 ? null : RunScan.Run(session, new ScanRequest(due, Scope.Everything, Parallel, Timeout), null, cancellation);
    }
}
