using Cockpit.Core.Hosts;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>Finds the <see cref="SshTarget"/> of a host. Thread-safe.</summary>
internal sealed class SshTargets(RemoteSettings settings)
{
    public SshTarget For(Host host) => new(host.Name, host.Address, host.Port, host.User ?? settings.UserName)
    {
        IdentityFiles = host.Identity is { } own ? [Expand(own)] : settings.Identities,
        IdentityNamed = host.Identity is not null,
        AgentSocket = settings.AgentSocket,
        Credential = host.Credential,
        UserKnownHosts = settings.KnownHosts,
        KeyNames = [.. new[] { host.Address, host.Name }.Distinct()],
    };

    private string Expand(string file) => file.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(settings.Home, file[2..]) : file;
}
