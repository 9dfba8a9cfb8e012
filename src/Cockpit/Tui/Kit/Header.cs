using Cockpit.Core.Roles;

namespace Cockpit.Tui.Kit;

/// <summary>What the first row says of the file and its worker.</summary>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Person">The OS user.</param>
/// <param name="Worker">"ok", "none", "late 40s", "on jump2".</param>
/// <param name="WorkerDetail">Host, pid and heartbeat's age, for wide terminals; may be empty.</param>
/// <param name="Alerts">How many things need a person.</param>
public sealed record Header(string File, string Person, string Worker, string WorkerDetail, int Alerts)
{
    /// <summary>What the person may do in the file.</summary>
    public Role Role { get; init; } = Role.Admin;
}
