namespace Cockpit.Core.Operations;

/// <summary>What can be done with hosts and what is known about them.</summary>
public static class HostOperations
{
    public static readonly Operation Add = new("host.add", "add host", "host add", 'a', "Adds one host by name.", OperationKind.Act, "cockpit host add web-07 --address 10.2.0.17 --env prod --role web");
    public static readonly Operation Import = new("host.import", "import", "host import", 'i', "Adds or changes hosts from a CSV, an Ansible inventory, an ssh_config, an /etc/hosts or an nmap XML.", OperationKind.Act, "cockpit host import hosts.csv");
    public static readonly Operation Discover = new("discover", "discover", "discover", null, "Finds hosts of a network that answer by SSH or WinRM, as an inventory to review; adds nothing.", OperationKind.Read, "cockpit discover 10.2.0.0/24 -o csv > found.csv");
    public static readonly Operation Set = new("host.set", "edit", "host set", 'e', "Changes what is noted about a host.", OperationKind.Act, "cockpit host set web-07 --owner anna --phone 4411");
    public static readonly Operation Remove = new("host.remove", "remove", "host remove", 'X', "Removes a host; its history stays in the journal.", OperationKind.Act, "cockpit host remove web-07");
    public static readonly Operation Merge = new("host.merge", "merge", "host merge", null, "Joins a host to another that is the same machine; what was known of both is the first one's. It cannot be undone.", OperationKind.Act, "cockpit host merge web-07 web-07.example.com") { Asks = true };
    public static readonly Operation Hold = new("host.hold", "hold", "host hold", null, "Keeps a host, or one of its updates, out of plans and from starting until a day.", OperationKind.Act, "cockpit host hold web-07 docker-ce --until 2026-10-31 --reason 'vendor tests it, CHG-4650'");
    public static readonly Operation Export = new("host.export", "export", "host export", null, "Prints all hosts as the CSV that an import reads.", OperationKind.Read, "cockpit host export > hosts.csv");
    public static readonly Operation List = new("host.list", "hosts", "host list", null, "Lists hosts with their state and the age of what is known.", OperationKind.Read, "cockpit host list --scope 'env = prod and role = web'");
    public static readonly Operation Show = new("host.show", "open", "host show", null, "Shows one host with its updates, findings and changes.", OperationKind.Read, "cockpit host show web-07");
    public static readonly Operation Scan = new("scan", "scan", "scan", 's', "Reads system, packages and pending updates; changes nothing on the hosts.", OperationKind.Act, "cockpit scan --scope 'env = prod'");

    public static readonly Operation Trust = new("host.trust", "trust key", "host trust", 'T', "Accepts the key that a host shows, after it was compared; writes it to your known_hosts.", OperationKind.Act, "cockpit host trust web-07 --fingerprint SHA256:SR9hjKu43uHE5aU9EAaSZr4FrzHz6D5SBE+PN5CgeTc");

    public static readonly Operation Doctor = new("doctor", "doctor", "doctor", null, "Walks the connection to a host step by step and says where it ends; without a host it looks at this machine.", OperationKind.Read, "cockpit doctor web-07");

    internal static IReadOnlyList<Operation> All => [Trust, Doctor, Add, Import, Discover, Set, Remove, Merge, Hold, List, Show, Export, Scan];
}
