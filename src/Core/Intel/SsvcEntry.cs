using Cockpit.Core.Findings;
using NodaTime;

namespace Cockpit.Core.Intel;

/// <summary>What CISA says of a CVE's exploitation. Numbers are stored and never change.</summary>
public enum Exploitation : byte { None = 0, ProofOfConcept = 1, Active = 2 }

/// <summary>CISA's decision points of one CVE. What is null was not told.</summary>
/// <param name="Automatable">An attacker can automate the first four steps of the kill chain.</param>
/// <param name="TotalImpact">It gives total control; false is partial.</param>
public readonly record struct SsvcEntry(CveId Cve, Exploitation? Exploitation, bool? Automatable, bool? TotalImpact);

/// <summary>One export of them.</summary>
/// <param name="AsOf">The newest entry's time.</param>
public sealed record SsvcList(IReadOnlyList<SsvcEntry> Entries, Instant AsOf);
