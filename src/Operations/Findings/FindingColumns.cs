using System.Globalization;
using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using NodaTime.Text;

namespace Cockpit.Operations.Findings;

/// <summary>A finding as a row of an export.</summary>
internal static class FindingColumns
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "id", "host", "matched", "source", "pluginId", "name", "severity", "cvss", "cvssVersion", "epss", "kev", "cves", "port", "protocol", "status", "firstSeenAt", "lastSeenAt",
        "risk", "likelihood", "impact", "points", "fixedBy", "dueAt", "dueBy", "slaStatus", "acceptedUntil", "acceptedBecause",
    ];

    public static string[] Of(FindingLine f) =>
    [
        f.Id, f.Host, f.Matched ? "yes" : "no", Word(f.Source), Number(f.PluginId), f.Name, Word(f.Severity), f.Cvss is { } cvss ? cvss.ToString("0.0", CultureInfo.InvariantCulture) : "", Number(f.CvssVersion),
        f.Epss is { } epss ? epss.ToString("0.######", CultureInfo.InvariantCulture) : "", f.KnownExploited ? "yes" : "no", string.Join(' ', f.Cves), Number(f.Port), Word(f.Protocol), CamelWord(f.Status),
        InstantPattern.ExtendedIso.Format(f.FirstSeenAt), InstantPattern.ExtendedIso.Format(f.LastSeenAt), RiskMatrix.Word(f.Risk.Level), Number(f.Risk.Likelihood), Number(f.Risk.Impact), Number(f.Risk.Score),
        f.FixedBy ?? "", f.DueAt is { } due ? InstantPattern.ExtendedIso.Format(due) : "", f.DueBy == DueBy.Nothing ? "" : CamelWord(f.DueBy), f.SlaStatus ?? "",
        f.Acceptance is { } accepted ? InstantPattern.ExtendedIso.Format(accepted.Until) : "", f.Acceptance?.Reason ?? "",
    ];

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string CamelWord<T>(T value) where T : struct, Enum => JsonNamingWord(value.ToString());

    private static string JsonNamingWord(string word) => char.ToLowerInvariant(word[0]) + word[1..];

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
