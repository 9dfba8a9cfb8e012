using System.Collections.Concurrent;
using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>Opens an SSH connection to a target, through a jump host's session where one is given, which is taken over.</summary>
internal delegate SshSession OpenTarget(SshTarget target, JumpLease? through, CancellationToken cancellation);

/// <summary>The sessions to jump hosts: one for each host, user and way there, however many hosts lie behind it. Thread-safe.</summary>
internal sealed class JumpHosts(OpenTarget open, Watchdog watchdog, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, JumpHost> _hosts = new();

    /// <summary>A share of the session to the last of these jump hosts, which is opened where there is none. Blocks.</summary>
    /// <param name="jumps">In their order from here; at least one.</param>
    /// <exception cref="CockpitException">A jump host was not reached; it says which one.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public JumpLease Take(IReadOnlyList<SshTarget> jumps, CancellationToken cancellation)
    {
        var last = jumps[^1];
        var before = jumps.SkipLast(1).ToList();
        var host = _hosts.GetOrAdd(KeyOf(jumps), _ => new JumpHost(watchdog, time));
        return host.Take(token => new JumpSession(last, Open(last, before.Count == 0 ? null : Take(before, token), token)), cancellation);
    }

    /// <summary>Closes what nobody uses; what is still used is closed with its last user.</summary>
    public void Dispose()
    {
        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }
    }

    /// <summary>What makes two ways the same: another user, credential, key or known host is another session.</summary>
    public static string KeyOf(IReadOnlyList<SshTarget> jumps) => string.Join('\n', jumps.Select(j => string.Join(
        '\t', j.HostName, j.Port, j.User, j.Credential, string.Join(' ', j.IdentityFiles), string.Join(' ', j.KeyNames), string.Join(' ', j.KnownHosts))));

    private SshSession Open(SshTarget jump, JumpLease? through, CancellationToken cancellation)
    {
        try
        {
            return open(jump, through, cancellation);
        }
        catch (CockpitException e)
        {
            throw new CockpitException(JumpFaults.Of(jump, e.Fault), e);
        }
    }
}
