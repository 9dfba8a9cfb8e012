using System.Collections.Frozen;
using Cockpit.Core.Hosts;
using Cockpit.Core.Policies;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using NodaTime;

namespace Cockpit.Tui.Hosts;

/// <summary>How the list is ordered.</summary>
public enum HostOrder { Worst, Risk, Name, Updates, Scan }

/// <summary>
/// The fleet as the screen works on it: every order sorted, every text to search in lower case, every count made. It is built where the
/// fleet is read, so that a key that filters or sorts 10,000 hosts only walks through them. Immutable; safe for any thread.
/// </summary>
public sealed class HostIndex
{
    private readonly HostSummary[] hosts;
    private readonly string[] shown;
    private readonly int[][] orders;
    private readonly Lazy<FrozenDictionary<string, string[]>> values;

    private HostIndex(HostList list, HostSummary[] hosts, string[] shown, int[][] orders)
    {
        (List, this.hosts, this.shown, this.orders) = (list, hosts, shown, orders);
        Failed = [.. hosts.Where(h => h.LastScan is not (null or ScanStatus.Ok)).CountBy(h => h.LastScan!.Value).OrderByDescending(c => c.Value).ThenBy(c => c.Key)];
        Never = hosts.Count(h => h.LastScan is null);
        Governed = hosts.Any(h => h.PolicyStatus is not PolicyStatus.Unmanaged);
        NameWidth = hosts.Length == 0 ? 0 : hosts.Max(h => h.Name.Length);
        values = new(ReadValues);
    }

    public HostList List { get; }

    /// <summary>Hosts whose last scan failed, by cause, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<ScanStatus, int>> Failed { get; }

    /// <summary>Hosts that were never scanned.</summary>
    public int Never { get; }

    public int Total => List.Total;

    /// <summary>The named scopes that a filter may name.</summary>
    public ScopeBook Scopes => List.Scopes;

    /// <summary>Some host has a policy, so that it says something which.</summary>
    public bool Governed { get; }

    /// <summary>Cells of the longest name.</summary>
    public int NameWidth { get; }

    /// <param name="before">What was built from an earlier list; the texts of hosts that are the same are taken over.</param>
    public static HostIndex Of(HostList list, HostIndex? before = null)
    {
        HostSummary[] hosts = [.. list.Hosts.OrderBy(h => h.Name, StringComparer.Ordinal)];
        var shown = new string[hosts.Length];
        bool aligned = before?.hosts.Length == hosts.Length;
        for (int i = 0; i < hosts.Length; i++)
            shown[i] = aligned && ReferenceEquals(before!.hosts[i], hosts[i]) ? before.shown[i] : HostFilter.ShownOf(hosts[i]);
        return new HostIndex(list, hosts, shown, [.. Enum.GetValues<HostOrder>().Select(o => Sorted(hosts, o))]);
    }

    /// <summary>The hosts that pass, in an order.</summary>
    /// <param name="now">What ages are counted from: a row may be older than that.</param>
    public List<HostSummary> Select(HostFilter filter, HostOrder order, Instant now)
    {
        var some = new List<HostSummary>(hosts.Length);
        foreach (int i in orders[(int)order])
            if (filter.Passes(hosts[i].Subject, shown[i], now)) some.Add(hosts[i]);
        return some;
    }

    /// <summary>The values that the fleet has for a fact, for completion.</summary>
    public IEnumerable<string> ValuesOf(ScopeFact fact) => values.Value.GetValueOrDefault(fact.Name) ?? [];

    public IEnumerable<string> TagKeys => values.Value.GetValueOrDefault("tag") ?? [];

    /// <summary>Hosts stand by name, so that equal ones stay in that order: the index is the last part of the key.</summary>
    private static int[] Sorted(HostSummary[] hosts, HostOrder order)
    {
        int[] sorted = [.. Enumerable.Range(0, hosts.Length)];
        if (order is HostOrder.Name) return sorted;
        var keys = new (long, long, int)[hosts.Length];
        for (int i = 0; i < hosts.Length; i++)
        {
            HostSummary h = hosts[i];
            (long first, long second) = order switch
            {
                HostOrder.Worst => ((long)h.State, -h.Risk),
                HostOrder.Risk => (-h.Risk, 0),
                HostOrder.Updates => (-(h.PendingSecurity ?? -1), -(h.PendingUpdates ?? -1)),
                _ => (h.LastScanAt?.ToUnixTimeTicks() ?? long.MinValue, 0L),
            };
            keys[i] = (first, second, i);
        }
        Array.Sort(keys, sorted);
        return sorted;
    }

    private FrozenDictionary<string, string[]> ReadValues()
    {
        var found = new Dictionary<string, HashSet<string>>();
        ScopeFact[] facts = [.. ScopeFact.All, .. hosts.SelectMany(h => h.Tags.Keys).Distinct().Select(k => ScopeFact.Find($"tag.{k}")!)];
        foreach (HostSummary host in hosts)
        {
            if (host.Subject is not { } subject) continue;
            foreach (ScopeFact fact in facts)
            {
                if (fact.Read(subject) is not { } read) continue;
                if (!found.TryGetValue(fact.Name, out HashSet<string>? of)) found[fact.Name] = of = [];
                foreach (string value in read) of.Add(value);
            }
        }
        return found.ToFrozenDictionary(f => f.Key, f => f.Value.Order(StringComparer.OrdinalIgnoreCase).ToArray());
    }
}
