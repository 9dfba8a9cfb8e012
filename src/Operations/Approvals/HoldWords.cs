using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Approvals;

/// <summary>Holds as the faults that keep a host or an update out of a plan.</summary>
internal static class HoldWords
{
    public static Fault OfHost(Hold h) => RolloutErrors.HostHeld.Because($"{Words.Plain(h.By)} holds it {Until(h)}: {Words.Plain(h.Reason)}.");

    public static Fault OfUpdate(Hold h, string package) => RolloutErrors.UpdateHeld.Because(
        $"{Words.Plain(h.By)} holds {Words.Plain(package)} there {Until(h)}: {Words.Plain(h.Reason)}.", "cockpit host hold NAME UPDATE --lift ends it.");

    private static string Until(Hold h) => $"until {Words.At(h.Until)}";
}
