using Cockpit.Core.Errors;
using Cockpit.Scanner.Yaml;

namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>
/// Reads an Ansible inventory: INI, YAML, or the JSON of "ansible-inventory --list", with the group_vars and host_vars beside it. Nothing
/// is executed and no template is filled in but the host's own name. Pure.
/// </summary>
public static class AnsibleReader
{
    private const string VaultMark = "$ANSIBLE_VAULT";

    /// <param name="parts">The files beside the inventory, by names such as "group_vars/web.yml".</param>
    /// <exception cref="Core.Errors.CockpitException">HOST_FILE_INVALID.</exception>
    public static InventoryFile Read(byte[] bytes, InventoryParts? parts = null)
    {
        string text = InventoryText.Decode(bytes);
        if (text.StartsWith(VaultMark, StringComparison.Ordinal)) throw InventoryLimits.Invalid("The whole file is encrypted with ansible-vault. ansible-vault view FILE shows what it holds.");
        var draft = new InventoryDraft(InventoryFormat.Ansible);
        var tree = new AnsibleTree(draft);
        if (IsYaml(text)) AnsibleYaml.Read(text, tree, draft);
        else AnsibleIni.Read(text, tree, draft);
        tree.Finish();
        var beside = new VarsBeside(parts ?? (_ => []), tree, draft);
        foreach (AnsibleHost host in tree.Hosts)
        {
            List<AnsibleGroup> groups = tree.GroupsOf(host);
            var vars = new Dictionary<string, AnsibleValue>(StringComparer.Ordinal);
            foreach (AnsibleGroup group in groups) Over(group.Vars);
            foreach (AnsibleGroup group in groups) Over(beside.Of("group_vars", group.Name));
            Over(host.Vars);
            Over(beside.Of("host_vars", host.Name));
            AnsibleMapping.Take(host, vars, groups, draft);

            void Over(Dictionary<string, AnsibleValue> more)
            {
                foreach ((string name, AnsibleValue value) in more)
                {
                    tree.Count();
                    vars[name] = value;
                }
            }
        }
        return draft.Done();
    }

    /// <summary>YAML begins with "---" or "{", or with a key and a colon; INI with a section or a host.</summary>
    internal static bool IsYaml(string text)
    {
        string first = text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && l[0] is not ('#' or ';')) ?? "";
        return first is "---" || first.StartsWith("--- ", StringComparison.Ordinal) || first.StartsWith('{') || first.StartsWith("%YAML", StringComparison.Ordinal)
            || IsKey(first);
    }

    /// <summary>"all:" or "all: {..}"; a host with its port has no blank behind the colon.</summary>
    private static bool IsKey(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal) is var inside and >= 0 ? inside : line.Split('#')[0].TrimEnd() is [.. var key, ':'] ? key.Length : -1;
        return colon > 0 && line.AsSpan(0, colon).IndexOfAny("[]= \t") < 0;
    }

    /// <summary>group_vars and host_vars, each file read once.</summary>
    private sealed class VarsBeside(InventoryParts parts, AnsibleTree tree, InventoryDraft draft)
    {
        private readonly Dictionary<string, Dictionary<string, AnsibleValue>> known = new(StringComparer.Ordinal);
        private int files;

        public Dictionary<string, AnsibleValue> Of(string folder, string name)
        {
            string key = $"{folder}/{name}";
            if (known.TryGetValue(key, out var vars)) return vars;
            known[key] = vars = new(StringComparer.Ordinal);
            // A name that leads elsewhere, or means several, names no file.
            if (name.IndexOfAny(['/', '\\', '*', '?']) >= 0 || name.StartsWith('.')) return vars;
            foreach (string pattern in (string[])[key, $"{key}.yml", $"{key}.yaml", $"{key}.json", $"{key}/*"])
            {
                foreach (InventoryPart part in parts(pattern)) Take(part, vars);
            }
            return vars;
        }

        private void Take(InventoryPart part, Dictionary<string, AnsibleValue> vars)
        {
            if (++files > InventoryLimits.MaxFiles) throw InventoryLimits.Invalid($"More than {InventoryLimits.MaxFiles:N0} files of variables lie beside the inventory.");
            if (part.Bytes.Length == 0) return;
            string text = InventoryText.Decode(part.Bytes);
            if (text.StartsWith(VaultMark, StringComparison.Ordinal)) draft.PassOver(1, $"{Quoted.Of(part.Name)} is encrypted with ansible-vault and is not read.");
            else if (YamlReader.Read(text, HostErrors.HostFileInvalid) is { } node)
            {
                foreach ((string name, AnsibleValue value) in AnsibleYaml.Vars(node, tree)) vars[name] = value;
            }
        }
    }
}
