using Cockpit.Core.Approvals;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Approvals;

/// <summary>What is wanted of approvals host by host: what the policy says that counts there.</summary>
internal static class HostApprovals
{
    /// <summary>Some host may have updates that a rule approves, so each has to be asked.</summary>
    public static bool AnyRule(ReadTransaction t)
    {
        PolicyBook book = PolicyBooks.Read(t);
        return book.Policies.Any(p => book.EffectiveOf(p).Get(PolicySettings.Auto).Count > 0);
    }

    /// <summary>Some policy wants checks to be ticked off before a version is approved.</summary>
    public static bool AnyCheck(ReadTransaction t)
    {
        PolicyBook book = PolicyBooks.Read(t);
        return book.Policies.Any(p => book.EffectiveOf(p).Get(PolicySettings.Checks).Count > 0);
    }

    /// <summary>The settings that hold for each host at a moment. Where no policy counts, nothing is wanted: such a host is in no plan once there are policies.</summary>
    public static Func<HostId, ApprovalSettings> Of(ReadTransaction t, Instant now)
    {
        PolicyBook book = PolicyBooks.Read(t);
        if (!book.Policies.Any()) return _ => ApprovalSettings.None;
        Dictionary<HostId, HostPolicy> policies = Fleet.Policies(t, now);
        Dictionary<string, ApprovalSettings> known = book.Policies.ToDictionary(p => p.Name, p => Settings(book.EffectiveOf(p)));
        return host => policies.GetValueOrDefault(host).Policy is { } policy ? known[policy.Name] : ApprovalSettings.None;
    }

    private static ApprovalSettings Settings(EffectiveSettings s) => new(
        s.Get(PolicySettings.ApprovedOnly), s.Get(PolicySettings.Checks), s.Get(PolicySettings.Auto), s.Get(PolicySettings.Persons), s.Get(PolicySettings.Signed));
}
