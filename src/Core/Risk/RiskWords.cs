using System.Globalization;
using Cockpit.Core.Findings;

namespace Cockpit.Core.Risk;

/// <summary>Numbers and levels of the risk in words.</summary>
public static class RiskWords
{
    /// <summary>Tenths as "9.8".</summary>
    public static string Tenths(int tenths) => (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Millionths as "0.91".</summary>
    public static string Epss(int millionths) => (millionths / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>"info", "low", "medium", "high", "critical".</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "info",
    };
}
