using Cockpit.Core.Errors;
using Cockpit.Scanner.Yaml;

namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>
/// Reads Ansible's YAML form, groups with hosts, vars and children, and the JSON that "ansible-inventory --list" prints, in which hosts
/// and children are lists and the hosts' variables stand in _meta.
/// </summary>
internal static class AnsibleYaml
{
    private const string Meta = "_meta";

    /// <exception cref="Core.Errors.CockpitException">HOST_FILE_INVALID.</exception>
    public static void Read(string text, AnsibleTree tree, InventoryDraft draft)
    {
        if (YamlReader.Read(text, HostErrors.HostFileInvalid) is not { } root) throw InventoryLimits.Invalid("The YAML holds nothing.");
        if (root is not YamlMap groups) throw InventoryLimits.Invalid("The YAML is no Ansible inventory: it holds no groups.");
        foreach ((YamlScalar name, YamlNode body) in groups.Entries)
        {
            if (name.Text == Meta) ReadMeta(body, tree, draft);
            else Group(name, body, null, tree, draft, 0);
        }
    }

    /// <summary>The variables of a map, with what "&lt;&lt;" brings in below its own (YAML, Merge Key).</summary>
    public static Dictionary<string, AnsibleValue> Vars(YamlNode node, AnsibleTree tree)
    {
        var vars = new Dictionary<string, AnsibleValue>(StringComparer.Ordinal);
        Collect(node, vars, tree, 0);
        return vars;
    }

    private static void Collect(YamlNode node, Dictionary<string, AnsibleValue> vars, AnsibleTree tree, int depth)
    {
        if (node is not YamlMap map || depth > InventoryLimits.MaxDepth) return;
        foreach ((_, YamlNode merged) in map.Entries.Where(e => e.Key is { Text: "<<", IsPlain: true }))
        {
            // Of several merged maps the first wins, so it comes last.
            foreach (YamlNode one in merged is YamlList list ? list.Items.Reverse() : [merged]) Collect(one, vars, tree, depth + 1);
        }
        foreach ((YamlScalar key, YamlNode value) in map.Entries.Where(e => e.Key is not { Text: "<<", IsPlain: true }))
        {
            tree.Count();
            vars[key.Text] = value is YamlScalar scalar
                ? new AnsibleValue(key.Line, scalar.IsNull ? "" : scalar.Text, scalar.Tag is "!vault" or "!vault-encrypted" || scalar.Text.StartsWith("$ANSIBLE_VAULT", StringComparison.Ordinal))
                : new AnsibleValue(key.Line, null);
        }
    }

    private static void Group(YamlScalar name, YamlNode body, AnsibleGroup? parent, AnsibleTree tree, InventoryDraft draft, int depth)
    {
        tree.Count();
        if (depth > InventoryLimits.MaxDepth)
        {
            draft.Reject(name.Line, $"Groups are nested deeper than {InventoryLimits.MaxDepth} levels.");
            return;
        }
        AnsibleGroup group = tree.Group(name.Text);
        if (parent is not null) tree.Nest(parent, group, name.Line);
        if (body is YamlScalar { IsNull: true }) return;
        if (body is not YamlMap map)
        {
            draft.Reject(name.Line, $"The group {Quoted.Of(name.Text)} holds no hosts, vars or children.");
            return;
        }
        foreach ((YamlScalar key, YamlNode value) in map.Entries)
        {
            switch (key.Text)
            {
                case "hosts":
                    Hosts(value, group, tree, draft);
                    break;
                case "vars":
                    foreach ((string variable, AnsibleValue text) in Vars(value, tree)) group.Vars[variable] = text;
                    break;
                case "children":
                    foreach ((YamlScalar child, YamlNode inner) in Named(value)) Group(child, inner, group, tree, draft, depth + 1);
                    break;
                default:
                    draft.PassOver(key.Line, $"{Quoted.Of(key.Text)} means nothing in a group.");
                    break;
            }
        }
    }

    private static void Hosts(YamlNode node, AnsibleGroup group, AnsibleTree tree, InventoryDraft draft)
    {
        foreach ((YamlScalar name, YamlNode body) in Named(node))
        {
            if (HostPattern.Expand(name.Text, out string problem) is not { } expanded)
            {
                draft.Reject(name.Line, problem);
                continue;
            }
            Dictionary<string, AnsibleValue> vars = Vars(body, tree);
            foreach (string host in expanded.Names)
            {
                AnsibleHost one = tree.Host(host, name.Line);
                tree.Put(one, group);
                if (expanded.Port is { } port) one.Vars["ansible_port"] = new AnsibleValue(name.Line, port);
                foreach ((string variable, AnsibleValue value) in vars)
                {
                    tree.Count();
                    one.Vars[variable] = value;
                }
            }
        }
    }

    private static void ReadMeta(YamlNode meta, AnsibleTree tree, InventoryDraft draft)
    {
        if (meta is not YamlMap map) return;
        foreach ((_, YamlNode hosts) in map.Entries.Where(e => e.Key.Text == "hostvars"))
        {
            foreach ((YamlScalar name, YamlNode vars) in Named(hosts))
            {
                AnsibleHost host = tree.Host(name.Text, name.Line);
                foreach ((string variable, AnsibleValue value) in Vars(vars, tree)) host.Vars[variable] = value;
            }
        }
    }

    /// <summary>Names with what stands below each: a map's, a list's, or a single one.</summary>
    private static IEnumerable<(YamlScalar Name, YamlNode Body)> Named(YamlNode node) => node switch
    {
        YamlMap map => map.Entries,
        YamlList list => list.Items.OfType<YamlScalar>().Select(s => (s, (YamlNode)new YamlScalar(s.Line, "", "", true))),
        YamlScalar { IsNull: false } one => [(one, new YamlScalar(one.Line, "", "", true))],
        _ => [],
    };
}
