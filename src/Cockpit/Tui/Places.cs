using Cockpit.Tui.Kit;

namespace Cockpit.Tui;

/// <summary>The screens of the number keys, the same on every day and in every version.</summary>
public static class Places
{
    public static IReadOnlyList<Place> All() =>
    [
        new('1', "Overview", () => new Overview.OverviewScreen()),
        new('2', "Hosts", () => new Hosts.HostsScreen()),
        new('3', "Risk", () => new Risk.RiskScreen()),
        new('4', "Updates", () => new Updates.UpdatesScreen()),
        new('5', "Policies", () => new Policies.PoliciesScreen()),
        new('6', "Calendar", () => new Calendar.CalendarScreen()),
        new('7', "Rollouts", () => new Rollouts.RolloutsScreen()),
        new('8', "Audit", () => new Audit.AuditScreen()),
        new('9', "Incident", null),
    ];
}
