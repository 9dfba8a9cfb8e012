using System.Text.Json.Serialization;

namespace Cockpit.Core.Rollouts;

/// <summary>Whether a rollout reboots a host after its updates.</summary>
[JsonConverter(typeof(CamelCaseEnum<RebootSetting>))]
public enum RebootSetting
{
    /// <summary>Never by Cockpit. A host that needs one ends "installed, reboot owed", which is neither verified nor compliant.</summary>
    Never,

    /// <summary>When the host asks for one after its updates.</summary>
    IfRequired,

    /// <summary>After the updates, in any case.</summary>
    Always,
}
