using System.Collections.Immutable;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>One person's approval of a plan.</summary>
/// <param name="Until">Its exclusive end.</param>
/// <param name="BreakGlass">It only lets another person break the glass; it is no approval that counts otherwise.</param>
/// <param name="Signature">The person's SSH signature, armored; null shows "not signed".</param>
public sealed record GivenApproval(Actor By, Instant At, Instant Until, string PlanHash, bool BreakGlass, string? Reason, string? Signature);

/// <summary>A person started a plan past windows, freezes and missing approvals.</summary>
/// <param name="Until">The exclusive end of what it passes.</param>
/// <param name="SecondOwedUntil">By when another person has to have signed it; null where one approved it before.</param>
public sealed record BrokenGlass(Actor By, Instant At, string Reason, Instant Until, Instant? SecondOwedUntil);

/// <summary>Which approvals count. Pure.</summary>
public static class PlanApprovals
{
    /// <summary>The login uid stays through sudo and su, so that nobody becomes a second person by changing accounts.</summary>
    public static bool SamePerson(Actor a, Actor b) => a.Uid == b.Uid || (a.LoginUid is { } login && login == b.LoginUid);

    /// <summary>
    /// Whether the second is another person than the first. A file of one user is always written as that user, so there the login alone tells
    /// people apart; where the kernel knows none, they are one.
    /// </summary>
    public static bool IsAnother(Actor first, Actor second, bool shared) =>
        shared || first.LoginUid is null || second.LoginUid is null ? !SamePerson(first, second) : first.LoginUid != second.LoginUid;

    /// <summary>Persons who have to approve a plan.</summary>
    public static int Needed(Plan plan) => plan.Approval?.Persons ?? 1;

    /// <summary>How long an approval of a plan holds.</summary>
    public static Duration Lasts(Plan plan) => plan.Approval is { } wanted ? Duration.FromSeconds(wanted.LastsSeconds) : RolloutLimits.ApprovalLasts;

    /// <summary>The approvals of exactly this plan that hold at a moment, one of each person, the latest first.</summary>
    public static IReadOnlyList<GivenApproval> Counting(RolloutState s, Instant now, bool breakGlass = false)
    {
        var counting = new List<GivenApproval>();
        foreach (GivenApproval a in s.Approvals.OrderByDescending(a => a.At))
        {
            if (a.BreakGlass == breakGlass && a.PlanHash == s.Hash.Hex && now < a.Until && !counting.Exists(c => SamePerson(c.By, a.By))) counting.Add(a);
        }
        return counting;
    }
}
