namespace Cockpit.Core.Hosts.Editing;

/// <summary>One row of a host file.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
public sealed record HostRow(int Line, string Name, HostFields Fields)
{
    /// <summary>More names of the same machine.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A row that was not taken, and why.</summary>
public sealed record RejectedHost(int Line, string Reason);

/// <summary>What a row does to the inventory.</summary>
public enum HostImportAct { Added, Updated, Unchanged }

/// <summary>What one row of a host file would do.</summary>
/// <param name="Before">Null for a new host.</param>
/// <param name="Host">As it would be afterwards.</param>
/// <param name="Note">What a person should look at before it is taken, such as the same address under another name; null where nothing is.</param>
public sealed record HostImportEntry(int Line, HostImportAct Act, Host? Before, Host Host, string? Note)
{
    /// <summary>The name in the row, which may be another than the host's own.</summary>
    public string RowName { get; init; } = "";

    public IReadOnlyList<HostDifference> Differences => HostDifferences.Between(Before, Host);
}

/// <summary>What an import would do, in the order of the file.</summary>
/// <param name="PassedOver">Names that were not taken although their row was, and why.</param>
public sealed record HostImportPlan(IReadOnlyList<HostImportEntry> Entries, IReadOnlyList<RejectedHost> Rejected, IReadOnlyList<RejectedHost> PassedOver)
{
    public IEnumerable<Host> Added => Entries.Where(e => e.Act == HostImportAct.Added).Select(e => e.Host);

    public IEnumerable<Host> Changed => Entries.Where(e => e.Act == HostImportAct.Updated).Select(e => e.Host);

    public int Unchanged => Entries.Count(e => e.Act == HostImportAct.Unchanged);
}

/// <summary>
/// Decides what each row of a host file does to the hosts that are there. A row finds its host by name, else by one of the host's other
/// names; by such a name it fills in what is not set and overwrites nothing, because the host's own row speaks for it. Pure.
/// </summary>
public static class HostImport
{
    public static HostImportPlan Decide(IEnumerable<HostRow> rows, IEnumerable<Host> existing, bool demo)
    {
        var known = new Known(existing);
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var entries = new List<HostImportEntry>();
        var rejected = new List<RejectedHost>();
        var passedOver = new List<RejectedHost>();
        HostRow[] all = [.. rows];
        // A name that has a row of its own in the file is nobody's further name.
        HashSet<string> named = new(all.Select(r => r.Name.Trim()), StringComparer.OrdinalIgnoreCase);
        foreach (HostRow row in all)
        {
            string name = row.Name.Trim();
            if (seen.TryGetValue(name, out int line))
            {
                rejected.Add(new(row.Line, $"{name} is in line {line} already."));
                continue;
            }
            Host? there = known.Named(name);
            bool byAlias = there is not null && !there.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
            if (HostEdit.Apply(there, name, byAlias ? Unset(row.Fields, there!) : row.Fields, demo, out string problem) is not { } host)
            {
                rejected.Add(new(row.Line, problem));
                continue;
            }
            seen[name] = row.Line;
            host = host with { Aliases = WithAliases(row, there, host, known, named, passedOver) };
            HostImportAct act = there is null ? HostImportAct.Added : HostEdit.Same(there, host) ? HostImportAct.Unchanged : HostImportAct.Updated;
            entries.Add(new(row.Line, act, there, host, act is HostImportAct.Added ? known.SameAddress(host) : null) { RowName = row.Name });
            known.Put(host);
        }
        return new(entries, rejected, passedOver);
    }

    /// <summary>Of what a row says only what the host has not set.</summary>
    private static HostFields Unset(HostFields fields, Host host)
    {
        IReadOnlyDictionary<string, string> set = HostDifferences.Values(host);
        string[] standing = [HostFields.Address, HostFields.Port, HostFields.Transport];
        return new HostFields(
            fields.Values.Where(f => !standing.Contains(f.Key) && !set.ContainsKey(f.Key)).ToDictionary(),
            [.. fields.Tags.Where(t => !host.Tags.ContainsKey(t.Split('=', 2)[0].Trim()))], []);
    }

    private static IReadOnlyList<string> WithAliases(HostRow row, Host? there, Host host, Known known, HashSet<string> named, List<RejectedHost> passedOver)
    {
        if (row.Aliases.Count == 0) return host.Aliases;
        var aliases = host.Aliases.ToList();
        foreach (string alias in row.Aliases.Where(a => !a.Equals(host.Name, StringComparison.OrdinalIgnoreCase) && !aliases.Contains(a, StringComparer.OrdinalIgnoreCase)))
        {
            Host? other = known.Named(alias);
            if (HostEdit.AliasProblem(alias) is { Length: > 0 } problem) passedOver.Add(new(row.Line, problem));
            else if ((other is not null && other.Name != there?.Name) || named.Contains(alias)) passedOver.Add(new(row.Line, $"{alias} is a host of its own, so {host.Name} does not get that name."));
            else if (aliases.Count >= HostEdit.MaxAliases) passedOver.Add(new(row.Line, $"{host.Name} has {HostEdit.MaxAliases} further names; {alias} is one too many."));
            else aliases.Add(alias);
        }
        return aliases.Count == host.Aliases.Count ? host.Aliases : aliases;
    }

    /// <summary>The hosts as they are after the rows so far.</summary>
    private sealed class Known
    {
        private readonly Dictionary<string, Host> byName = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> byAlias = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<(string, int, string?), string> byAddress = [];

        public Known(IEnumerable<Host> hosts)
        {
            foreach (Host host in hosts) Put(host);
        }

        public Host? Named(string name) => byName.GetValueOrDefault(name) ?? (byAlias.TryGetValue(name, out string? own) ? byName.GetValueOrDefault(own) : null);

        public void Put(Host host)
        {
            byName[host.Name] = host;
            foreach (string alias in host.Aliases) byAlias[alias] = host.Name;
            byAddress.TryAdd(Place(host), host.Name);
        }

        public string? SameAddress(Host host) =>
            byAddress.TryGetValue(Place(host), out string? other) ? $"{other} has the same address: they may be one machine." : null;

        private static (string, int, string?) Place(Host host) => (host.Address.ToLowerInvariant(), host.Port, host.Via);
    }
}
