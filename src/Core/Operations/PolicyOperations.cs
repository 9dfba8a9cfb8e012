using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What can be done with policies and what they are made of.</summary>
public static class PolicyOperations
{
    public static readonly Operation Explain = new("host.explain", "why", "host explain", 'w', "Says which policy counts on a host and why, its settings, ring, next windows and holds, and what one tag would change.", OperationKind.Read, "cockpit host explain web-07 --without tag=legacy");
    public static readonly Operation Apply = new("policy.apply", "save", "policy apply", 'S', "Puts scopes, windows, templates, sites and policies of a YAML file in force, all or nothing.", OperationKind.Act, "cockpit policy apply prod.yaml --dry-run") { Role = Role.Approver };
    public static readonly Operation List = new("policy.list", "policies", "policy list", null, "Lists policies with how many hosts each wins, loses and ties on.", OperationKind.Read, "cockpit policy list");
    public static readonly Operation Show = new("policy.show", "open", "policy show", null, "Shows a policy, in any of its versions, with its settings and where each comes from.", OperationKind.Read, "cockpit policy show prod-web --version 12");
    public static readonly Operation Export = new("policy.export", "export", "policy export", 'x', "Prints everything that is defined as the YAML that apply reads.", OperationKind.Read, "cockpit policy export > policies.yaml");
    public static readonly Operation Template = new("policy.template", "template", "policy template", null, "Prints a template that comes with Cockpit as YAML to start from: dev, test or prod.", OperationKind.Read, "cockpit policy template prod");
    public static readonly Operation Schema = new("policy.schema", "schema", "policy schema", null, "Prints the JSON schema of such a file, so that editors complete it.", OperationKind.Read, "cockpit policy schema > cockpit.schema.json");
    public static readonly Operation Diff = new("policy.diff", "differences", "policy diff", 'd', "Says what a YAML file would change, field by field.", OperationKind.Read, "cockpit policy diff prod.yaml");
    public static readonly Operation Overlap = new("policy.overlap", "overlap", "policy overlap", null, "Shows hosts by policies: who wins, loses and ties where, conflicts first.", OperationKind.Read, "cockpit policy overlap");
    public static readonly Operation Lint = new("policy.lint", "lint", "policy lint", null, "Looks for what does not hold, for ties, and for what is probably not meant; in a file, or in what counts now.", OperationKind.Read, "cockpit policy lint prod.yaml");
    public static readonly Operation History = new("policy.history", "versions", "policy history", 't', "Lists a policy's versions with who changed what.", OperationKind.Read, "cockpit policy history prod-web");
    public static readonly Operation Remove = new("policy.remove", "remove", "policy remove", 'X', "Takes a policy, a template or a site out of force; its versions stay.", OperationKind.Act, "cockpit policy remove legacy --dry-run") { Role = Role.Approver };

    internal static IReadOnlyList<Operation> All => [Explain, Apply, List, Show, Export, Template, Schema, Diff, Overlap, Lint, History, Remove];
}
