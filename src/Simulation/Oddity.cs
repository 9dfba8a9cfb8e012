using System.Text.Json.Serialization;

namespace Cockpit.Simulation;

/// <summary>What a scan of a simulated host finds beside its packages.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Oddity>))]
public enum Oddity
{
    None,

    /// <summary>A release that gets no security updates any more.</summary>
    EndOfLife,

    /// <summary>Another program updates it in the night.</summary>
    ForeignUpdater,

    /// <summary>A service has failed.</summary>
    FailedService,
}
