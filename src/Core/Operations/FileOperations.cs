namespace Cockpit.Core.Operations;

/// <summary>What concerns the file as a whole: its state, its journal, its worker.</summary>
public static class FileOperations
{
    public static readonly Operation Status = new("status", "overview", "status", null, "Shows what needs a person, the fleet, the risk, what runs and what comes next.", OperationKind.Read, "cockpit status");
    public static readonly Operation AuditList = new("audit.list", "audit", "audit list", null, "Lists the journal: who did what, when.", OperationKind.Read, "cockpit audit list");
    public static readonly Operation AuditVerify = new("audit.verify", "verify", "audit verify", 'v', "Checks the journal's chain and names its head, or the first altered row.", OperationKind.Read, "cockpit audit verify");
    public static readonly Operation Worker = new("worker", "worker", "worker", null, "Runs the worker in the foreground.", OperationKind.Act, "cockpit worker --until-idle");
    public static readonly Operation WorkerStatus = new("worker.status", "worker", "worker status", null, "Shows which worker holds the file's lease.", OperationKind.Read, "cockpit worker status");
    public static readonly Operation Demo = new("demo", "demo", "demo", null, "Opens the TUI on a temporary file with a simulated fleet.", OperationKind.Act, "cockpit demo");

    internal static IReadOnlyList<Operation> All => [Status, AuditList, AuditVerify, Worker, WorkerStatus, Demo];
}
