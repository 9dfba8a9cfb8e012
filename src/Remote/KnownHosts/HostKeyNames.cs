namespace Cockpit.Remote.KnownHosts;

/// <summary>Under which names a host's key is looked up.</summary>
/// <param name="Hosts">What it is called, without port.</param>
/// <param name="Port">Part of the name unless it is 22.</param>
/// <param name="Aliased">HostKeyAlias is set: the port is no part of the name.</param>
internal sealed record HostKeyNames(IReadOnlyList<string> Hosts, int Port, bool Aliased)
{
    /// <summary>The names in lower case, without port: what a certificate's principals are compared with.</summary>
    public IReadOnlyList<string> Plain { get; } = [.. Hosts.Select(h => h.ToLowerInvariant()).Distinct()];

    /// <summary>The names as a known_hosts line has them, with the port.</summary>
    public IReadOnlyList<string> Full { get; } = [.. Hosts.Select(h => HostPattern.NameOf(h, Aliased ? 22 : Port)).Distinct()];
}
