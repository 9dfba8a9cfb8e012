using NodaTime;

namespace Cockpit.Core.Risk;

/// <summary>One fact that the risk of a finding rests on.</summary>
/// <param name="Name">The rule's or the factor's name, stable: "epss-5", "criticality".</param>
/// <param name="Text">The same for people.</param>
/// <param name="Value">What was found: "0.91", "yes", "not set".</param>
/// <param name="Effect">What it does: "likelihood 5", "likelihood +1", "impact 5 with technical band 5".</param>
/// <param name="Counts">It decides the cell; a rule that fired below the highest one does not.</param>
/// <param name="AsOf">From when the fact is; null where nobody dates it.</param>
public sealed record RiskFactor(string Name, string Text, string Value, string Effect, string Source, bool Counts, Instant? AsOf)
{
    /// <summary>It comes from a feed that is too old to lean on.</summary>
    public bool Stale { get; init; }
}
