namespace Cockpit.Remote.Ssh.Config;

/// <summary>
/// Where and how one connection goes, with everything that the person's ssh configuration says: what ssh itself would do for this
/// host. A jump host is a target of its own.
/// </summary>
/// <param name="Name">What people call it: a host's name, or the jump host as it was written.</param>
/// <param name="HostName">The DNS name or IP address to connect to.</param>
internal sealed record SshTarget(string Name, string HostName, int Port, string User)
{
    /// <summary>Private key files that are tried, in this order; missing ones are passed over unless <see cref="IdentityNamed"/>.</summary>
    public IReadOnlyList<string> IdentityFiles { get; init; } = [];

    /// <summary>The host itself names its key file, so no other is tried and its absence is a fault.</summary>
    public bool IdentityNamed { get; init; }

    /// <summary>The name of the credential that logs in; null means keys and agent as ssh would use them.</summary>
    public string? Credential { get; init; }

    /// <summary>The files that say which host keys are known, in this order.</summary>
    public IReadOnlyList<string> KnownHosts { get; init; } = [];

    /// <summary>The names under which its key is looked up.</summary>
    public IReadOnlyList<string> KeyNames { get; init; } = [];
}
