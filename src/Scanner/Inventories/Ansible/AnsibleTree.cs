namespace Cockpit.Scanner.Inventories.Ansible;

/// <summary>
/// Hosts and groups of one inventory, and which variables a host has in the end: those of its groups from "all" down, a deeper group
/// over a higher one, then those of group_vars, then its own, then those of host_vars (Ansible, "Understanding variable precedence"). Not thread-safe.
/// </summary>
internal sealed class AnsibleTree(InventoryDraft draft)
{
    public const string All = "all", Ungrouped = "ungrouped";

    /// <summary>Groups of one inventory; large ones by clouds have some thousand.</summary>
    private const int MaxGroups = 20_000;

    /// <summary>Steps over memberships, nestings and variables: some 20 of each for each of a hundred thousand hosts. More is a file made to take time.</summary>
    private const int MaxSteps = 20_000_000;

    private readonly Dictionary<string, AnsibleGroup> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AnsibleHost> hosts = new(StringComparer.Ordinal);
    private readonly List<AnsibleHost> order = [];
    private int steps;

    public IReadOnlyList<AnsibleHost> Hosts => order;

    public IEnumerable<AnsibleGroup> Groups => groups.Values;

    public bool HasGroup(string name) => groups.ContainsKey(name);

    public AnsibleGroup Group(string name)
    {
        if (groups.TryGetValue(name, out AnsibleGroup? group)) return group;
        if (groups.Count >= MaxGroups) throw InventoryLimits.Invalid($"The file has more than {MaxGroups:N0} groups.");
        return groups[name] = new AnsibleGroup(name);
    }

    public AnsibleHost Host(string name, int line)
    {
        if (hosts.TryGetValue(name, out AnsibleHost? host)) return host;
        if (hosts.Count >= InventoryLimits.MaxHosts) throw InventoryLimits.TooMany();
        order.Add(host = hosts[name] = new AnsibleHost(name, line));
        return host;
    }

    public void Put(AnsibleHost host, AnsibleGroup group)
    {
        Count();
        host.Groups.Add(group);
    }

    /// <summary>Makes one group the child of another, unless that would make it its own.</summary>
    public void Nest(AnsibleGroup parent, AnsibleGroup child, int line)
    {
        Count();
        if (parent.Children.Contains(child)) return;
        if (child == parent || Below(child).Contains(parent))
        {
            draft.Reject(line, $"The group {Quoted.Of(child.Name)} would be a child of itself.");
            return;
        }
        parent.Children.Add(child);
        child.Parents.Add(parent);
    }

    /// <summary>A step of a walk that a hostile file could make long.</summary>
    public void Count()
    {
        if (++steps > MaxSteps) throw InventoryLimits.Invalid($"The file has more than {MaxSteps:N0} memberships and variables.");
    }

    /// <summary>To be called once, when all is read: sets each group's depth.</summary>
    public void Finish()
    {
        AnsibleGroup all = Group(All);
        foreach (AnsibleGroup group in groups.Values.Where(g => g != all && g.Parents.Count == 0).ToList())
        {
            all.Children.Add(group);
            group.Parents.Add(all);
        }
        // There are no cycles, so a group's depth is final once all its parents' are.
        var open = groups.Values.ToDictionary(g => g, g => g.Parents.Count);
        var ready = new Queue<AnsibleGroup>(open.Where(g => g.Value == 0).Select(g => g.Key));
        while (ready.TryDequeue(out AnsibleGroup? group))
        {
            foreach (AnsibleGroup child in group.Children)
            {
                child.Depth = Math.Max(child.Depth, group.Depth + 1);
                if (--open[child] == 0) ready.Enqueue(child);
            }
        }
    }

    /// <summary>Every group that a host is in, those above its own too, in the order in which their variables count: the last wins.</summary>
    public List<AnsibleGroup> GroupsOf(AnsibleHost host)
    {
        var found = new HashSet<AnsibleGroup> { Group(All) };
        var open = new Stack<AnsibleGroup>(host.Groups);
        while (open.TryPop(out AnsibleGroup? group))
        {
            if (!found.Add(group)) continue;
            Count();
            foreach (AnsibleGroup parent in group.Parents) open.Push(parent);
        }
        return [.. found.OrderBy(g => g.Depth).ThenBy(g => g.Priority).ThenBy(g => g.Name, StringComparer.Ordinal)];
    }

    private HashSet<AnsibleGroup> Below(AnsibleGroup group)
    {
        var found = new HashSet<AnsibleGroup>();
        var open = new Stack<AnsibleGroup>([group]);
        while (open.TryPop(out AnsibleGroup? next))
        {
            foreach (AnsibleGroup child in next.Children)
            {
                Count();
                if (found.Add(child)) open.Push(child);
            }
        }
        return found;
    }
}
