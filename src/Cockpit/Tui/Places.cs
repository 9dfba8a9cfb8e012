using Cockpit.Tui.Kit;

namespace Cockpit.Tui;

/// <summary>The screens of the number keys, the same on every day and in every version.</summary>
public static class Places
{
    public static IReadOnlyList<Place> All() =>
    [
        new('1', "Overview", () => new Overview.OverviewScreen()),
        new('2', "Hosts", null),
        new('3', "Risk", null),
        new('4', "Updates", null),
        new('5', "Policies", null),
        new('6', "Calendar", null),
        new('7', "Rollouts", null),
        new('8', "Audit", null),
        new('9', "Incident", null),
    ];
}
