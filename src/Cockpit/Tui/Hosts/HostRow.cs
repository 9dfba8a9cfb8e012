using System.Collections.Immutable;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Hosts;

/// <summary>What hosts are put together by.</summary>
public enum HostGrouping { None, Env, Role, Os }

/// <summary>Hosts that have something in common, under one row that opens and folds.</summary>
/// <param name="States">How many of them are in which state, worst first.</param>
public sealed record HostGroup(string Name, IReadOnlyList<HostSummary> Hosts, IReadOnlyList<(Mark Mark, int Count)> States, bool Open)
{
    public int Updates => Hosts.Sum(h => h.PendingUpdates ?? 0);

    public int Security => Hosts.Sum(h => h.PendingSecurity ?? 0);
}

/// <summary>A row of the list: a host, or the head of a group.</summary>
public readonly record struct HostRow(HostSummary? Host, HostGroup? Group)
{
    /// <summary>No host's name has a blank in it.</summary>
    public string Key => Host is not null ? Host.Name : $"group {Group!.Name}";

    public IReadOnlyList<HostSummary> Hosts => Host is not null ? [Host] : Group!.Hosts;

    public static ImmutableArray<HostRow> Of(IReadOnlyList<HostSummary> hosts, HostGrouping grouping, ImmutableHashSet<string> open)
    {
        var rows = ImmutableArray.CreateBuilder<HostRow>(hosts.Count);
        if (grouping is HostGrouping.None)
        {
            foreach (HostSummary host in hosts) rows.Add(new HostRow(host, null));
            return rows.MoveToImmutable();
        }
        var groups = new Dictionary<string, List<HostSummary>>();
        foreach (HostSummary host in hosts)
        {
            string name = NameOf(host, grouping);
            if (!groups.TryGetValue(name, out List<HostSummary>? of)) groups[name] = of = [];
            of.Add(host);
        }
        // Those without the value come last.
        foreach ((string name, List<HostSummary> of) in groups.OrderBy(g => g.Key.StartsWith("no ", StringComparison.Ordinal)).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            bool isOpen = open.Contains(name);
            (Mark, int)[] states = [.. of.CountBy(HostMarks.Of).OrderBy(c => of.First(h => HostMarks.Of(h) == c.Key).State).Select(c => (c.Key, c.Value))];
            rows.Add(new HostRow(null, new HostGroup(name, of, states, isOpen)));
            if (!isOpen) continue;
            foreach (HostSummary host in of) rows.Add(new HostRow(host, null));
        }
        return rows.ToImmutable();
    }

    private static string NameOf(HostSummary host, HostGrouping grouping) => grouping switch
    {
        HostGrouping.Env => host.Environment ?? "no environment",
        HostGrouping.Role => host.Role ?? "no role",
        _ => host.Os is { } os ? $"{os.Name} {os.Version}" : "no system known",
    };
}
