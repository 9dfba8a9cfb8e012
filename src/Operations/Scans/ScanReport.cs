using Cockpit.Core.Hosts;
using Cockpit.Operations.Advisories;
using Cockpit.Operations.Hosts;
using NodaTime;

namespace Cockpit.Operations.Scans;

/// <summary>How one host's scan ended. The figures are null unless it went well.</summary>
/// <param name="Code">The failure's name from the error table; null when it went well.</param>
public sealed record ScannedHost(
    string Name, ScanStatus Status, string? Code, string? Message, double DurationSeconds,
    int? Packages, int? PendingUpdates, int? PendingSecurity, RebootStatus RebootStatus)
{
    /// <summary>What was not fetched, in the package manager's words; empty when all was. Null when the scan was not asked to fetch anything.</summary>
    public IReadOnlyList<string>? RefreshProblems { get; init; }
}

/// <summary>A scan of some hosts; those that failed are listed like the others.</summary>
public sealed record ScanReport(string ScanId, Instant StartedAt, double DurationSeconds, IReadOnlyList<ScannedHost> Hosts, int Ok, int Failed)
{
    /// <summary>What comparing the packages that were read with the distributions' data gave; null where there is nothing to compare with.</summary>
    public InventoryComparison? Compared { get; init; }

    /// <summary>Why the packages could not be compared; the next scan or feed does it.</summary>
    public string? NotCompared { get; init; }
}

/// <summary>How far a scan is, told after each host.</summary>
/// <param name="PerSecond">Hosts a second, of the last seconds.</param>
/// <param name="Left">How long the rest takes at that rate; null where nobody can say yet.</param>
/// <param name="Causes">Hosts that failed, by cause. Valid during the call.</param>
public sealed record ScanProgress(int Done, int Total, int Failed, ScannedHost Last, double PerSecond, Duration? Left, IReadOnlyDictionary<ScanStatus, int> Causes);

/// <summary>What to scan.</summary>
/// <param name="Names">These hosts; all of the scope where none is named.</param>
/// <param name="Parallel">Hosts at once, 1 to 200.</param>
/// <param name="Timeout">For one host, from the first attempt to connect to the whole answer.</param>
/// <param name="AsRoot">Read as root.</param>
/// <param name="Refresh">Let each host fetch its package lists first, as root.</param>
public sealed record ScanRequest(IReadOnlyList<string> Names, Core.Scopes.Scope Scope, int Parallel, Duration Timeout, bool AsRoot = false, bool Refresh = false);
