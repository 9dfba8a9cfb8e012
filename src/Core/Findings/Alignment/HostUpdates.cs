using Cockpit.Core.Advisories;
using Cockpit.Core.Hosts;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>
/// A host as findings are compared with it: what is pending, what is installed, and in which order its package manager puts versions.
/// What a rollout of ours installed since the scan is installed and not pending any more.
/// </summary>
public sealed class HostUpdates
{
    private readonly Dictionary<string, List<PendingUpdate>> byName = [];
    private readonly Dictionary<string, List<PendingUpdate>> bySource = [];
    private readonly Dictionary<string, List<InstalledPackage>> installed = [];
    private readonly Dictionary<string, List<InstalledPackage>> installedBySource = [];
    private readonly Dictionary<(string Name, string Architecture), string> sourceOf = [];
    private Dictionary<string, List<PendingUpdate>>? byCve;

    /// <param name="inventory">With its packages.</param>
    /// <param name="done">What rollouts installed since; a later change of a package replaces an earlier one.</param>
    public HostUpdates(Inventory inventory, IEnumerable<(Rollouts.PackageChange Change, string By)> done)
    {
        Family = inventory.OsFamily;
        Kernel = inventory.Kernel;
        Order = OrderOf(inventory.OsFamily);
        var since = new Dictionary<(string, string), (string? Version, string By)>();
        foreach ((Rollouts.PackageChange change, string by) in done) since[(change.Name, change.Architecture)] = (change.To, by);
        var sources = new Dictionary<string, string>();
        foreach (InstalledPackage p in inventory.Packages)
        {
            sources.TryAdd(p.Name, p.SourceName);
            InstalledPackage now = p;
            if (since.TryGetValue((p.Name, p.Architecture), out var change))
            {
                if (change.Version is null) continue;
                now = p with { Version = change.Version, SourceVersion = change.Version };
            }
            Add(installed, now.Name, now);
            Add(installedBySource, now.SourceName, now);
        }
        foreach ((var key, var change) in since)
        {
            InstalledBy[key.Item1] = change.By;
            // A package that came along, such as a kernel with its ABI in its name.
            if (change.Version is not null && !installed.ContainsKey(key.Item1))
            {
                string source = sources.GetValueOrDefault(key.Item1, key.Item1);
                var added = new InstalledPackage(key.Item1, key.Item2, change.Version, source, change.Version, false, true);
                Add(installed, added.Name, added);
                Add(installedBySource, source, added);
            }
        }
        foreach (PendingUpdate u in inventory.Updates)
        {
            if (since.TryGetValue((u.Name, u.Architecture), out var change) && (change.Version is null || (Order?.Compare(change.Version, u.To) ?? string.CompareOrdinal(change.Version, u.To)) >= 0)) continue;
            Pending.Add(u);
            Add(byName, u.Name, u);
            Add(bySource, sources.GetValueOrDefault(u.Name, u.Name), u);
            sourceOf[(u.Name, u.Architecture)] = sources.GetValueOrDefault(u.Name, u.Name);
        }
    }

    public string Family { get; }

    /// <summary>The running kernel's release.</summary>
    public string Kernel { get; }

    /// <summary>Null where the order of versions is not known here; then nothing is said to be new enough.</summary>
    public IComparer<string>? Order { get; }

    public List<PendingUpdate> Pending { get; } = [];

    /// <summary>Which rollout installed a package since the scan.</summary>
    public Dictionary<string, string> InstalledBy { get; } = [];

    public IReadOnlyList<PendingUpdate> PendingNamed(string package) => byName.GetValueOrDefault(package) ?? [];

    public IReadOnlyList<PendingUpdate> PendingOfSource(string source) => bySource.GetValueOrDefault(source) ?? [];

    public IReadOnlyList<InstalledPackage> InstalledNamed(string package) => installed.GetValueOrDefault(package) ?? [];

    public IReadOnlyList<InstalledPackage> InstalledOfSource(string source) => installedBySource.GetValueOrDefault(source) ?? [];

    /// <summary>The pending updates of which the host's package manager says that they fix a CVE.</summary>
    public IReadOnlyList<PendingUpdate> PendingFixing(string cve)
    {
        if (byCve is null)
        {
            byCve = [];
            foreach (PendingUpdate u in Pending)
            {
                foreach (string fixedBy in u.Cves) Add(byCve, fixedBy, u);
            }
        }
        return byCve.GetValueOrDefault(cve) ?? [];
    }

    public IEnumerable<InstalledPackage> InstalledKernels(string flavour) => installed.Where(p => KernelNames.FlavourOf(p.Key) == flavour).SelectMany(p => p.Value);

    /// <summary>The source package that an update is built from: the unit in which people approve.</summary>
    public string SourceOf(PendingUpdate update) => sourceOf.GetValueOrDefault((update.Name, update.Architecture), update.Name);

    /// <summary>
    /// Whether a version is at or above the wanted one, and whether that is exact: where the scanner leaves the epoch out and the host's
    /// version has one, the rest is compared, which is exact only if it left the installed one's out too.
    /// </summary>
    public (bool Reached, bool Exact) Reaches(string version, WantedPackage wanted, string? installedVersion)
    {
        if (Order is not { } order) return (version == wanted.Wanted, true);
        if (HasEpoch(wanted.Wanted) || !HasEpoch(version)) return (order.Compare(version, wanted.Wanted) >= 0, true);
        bool leftOut = wanted.Installed is { } seen && !HasEpoch(seen) && installedVersion is not null && WithoutEpoch(installedVersion) == seen;
        return (order.Compare(WithoutEpoch(version), wanted.Wanted) >= 0, leftOut);
    }

    public static IComparer<string>? OrderOf(string family) => VersionOrder.OfFamily(family) is { } order ? Comparer<string>.Create(order) : null;

    private static bool HasEpoch(string version) => version.Contains(':', StringComparison.Ordinal);

    internal static string WithoutEpoch(string version) => version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The version that its authors gave it: without the epoch and the distribution's revision.</summary>
    internal static string Upstream(string version)
    {
        string plain = WithoutEpoch(version);
        int dash = plain.LastIndexOf('-');
        return dash < 0 ? plain : plain[..dash];
    }

    private static void Add<T>(Dictionary<string, List<T>> to, string key, T value)
    {
        if (!to.TryGetValue(key, out List<T>? list)) to[key] = list = [];
        list.Add(value);
    }
}
