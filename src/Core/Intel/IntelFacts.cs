using Cockpit.Core.Findings;
using NodaTime;

namespace Cockpit.Core.Intel;

/// <summary>What the imported catalogues and forecasts say of the CVEs of one scanner's test, joined: the worst of each.</summary>
/// <param name="Flags">Only bits that a catalogue can set.</param>
/// <param name="Epss">In millionths; -1 where no forecast has any of them.</param>
/// <param name="KevDueOn">The earliest due date of CISA's catalogue.</param>
/// <param name="Automatable">SSVC: an attacker can automate it; null where nobody said.</param>
/// <param name="TotalImpact">SSVC: it gives total control; null where nobody said.</param>
public readonly record struct IntelFacts(FindingFlags Flags, int Epss, LocalDate? KevDueOn, bool? Automatable, bool? TotalImpact)
{
    public static IntelFacts None { get; } = new(FindingFlags.None, FindingScores.NotGiven, null, null, null);
}
