using System.Text.Json.Serialization;
using Cockpit.Core.Hosts;
using Cockpit.Core.Policies;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations.Hosts;

public enum RebootStatus { Unknown, None, Required }

public sealed record HostOs(string Family, string Name, string Version);

/// <summary>A host as lists show it. Every figure that rests on a scan stands beside that scan's age.</summary>
public record HostSummary
{
    [JsonIgnore]
    public HostId Id { get; init; }

    [JsonPropertyOrder(-2)]
    public required string Name { get; init; }

    [JsonPropertyOrder(-1)]
    public required HostFleetState State { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required Transport Transport { get; init; }

    public required string? Environment { get; init; }

    public required string? Role { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Null until a scan went well.</summary>
    public required HostOs? Os { get; init; }

    public required string? Kernel { get; init; }

    /// <summary>When the last scan that went well began: what the figures below rest on.</summary>
    public required Instant? LastScanAt { get; init; }

    public required long? ScanAgeSeconds { get; init; }

    /// <summary>How the last scan ended, or "never".</summary>
    public required string ScanStatus { get; init; }

    /// <summary>The failure's code where the last scan failed.</summary>
    public required string? ScanCode { get; init; }

    /// <summary>When the package lists were fetched on the host; null when it is not known.</summary>
    public required Instant? MetadataAt { get; init; }

    public required int? PendingUpdates { get; init; }

    public required int? PendingSecurity { get; init; }

    public required RebootStatus RebootStatus { get; init; }

    public required long OpenFindings { get; init; }

    /// <summary>The sum of the points of its open findings: very high 10, high 5, moderate 2, low 1.</summary>
    public required long Risk { get; init; }

    /// <summary>The earliest due date of its open findings; null where nothing sets one.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>The other hosts that share its machine-id: one machine under several names, or clones. Null where none does.</summary>
    public Twin? Twin { get; init; }

    /// <summary>The live rollout that it has a part in, such as "R17"; null where it is in none.</summary>
    public string? Rollout { get; init; }

    /// <summary>The policy that counts on it; null where none does.</summary>
    public string? Policy { get; init; }

    public PolicyStatus PolicyStatus { get; init; } = PolicyStatus.Unmanaged;

    /// <summary>Its ring under that policy; null where none counts, and in an answer about one host alone.</summary>
    public string? Ring { get; init; }

    /// <summary>The last scan's end as a value; null when there was none.</summary>
    [JsonIgnore]
    public ScanStatus? LastScan { get; init; }

    /// <summary>What the row was made from, for the next look at the file.</summary>
    [JsonIgnore]
    internal HostStanding? Standing { get; init; }

    /// <summary>What a scope may ask about this host; null in a summary that came from no file.</summary>
    [JsonIgnore]
    public ScopeSubject? Subject { get; init; }
}
