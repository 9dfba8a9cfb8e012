using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Store.Findings.Acceptance;

/// <summary>A risk that a person took on.</summary>
/// <param name="Control">What protects the machine meanwhile; null where nothing was named.</param>
public sealed record StoredAcceptance(FindingId Finding, Instant At, Instant Until, string By, string Reason, string? Control);

/// <summary>A finding that a person wants to accept, as far as the preview shows it.</summary>
/// <param name="Status">As stored: 3 is accepted already, 5 closed.</param>
public sealed record AcceptanceCandidate(FindingId Finding, int Status);
