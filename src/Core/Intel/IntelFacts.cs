using Cockpit.Core.Findings;
using NodaTime;

namespace Cockpit.Core.Intel;

/// <summary>What the imported catalogues and forecasts say of the CVEs of one scanner's test, joined: the worst of each.</summary>
/// <param name="Flags">Only bits that a feed can set.</param>
/// <param name="Epss">In millionths; -1 where no forecast has any of them.</param>
/// <param name="KevDueOn">The earliest due date of CISA's catalogue.</param>
/// <param name="Automatable">SSVC: an attacker can automate one of them; null where nobody said so and not all were told not to be.</param>
/// <param name="TotalImpact">SSVC: one of them gives total control; null as above.</param>
public readonly record struct IntelFacts(FindingFlags Flags, int Epss, LocalDate? KevDueOn, bool? Automatable, bool? TotalImpact)
{
    public static IntelFacts None { get; } = new(FindingFlags.None, FindingScores.NotGiven, null, null, null);

    /// <summary>When CISA added the first of them to its catalogue.</summary>
    public LocalDate? KevAddedOn { get; init; }
}
