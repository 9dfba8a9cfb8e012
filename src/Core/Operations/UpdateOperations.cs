using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What people say of updates before they are installed.</summary>
public static class UpdateOperations
{
    public static readonly Operation Approve = new("update.approve", "approve", "update approve", 'A', "Approves the versions of an update that are pending now; later ones are undecided.", OperationKind.Act, "cockpit update approve openssl --ticket CHG-4711 --check security='DSA-6104, exploited'") { Role = Role.Approver };
    public static readonly Operation Reject = new("update.reject", "reject", "update reject", 'X', "Rejects every version of an update until that is lifted; rollouts that hold it stop before each host.", OperationKind.Act, "cockpit update reject docker-ce --ticket CHG-4650 --reason 'breaks the runners'") { Role = Role.Approver };
    public static readonly Operation Defer = new("update.defer", "defer", "update defer", 'D', "Puts every version of an update off until a day; then it is undecided.", OperationKind.Act, "cockpit update defer nginx --until 2026-11-15 --ticket CHG-4720") { Role = Role.Approver };
    public static readonly Operation Check = new("update.check", "tick", "update check", 'c', "Ticks a check off with what was looked at; several people may tick, each under their own name.", OperationKind.Act, "cockpit update check nginx stability='8 days on 24 hosts of dev'");
    public static readonly Operation Lift = new("update.lift", "lift", "update lift", null, "Takes back what was decided of an update; it is undecided then.", OperationKind.Act, "cockpit update lift docker-ce --reason 'fixed in 27.0.2'") { Role = Role.Approver };

    internal static IReadOnlyList<Operation> All => [Approve, Reject, Defer, Check, Lift];
}
