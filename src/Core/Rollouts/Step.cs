using System.Text.Json.Serialization;

namespace Cockpit.Core.Rollouts;

/// <summary>A thing that is done to a host. Preflight and Verify change nothing there.</summary>
[JsonConverter(typeof(CamelCaseEnum<Step>))]
public enum Step { Preflight, Patch, Reboot, Verify }

/// <summary>What is known of a step. It never says more than was proven.</summary>
[JsonConverter(typeof(CamelCaseEnum<StepStatus>))]
public enum StepStatus
{
    /// <summary>Nothing is under way.</summary>
    None,

    /// <summary>The intent is committed, nothing was sent.</summary>
    Planned,

    /// <summary>Committed right before the command went out. From here on the host may have acted.</summary>
    Sent,

    /// <summary>The host said that it is at work.</summary>
    Running,

    /// <summary>The host said how it ended.</summary>
    Confirmed,

    /// <summary>The result was read back from the host.</summary>
    Verified,

    /// <summary>Nobody knows. It is probed, never repeated.</summary>
    InDoubt,
}
