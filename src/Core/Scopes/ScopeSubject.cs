using Cockpit.Core.Hosts;

namespace Cockpit.Core.Scopes;

/// <summary>What a scope may ask about one host.</summary>
/// <param name="LastGood">What the last scan that went well read; null when there was none, and then the facts of the system are not set.</param>
/// <param name="State">The host's one fleet state.</param>
public sealed record ScopeSubject(Host Host, HostFigures? LastGood, HostFleetState State);

/// <summary>Whether a host is a member, and which unset facts left it open.</summary>
/// <param name="Unset">The facts that are not set and without which the answer is unknown; empty unless it is.</param>
public sealed record Membership(Truth Verdict, IReadOnlyList<string> Unset);
