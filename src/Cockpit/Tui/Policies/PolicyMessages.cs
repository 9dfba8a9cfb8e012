using Cockpit.Core.Policies.Explaining;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Policies.Editing;
using Cockpit.Operations.Reviews;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Policies;

/// <summary>Who has what, every policy with its counts, and the reviews.</summary>
public sealed record PoliciesRead(PolicyOverlap Overlap, PolicyList List, ReviewList Reviews) : Message;

/// <summary>Why the first host of a pattern stands where it stands.</summary>
public sealed record PatternExplained(HostExplanation Why) : Message;

/// <summary>One policy with its versions.</summary>
/// <param name="Detail">The version that counts now, or the last one.</param>
public sealed record PolicyRead(PolicyDetail Detail, PolicyHistory History) : Message;

/// <summary>A version of a policy, to be read.</summary>
public sealed record VersionRead(PolicyDetail Detail) : Message;

/// <summary>What removing a policy would do.</summary>
public sealed record RemovalJudged(string Policy, AppliedPolicies Judged) : Message;

/// <summary>What an editor works on.</summary>
public sealed record DeskRead(PolicyDesk Desk) : Message;

/// <summary>What saving this draft would do.</summary>
public sealed record DraftJudged(PolicyDraft Draft, JudgedDraft Judged) : Message;

/// <summary>The draft counts now.</summary>
public sealed record DraftSaved(string Policy, int Version, AppliedPolicies Applied) : Message;
