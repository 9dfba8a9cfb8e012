using Cockpit.Core.Risk;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The bands of the matrix: a short word that always stands there, and a colour that only adds.</summary>
internal static class RiskColors
{
    public static string Short(RiskLevel level) => level switch
    {
        RiskLevel.VeryHigh => "VH",
        RiskLevel.High => "H",
        RiskLevel.Moderate => "M",
        RiskLevel.Low => "L",
        _ => "VL",
    };

    public static Style Of(RiskLevel level) => level switch
    {
        RiskLevel.VeryHigh => new Style(Ink.White, Ink.VeryHigh),
        RiskLevel.High => new Style(Ink.Black, Ink.High),
        RiskLevel.Moderate => new Style(Ink.Black, Ink.Moderate),
        RiskLevel.Low => new Style(Ink.White, Ink.Low),
        _ => Style.Plain,
    };
}
