using Cockpit.Core.Hosts.Changes;
using Cockpit.Core.Ids;

namespace Cockpit.Core.Rollouts;

/// <summary>What one rollout did or may have done on a host between two scans.</summary>
/// <param name="Transaction">What its install was to change.</param>
/// <param name="Patched">The install was sent.</param>
/// <param name="Settled">The host said how it ended, and it ended well. Else any change of a package of the transaction may be ours.</param>
/// <param name="Rebooted">A reboot was sent.</param>
/// <param name="BootIdAfter">The boot id that was read last; null when none was.</param>
public sealed record OwnWork(RolloutId Rollout, IReadOnlyList<PackageChange> Transaction, bool Patched, bool Settled, bool Rebooted, string? BootIdAfter);

/// <summary>
/// Tells what others did: packages and reboots between two scans that no rollout of ours explains. Ours is what a rollout's transaction
/// names, at the version that it was to get; where a rollout failed or is in doubt, at any version. Pure.
/// </summary>
public static class ChangedByOthers
{
    /// <summary>The same changes, those of others marked. Only packages, reboots and a replaced machine can be: the rest follows from them, or from people.</summary>
    public static IReadOnlyList<ScanChange> Mark(IReadOnlyList<ScanChange> changes, IReadOnlyList<OwnWork> ours) =>
        [.. changes.Select(c => CanBe(c.Kind) && !IsOurs(c, ours) ? c with { ByOthers = true } : c)];

    /// <summary>A change that asks whose it was.</summary>
    public static bool CanBe(ScanChangeKind kind) => kind is ScanChangeKind.Rebooted or ScanChangeKind.MachineReplaced || ChangeWords.IsPackage(kind);

    private static bool IsOurs(ScanChange change, IReadOnlyList<OwnWork> ours) => change.Kind switch
    {
        // A boot after the one that our reboot led to is another one.
        ScanChangeKind.Rebooted => ours.Any(w => w.Rebooted && (!w.Settled || w.BootIdAfter is null || w.BootIdAfter == change.After)),
        ScanChangeKind.MachineReplaced => false,
        _ => ours.Any(w => w.Patched && w.Transaction.Any(p => p.Name == change.Subject && (!w.Settled || p.To == change.After))),
    };
}
