namespace Cockpit.Remote.Ssh.Config;

/// <summary>
/// Where and how one connection goes, with everything that the person's ssh configuration says: what ssh itself would do for this
/// host. A jump host is a target of its own. Paths are whole, tokens are filled in.
/// </summary>
/// <param name="Name">What people call it: a host's name, or the jump host as it was written.</param>
/// <param name="HostName">The DNS name or IP address to connect to.</param>
internal sealed record SshTarget(string Name, string HostName, int Port, string User)
{
    /// <summary>The name by which the configuration was asked; a <c>ssh</c> program that is given this one, the port and the user finds the same.</summary>
    public string Lookup { get; init; } = HostName;

    /// <summary>Private key files that are tried, in this order; missing ones are passed over unless <see cref="IdentityNamed"/>.</summary>
    public IReadOnlyList<string> IdentityFiles { get; init; } = [];

    /// <summary>The host itself names its key file, so no other is tried and its absence is a fault.</summary>
    public bool IdentityNamed { get; init; }

    /// <summary>User certificates beside those that lie next to their key as FILE-cert.pub.</summary>
    public IReadOnlyList<string> CertificateFiles { get; init; } = [];

    /// <summary>Of the agent's keys only those of <see cref="IdentityFiles"/> and <see cref="CertificateFiles"/> are offered.</summary>
    public bool IdentitiesOnly { get; init; }

    /// <summary>The socket of the agent that is asked; null for none.</summary>
    public string? AgentSocket { get; init; }

    /// <summary>The name of the credential that logs in; null means keys and agent as ssh would use them.</summary>
    public string? Credential { get; init; }

    /// <summary>Methods of login in the order in which they are tried, as PreferredAuthentications names them; null for the usual order.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>The person's own known_hosts files; a key that is trusted is written to the first.</summary>
    public IReadOnlyList<string> UserKnownHosts { get; init; } = [];

    /// <summary>The machine's known_hosts files. Only read.</summary>
    public IReadOnlyList<string> GlobalKnownHosts { get; init; } = [];

    /// <summary>The files that say which host keys are known, in this order.</summary>
    public IReadOnlyList<string> KnownHosts => [.. UserKnownHosts, .. GlobalKnownHosts];

    /// <summary>A list of keys that must never be accepted (RevokedHostKeys), or null.</summary>
    public string? RevokedHostKeys { get; init; }

    /// <summary>The names under which its key is looked up, without the port: HostKeyAlias alone where it is set.</summary>
    public IReadOnlyList<string> KeyNames { get; init; } = [];

    /// <summary>HostKeyAlias is set: the port is no part of the name under which the key is known.</summary>
    public bool KeyAliased { get; init; }

    /// <summary>Names that are added to known_hosts are hashed.</summary>
    public bool HashKnownHosts { get; init; }

    /// <summary>A key of a host that no file knows is accepted and noted, as StrictHostKeyChecking accept-new does; a changed one never is.</summary>
    public bool AcceptNew { get; init; }

    /// <summary>Key exchange methods in this order; null for this program's own.</summary>
    public IReadOnlyList<string>? KeyExchanges { get; init; }

    /// <summary>Host key algorithms in this order; null for this program's own.</summary>
    public IReadOnlyList<string>? HostKeyAlgorithms { get; init; }

    /// <summary>Ciphers in this order; null for this program's own.</summary>
    public IReadOnlyList<string>? Ciphers { get; init; }

    /// <summary>Message authentication codes in this order; null for this program's own.</summary>
    public IReadOnlyList<string>? Macs { get; init; }

    /// <summary>
    /// The hosts on the way, the first being the one that this machine connects to. All of them stand here, also those that a jump host
    /// has in front of it by its own configuration, so none of them has jumps of its own.
    /// </summary>
    public IReadOnlyList<SshTarget> Jumps { get; init; } = [];

    /// <summary>The command whose standard input and output are the connection, for <c>/bin/sh -c</c>, tokens filled in; null for none. Never beside <see cref="Jumps"/>.</summary>
    public string? ProxyCommand { get; init; }

    /// <summary>Only addresses of this family are tried (AddressFamily); null for both.</summary>
    public System.Net.Sockets.AddressFamily? OnlyFamily { get; init; }

    /// <summary>Whoever wants to see how far the connection comes; null for nobody. A jump host has none.</summary>
    public ConnectionTrace? Trace { get; init; }

    /// <summary>Settings in force that only the ssh program can do, as the configuration writes them ("PKCS11Provider /usr/lib/x.so"); empty where this program suffices.</summary>
    public IReadOnlyList<string> ProgramOnly { get; init; } = [];
}
