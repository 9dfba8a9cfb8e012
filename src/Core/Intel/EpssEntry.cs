using Cockpit.Core.Findings;
using NodaTime;

namespace Cockpit.Core.Intel;

/// <summary>How probable an exploitation within 30 days is, by FIRST's model.</summary>
/// <param name="Millionths">0 to 1,000,000.</param>
/// <param name="Percentile">In millionths: so many of all CVEs have this score or less.</param>
public readonly record struct EpssEntry(CveId Cve, int Millionths, int Percentile);

/// <summary>One day's scores.</summary>
/// <param name="Model">The model's version, such as "v2025.03.14"; empty where the file does not say.</param>
public sealed record EpssScores(IReadOnlyList<EpssEntry> Entries, LocalDate AsOf, string Model);
