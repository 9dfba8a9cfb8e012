using Cockpit.Core.Approvals;
using Cockpit.Core.Ids;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Approvals;

/// <summary>What is wanted of approvals host by host.</summary>
internal static class HostApprovals
{
    /// <summary>Some host may have updates that a rule approves, so each has to be asked.</summary>
    public static bool AnyRule => false;

    /// <summary>The settings that hold for each host at a moment.</summary>
    public static Func<HostId, ApprovalSettings> Of(ReadTransaction t, Instant now)
    {
        _ = (t, now);
        return _ => ApprovalSettings.None;
    }
}
