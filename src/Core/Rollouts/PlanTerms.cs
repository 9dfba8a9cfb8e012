using Cockpit.Core.Errors;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What a host is planned under: its policy, read for plans.</summary>
/// <param name="Windows">Those of the policy; empty where it needs none.</param>
/// <param name="NeedsNoWindow">The policy is open always.</param>
/// <param name="AllowAlways">A person may plan it without a window.</param>
/// <param name="Rules">Which updates it installs.</param>
/// <param name="Ring">The host's ring under the policy.</param>
/// <param name="RingOrder">The ring's place among the policy's rings.</param>
public sealed record PlanTerms(
    string Policy, int Version, RebootSetting Reboot, bool FinishReboot, IReadOnlyList<MaintenanceWindow> Windows, bool NeedsNoWindow, bool AllowAlways, PlanApproval Approval,
    UpdateRules Rules, Duration MaxScanAge, bool AllowForeignUpdaters, string Ring, int RingOrder, PlanLimits RingLimits, bool SignOff, Share MaxFailures)
{
    public static PlanTerms Of(PolicyBook book, Policy policy, string ring)
    {
        EffectiveSettings s = book.EffectiveOf(policy);
        IReadOnlyList<RingRule> rings = s.Get(PolicySettings.Rings);
        int order = rings.TakeWhile(r => r.Name != ring).Count();
        RingRule? rule = order < rings.Count ? rings[order] : null;
        Share parallel = s.Get(PolicySettings.MaxParallel), failures = s.Get(PolicySettings.MaxFailures);
        return new PlanTerms(
            policy.Name, policy.Version, s.Get(PolicySettings.Reboot), s.Get(PolicySettings.FinishReboot), [.. book.WindowsOf(s).Select(w => w.Window)],
            s.Get(PolicySettings.Windows).Contains(PolicySettings.Always), s.Get(PolicySettings.AllowAlways),
            new PlanApproval(s.Get(PolicySettings.Persons), s.Get(PolicySettings.NotAuthor), s.Get(PolicySettings.Signed), (long)s.Get(PolicySettings.ApprovalLasts).TotalSeconds, s.Get(PolicySettings.AutoStart)),
            new UpdateRules(policy.Name, s), s.Get(PolicySettings.MaxScanAge), s.Get(PolicySettings.ForeignUpdaters),
            ring, rule is null ? TagOrder(ring) : order, new PlanLimits(rule?.MaxParallel ?? parallel, rule?.MaxFailures ?? failures, (int)(rule?.Bake ?? Duration.Zero).TotalSeconds), rule?.SignOff ?? false, failures);
    }

    /// <summary>Why a plan with this window leaves the host out; null where it does not.</summary>
    /// <param name="window">"always", "policy", or the name of one window.</param>
    internal Fault? WhyNoWindow(string window) => window switch
    {
        PlanBuilder.AlwaysWindow => null,
        _ when NeedsNoWindow && window == PlanBuilder.PolicyWindow => null,
        PlanBuilder.PolicyWindow => Windows.Count > 0 ? null : RolloutErrors.NoWindow.Because($"{Policy} names no window."),
        _ => Windows.Any(w => Same(w, window)) ? null : RolloutErrors.NoWindow.Because($"{Words.Plain(window)} is no window of {Policy}."),
    };

    /// <summary>The policy as a plan freezes it.</summary>
    internal PlanPolicy Frozen(string window, RebootSetting? reboot) => new(
        Policy, Version, reboot ?? Reboot, FinishReboot,
        [.. Windows.Where(w => window == PlanBuilder.PolicyWindow ? !NeedsNoWindow : window != PlanBuilder.AlwaysWindow && Same(w, window)).Select(WindowBody.Document)]);

    private static bool Same(MaintenanceWindow w, string name) => string.Equals(w.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A policy without rings takes those of the tag; their order is that of plans without policies.</summary>
    private static int TagOrder(string ring) => PlanBuilder.OrderOf(ring) is var (group, number) ? (int)Math.Min(int.MaxValue, group * 1_000_000L + Math.Min(number, 999_999)) : 0;
}
