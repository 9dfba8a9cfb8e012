using System.Text.Json.Serialization;

namespace Cockpit.Simulation;

/// <summary>How a simulated host behaves. Given by its maker, so that a demo can show each and a simulator can mix them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Nature>))]
public enum Nature
{
    Healthy,

    /// <summary>Everything takes four times as long.</summary>
    Slow,

    /// <summary>Never answers.</summary>
    Dead,

    /// <summary>The first patch ends with a package unpacked and not configured; once a person retries, it succeeds.</summary>
    PostinstFailsOnce,

    /// <summary>Every patch ends so.</summary>
    PostinstFails,

    /// <summary>The power goes in the middle of the first patch: some packages are new, some old, and the job is gone.</summary>
    PowerCutInPatch,

    /// <summary>Does not come back from its first reboot for a long time.</summary>
    LongReboot,

    /// <summary>Other versions are offered than when it was planned.</summary>
    Drifts,

    /// <summary>Keeps no record of its jobs, as one whose /var was restored: only what is installed tells what became of them.</summary>
    Forgetful,

    /// <summary>Another machine answers at the address.</summary>
    Replaced,
}
