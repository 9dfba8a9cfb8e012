using NodaTime;

namespace Cockpit.Core.Hosts.Support;

/// <summary>How long a vendor makes security updates for one release.</summary>
/// <param name="Os">ID of os-release.</param>
/// <param name="Version">VERSION_ID, or the beginning of it: "9" stands for 9 and for 9.4.</param>
/// <param name="Codename">As its suites are called; empty where they are not called by one.</param>
/// <param name="Until">The last day on which everybody gets security updates.</param>
/// <param name="Longer">The name of the longer support that follows; null where there is none that a host can be seen to have.</param>
/// <param name="LongerUntil">The last day of that.</param>
internal sealed record SupportedRelease(string Os, string Version, string Codename, LocalDate Until, string? Longer, LocalDate? LongerUntil);
