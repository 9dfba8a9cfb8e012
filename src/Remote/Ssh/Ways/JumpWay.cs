using System.Net.Sockets;
using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;
using Cockpit.Remote.Watching;
using Renci.SshNet.Common;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>A way to a server through a jump host. It opens no port on this machine: the bytes pass through two sockets that are connected to each other.</summary>
internal static class JumpWay
{
    /// <summary>
    /// How long a write to the connection behind may take. All that comes from a jump host passes through one thread, so whoever does not read
    /// what is for them must not hold up the others.
    /// </summary>
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(5);

    private const int CarrierStackBytes = 256 * 1024;

    /// <param name="lease">The session to the jump host; taken over, also when this fails.</param>
    /// <exception cref="CockpitException">What is wrong on the way, by its name.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Way Open(SshTarget target, JumpLease lease, Attempt attempt, TimeSpan limit)
    {
        var jump = lease.Session.Jump;
        var place = SshPlace.Of(target, address: null);
        Socket? ours = null;
        DirectChannel? channel = null;
        using var cut = new ManualResetEvent(false);
        try
        {
            (ours, var theirs) = SocketPair.Make();
            theirs.SendTimeout = (int)WriteLimit.TotalMilliseconds;
            channel = lease.Session.NewChannel(theirs);
            var asked = false;
            attempt.Guard(() =>
            {
                cut.Set();
                if (!Volatile.Read(ref asked))
                {
                    // Not even the question leaves: the jump host takes nothing in any more, from nobody.
                    lease.Session.HangUp();
                }
            });
            channel.Ask(target.HostName, target.Port);
            Volatile.Write(ref asked, true);
            Wait(channel, lease.Session, cut, attempt, place, limit);
            if (!channel.IsOpen)
            {
                throw new CockpitException(lease.Session.Lost ?? (channel.Refusal is { } refusal
                    ? JumpFaults.Refused(jump, place, refusal.ReasonCode, refusal.Description)
                    : RemoteErrors.ConnectTimeout.Because($"{jump.Name} cannot connect to {place}.")));
            }

            var way = new Way(ours, $"{Way.PeerOf(target.HostName, target.Port)} through {jump.Name}", () => lease.Session.Lost, lease.Session.Ask);
            attempt.Guard(way.HangUp);
            new Thread(() => Carry(channel, lease), CarrierStackBytes) { IsBackground = true, Name = "ssh-jump" }.Start();
            return way;
        }
        catch (Exception e)
        {
            // No cut may reach for what is disposed from here on.
            attempt.Guard(() => { });
            var lost = lease.Session.Lost;
            ours?.Dispose();
            channel?.Dispose();
            lease.Dispose();
            if (e is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                attempt.ThrowIfCancelled();
                throw new CockpitException(lost ?? RemoteErrors.Disconnected.Because($"{jump.Name}: the connection to this jump host was lost.", JumpFaults.Hint(jump)), e);
            }

            throw;
        }
    }

    /// <summary>Until the jump host has answered. A time-out is its own fault if it says nothing at all, and the target's if it answers everything else.</summary>
    private static void Wait(DirectChannel channel, JumpSession session, WaitHandle cut, Attempt attempt, string place, TimeSpan limit)
    {
        WaitHandle[] ends = [channel.Answered, session.LostSignal, cut];
        if (WaitHandle.WaitAny(ends, attempt.Left / 2) != WaitHandle.WaitTimeout && attempt.Reason == Cut.None)
        {
            return;
        }

        attempt.ThrowIfCancelled();
        var dead = session.Ask();
        if (WaitHandle.WaitAny(ends, attempt.Left) is 0 or 1)
        {
            return;
        }

        attempt.ThrowIfCancelled();
        throw new CockpitException(dead() ?? RemoteErrors.ConnectTimeout.Because($"{place} did not accept a connection from {session.Jump.Name} within {limit.TotalSeconds:0.#} s."));
    }

    private static void Carry(DirectChannel channel, JumpLease lease)
    {
        try
        {
            channel.Carry();
        }
        catch (Exception over) when (over is SshException or SocketException or ObjectDisposedException or InvalidOperationException or NullReferenceException)
        {
            // Either end was closed meanwhile (the library forgets its socket then); both ends learn of it by their own sockets.
        }

        try
        {
            channel.Dispose();
        }
        catch (Exception over) when (over is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The jump host is gone, and the channel with it.
        }
        finally
        {
            lease.Dispose();
        }
    }
}
