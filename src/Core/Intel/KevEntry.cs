using Cockpit.Core.Findings;
using NodaTime;

namespace Cockpit.Core.Intel;

/// <summary>One line of CISA's catalogue of known exploited vulnerabilities.</summary>
/// <param name="AddedOn">When CISA added it.</param>
/// <param name="DueOn">By when CISA wants it fixed; null where the entry names none. "KEV means 14 days" never held.</param>
/// <param name="Ransomware">Known to be used in ransomware campaigns.</param>
/// <param name="Name">CISA's short name of it.</param>
public sealed record KevEntry(CveId Cve, LocalDate AddedOn, LocalDate? DueOn, bool Ransomware, string Name);

/// <summary>The whole catalogue.</summary>
/// <param name="AsOf">The date it calls its own; for a CSV, which has none, the newest entry's.</param>
public sealed record KevCatalogue(IReadOnlyList<KevEntry> Entries, LocalDate AsOf);
