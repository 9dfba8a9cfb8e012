using Cockpit.Core.Ids;

namespace Cockpit.Core.Hosts;

/// <summary>How a host is reached.</summary>
public enum Transport { Ssh, Local, Winrm, Simulated }

/// <summary>What speaks SSH to a host: this program itself, or the machine's own <c>ssh</c>.</summary>
public enum SshChoice { Builtin, Program }

/// <summary>From where a host can be reached by others.</summary>
public enum Exposure { Internal, Dmz, Internet, Isolated }

/// <summary>A machine that Cockpit reaches, as people described it. What a scan read is in <see cref="Inventory"/>.</summary>
/// <param name="Address">A DNS name or an IP address; equal to the name where none was given.</param>
/// <param name="Port">The SSH port, 1 to 65535.</param>
/// <param name="User">The remote user; null means the OS user's own name.</param>
/// <param name="Tags">Key and value; a bare tag "legacy" has an empty value.</param>
/// <param name="Criticality">1 (least) to 5; null is "not set" and counts as 3 in the risk.</param>
/// <param name="Identity">The private key file's path on this machine, or null.</param>
/// <param name="Owner">Whom to call.</param>
/// <param name="Console">Where its console is, such as a URL of the hypervisor.</param>
public sealed record Host(
    HostId Id, string Name, string Address, int Port, string? User, Transport Transport,
    string? Environment, string? Role, IReadOnlyDictionary<string, string> Tags, string? HaGroup,
    int? Criticality, Exposure? Exposure, string? Identity, string? Owner, string? Phone, string? Console)
{
    /// <summary>The hosts through which it is reached, as ssh's ProxyJump writes them: "[user@]host[:port]", several with commas; null where none is named.</summary>
    public string? Via { get; init; }

    /// <summary>The name of the credential that logs in and becomes root there; null means what the person's own ssh would use.</summary>
    public string? Credential { get; init; }

    /// <summary>What speaks SSH to it; null means this program itself, unless the ssh configuration asks for what only the ssh program can do.</summary>
    public SshChoice? Ssh { get; init; }

    /// <summary>More names and addresses of the same machine. Imports, findings and commands find it by them too.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
