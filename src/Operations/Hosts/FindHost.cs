using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Scopes;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using Cockpit.Core.Suggestions;

namespace Cockpit.Operations.Hosts;

/// <summary>The host that a person named, or an error that names the nearest one.</summary>
internal static class FindHost
{
    /// <exception cref="CockpitException">HOST_UNKNOWN.</exception>
    public static Host Named(ReadTransaction t, string name)
    {
        if (t.FindHost(name) is { } host) return host;
        string shown = Printable.Line(name, 60);
        string? near = Nearest.To(name, t.Hosts().Select(h => h.Name));
        throw new CockpitException(near is null
            ? HostErrors.HostUnknown.Because($"There is no host {shown}.")
            : HostErrors.HostUnknown.Because($"There is no host {shown}.", $"Did you mean {near}?"));
    }
}
