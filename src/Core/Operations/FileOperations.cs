using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What concerns the file as a whole: its state, its journal, its worker.</summary>
public static class FileOperations
{
    public static readonly Operation Status = new("status", "overview", "status", null, "Shows what needs a person, the fleet, the risk, what runs and what comes next.", OperationKind.Read, "cockpit status");
    public static readonly Operation AuditList = new("audit.list", "audit", "audit list", null, "Lists the journal: who did what, when.", OperationKind.Read, "cockpit audit list");
    public static readonly Operation AuditVerify = new("audit.verify", "verify", "audit verify", 'v', "Checks the journal's chain and names its head, or the first altered row.", OperationKind.Read, "cockpit audit verify");
    public static readonly Operation Worker = new("worker", "worker", "worker", null, "Runs the worker in the foreground.", OperationKind.Act, "cockpit worker --until-idle");
    public static readonly Operation WorkerStatus = new("worker.status", "worker", "worker status", null, "Shows which worker holds the file's lease.", OperationKind.Read, "cockpit worker status");
    public static readonly Operation WorkerTakeover = new("worker.takeover", "take over", "worker takeover", null, "Runs the worker where another machine still holds the lease, on a person's word that it is gone.", OperationKind.Act, "cockpit worker takeover --reason 'jump1 burned down'");
    public static readonly Operation Info = new("db.info", "file", "db info", null, "Shows the file: its id, version, size and what is in it.", OperationKind.Read, "cockpit db info");
    public static readonly Operation SetZone = new("db.setZone", "file's zone", "db set-zone", null, "Sets the time zone in which dates without a time are read.", OperationKind.Act, "cockpit db set-zone Europe/Berlin");
    public static readonly Operation SetSigners = new("db.setSigners", "signers", "db set-signers", null, "Names the list of SSH keys whose signatures count; it lies outside the file and belongs to root.", OperationKind.Act, "cockpit db set-signers /etc/cockpit/allowed_signers") { Role = Role.Admin };
    public static readonly Operation Check = new("db.check", "check", "db check", null, "Checks the file's pages, references and chain.", OperationKind.Read, "cockpit db check");
    public static readonly Operation Completion = new("completion", "completion", "completion", null, "Prints the completion script of a shell: bash, zsh, fish or pwsh.", OperationKind.Read, "cockpit completion bash > /etc/bash_completion.d/cockpit");
    public static readonly Operation Demo = new("demo", "demo", "demo", null, "Opens the TUI on a temporary file with a simulated fleet.", OperationKind.Act, "cockpit demo");

    internal static IReadOnlyList<Operation> All => [Status, AuditList, AuditVerify, Worker, WorkerStatus, WorkerTakeover, Info, SetZone, SetSigners, Check, Completion, Demo];
}
