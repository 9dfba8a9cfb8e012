namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>A group while an inventory is read.</summary>
internal sealed class AnsibleGroup(string name)
{
    public string Name { get; } = name;

    public Dictionary<string, AnsibleValue> Vars { get; } = new(StringComparer.Ordinal);

    public List<AnsibleGroup> Children { get; } = [];

    public List<AnsibleGroup> Parents { get; } = [];

    /// <summary>Steps from "all" on the longest way; set when the file is read whole.</summary>
    public int Depth { get; set; }

    /// <summary>ansible_group_priority: of groups of one depth, the higher wins.</summary>
    public int Priority => Vars.TryGetValue("ansible_group_priority", out AnsibleValue? value) && int.TryParse(value.Text, out int priority) ? priority : 1;
}

/// <summary>A host while an inventory is read.</summary>
internal sealed class AnsibleHost(string name, int line)
{
    public string Name { get; } = name;

    public int Line { get; } = line;

    public Dictionary<string, AnsibleValue> Vars { get; } = new(StringComparer.Ordinal);

    /// <summary>The groups that name it, without those above them.</summary>
    public HashSet<AnsibleGroup> Groups { get; } = [];
}
