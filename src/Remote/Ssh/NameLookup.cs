using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;

namespace Cockpit.Remote.Ssh;

/// <summary>Finds a host's IP addresses on a thread of its own: the resolver cannot be cancelled and may take far longer than a host is given.</summary>
internal static class NameLookup
{
    /// <exception cref="CockpitException">DNS.</exception>
    public static IReadOnlyList<IPAddress> Resolve(SshTarget target, TimeSpan limit, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(target.HostName, out var literal))
        {
            return [literal];
        }

        var found = new TaskCompletionSource<IPAddress[]>();
        new Thread(() => Ask(target.HostName, found), maxStackSize: 256 * 1024) { IsBackground = true, Name = "dns" }.Start();
        if (!found.Task.Wait((int)limit.TotalMilliseconds, cancellation))
        {
            throw Failed($"The name {target.HostName} of {target.Name} was not resolved within {limit.TotalSeconds:0.#} s.");
        }

        IPAddress[] addresses = target.OnlyFamily is { } family ? [.. found.Task.Result.Where(a => a.AddressFamily == family)] : found.Task.Result;
        return addresses.Length > 0 ? addresses : throw Failed($"The name {target.HostName} of {target.Name} has no address.");
    }

    private static void Ask(string name, TaskCompletionSource<IPAddress[]> found)
    {
        try
        {
            found.SetResult(Dns.GetHostAddresses(name));
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            found.SetResult([]);
        }
    }

    private static CockpitException Failed(string what) => new(RemoteErrors.Dns.Because(what));
}
