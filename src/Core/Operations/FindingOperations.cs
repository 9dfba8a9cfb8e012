using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What can be done with a scanner's findings and the risk they make.</summary>
public static class FindingOperations
{
    public static readonly Operation Import = new("findings.import", "import", "findings import", 'i', "Reads an export of Nessus, Tenable or Qualys; accounts for every line.", OperationKind.Act, "cockpit findings import scan.csv");
    public static readonly Operation List = new("findings.list", "list", "findings list", null, "Lists findings.", OperationKind.Read, "cockpit findings list --host web-07 --severity critical");
    public static readonly Operation Export = new("findings.export", "export", "findings export", null, "Writes all findings that the filters select into a file: CSV, JSON or Markdown.", OperationKind.Read, "cockpit findings export open.csv --severity critical");
    public static readonly Operation Show = new("findings.show", "open", "findings show", null, "Shows one finding with its evidence.", OperationKind.Read, "cockpit findings show F20418");
    public static readonly Operation Accept = new("findings.accept", "accept", "findings accept", 'D', "Takes risks on until a day, with a reason; they do not count while that holds.", OperationKind.Act, "cockpit findings accept F20418 --until 2026-12-31 --reason 'replaced in December' --control 'reachable from the jump host only'") { Asks = true, Role = Role.Approver };
    public static readonly Operation Reopen = new("findings.reopen", "reopen", "findings reopen", 'D', "Ends accepted risks before their day; they count again.", OperationKind.Act, "cockpit findings reopen F20418 --reason 'the control is gone'") { Role = Role.Approver };
    public static readonly Operation Unmatched = new("findings.unmatched", "unmatched", "findings unmatched", null, "Lists machines of scanners that are no host here or may be several, and why; host set --alias settles it.", OperationKind.Read, "cockpit findings unmatched");
    public static readonly Operation Matrix = new("risk.matrix", "matrix", "risk matrix", null, "Counts open findings on the 5x5 matrix of likelihood and impact.", OperationKind.Read, "cockpit risk matrix");
    public static readonly Operation Explain = new("risk.explain", "why", "risk explain", 'w', "Says why a finding has its risk, fact by fact, with source and date.", OperationKind.Read, "cockpit risk explain F20418");
    public static readonly Operation Top = new("risk.top", "top", "risk top", null, "Lists the hosts, updates or findings with the most risk.", OperationKind.Read, "cockpit risk top --by host --limit 10");
    public static readonly Operation Burndown = new("risk.burndown", "burn-down", "risk burndown", null, "Tells how the risk grew and shrank, day by day.", OperationKind.Read, "cockpit risk burndown --days 14");
    public static readonly Operation IntelImport = new("intel.import", "import", "intel import", null, "Reads a feed: known exploited vulnerabilities (KEV), forecasts (EPSS), decision points (SSVC), a distribution's data (Debian tracker, OVAL).", OperationKind.Act, "cockpit intel import kev known_exploited_vulnerabilities.json");
    public static readonly Operation IntelStatus = new("intel.status", "feeds", "intel status", null, "Says of each feed from when it is, and whether that is too old.", OperationKind.Read, "cockpit intel status");
    public static readonly Operation Updates = new("update.list", "updates", "update list", null, "Lists the fleet's pending updates with what each would close, those that remove the most risk first.", OperationKind.Read, "cockpit update list --scope 'env = prod' --security");
    public static readonly Operation Update = new("update.show", "open", "update show", null, "Shows one pending update: its versions, its hosts and what it closes on each.", OperationKind.Read, "cockpit update show openssl");
    public static readonly Operation RulesShow = new("risk.rules.show", "rules", "risk rules show", null, "Shows the rules that make the risk; -o json prints them to be edited.", OperationKind.Read, "cockpit risk rules show -o json > rules.json");
    public static readonly Operation RulesSet = new("risk.rules.set", "set rules", "risk rules set", null, "Puts rules in force as a new version and scores every finding by them.", OperationKind.Act, "cockpit risk rules set rules.json --dry-run") { Role = Role.Approver };
    public static readonly Operation RulesHistory = new("risk.rules.history", "history", "risk rules history", null, "Lists the versions of the rules: who set them, when and why.", OperationKind.Read, "cockpit risk rules history");
    public static readonly Operation RulesReset = new("risk.rules.reset", "reset rules", "risk rules reset", null, "Puts the built-in rules in force again, as a new version.", OperationKind.Act, "cockpit risk rules reset") { Role = Role.Approver };
    public static readonly Operation Rescore = new("risk.rescore", "rescore", "risk rescore", null, "Goes on making scores anew where a program that ended had stopped.", OperationKind.Act, "cockpit risk rescore");

    internal static IReadOnlyList<Operation> All => [Import, List, Export, Show, Accept, Reopen, Unmatched, Matrix, Explain, Top, Burndown, IntelImport, IntelStatus, Updates, Update, RulesShow, RulesSet, RulesHistory, RulesReset, Rescore];
}
