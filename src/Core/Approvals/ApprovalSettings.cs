namespace Cockpit.Core.Approvals;

/// <summary>What a policy wants of approvals.</summary>
/// <param name="UpdatesRequired">Only approved updates are planned; else whatever nobody rejected, deferred or held.</param>
/// <param name="Checks">The checks that have to be ticked off before a version is approved.</param>
/// <param name="Rules">What is approved without a person.</param>
/// <param name="Plans">Persons who have to approve a plan: 1 or 2.</param>
/// <param name="Signed">Approvals of plans count only with a signature that holds.</param>
public sealed record ApprovalSettings(bool UpdatesRequired, IReadOnlyList<CheckKind> Checks, IReadOnlyList<AutoApproval> Rules, int Plans, bool Signed)
{
    /// <summary>Where no policy says anything: one person approves a plan, updates need no word of their own.</summary>
    public static ApprovalSettings None { get; } = new(false, [], [], 1, false);
}
