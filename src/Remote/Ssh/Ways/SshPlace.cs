using System.Net;
using Cockpit.Remote.Ssh.Config;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>How a sentence names a server: what people call it, and where it was looked for.</summary>
internal static class SshPlace
{
    /// <param name="address">Null where a jump host looked the name up.</param>
    public static string Of(SshTarget target, IPAddress? address) => address is null || target.HostName == address.ToString()
        ? $"{target.Name} ({target.HostName}, port {target.Port})"
        : $"{target.Name} ({target.HostName}, {address}, port {target.Port})";
}
