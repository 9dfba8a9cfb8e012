using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cockpit.Live.Ssh;

namespace Cockpit.Live.Faults;

/// <summary>What a line does to what it carries.</summary>
/// <param name="Delay">Each byte arrives this much later, in each direction.</param>
/// <param name="Stalls">How often, in a thousand pieces, it stands still for 1 to 3 s.</param>
/// <param name="AfterServerBytes">Once the server has sent so much, what <paramref name="Then"/> says happens.</param>
internal sealed record LineFaults(TimeSpan Delay = default, int Stalls = 0, long AfterServerBytes = long.MaxValue, LineEnd Then = LineEnd.Close, int Seed = 1);

/// <summary>How a line ends: closed, reset, or silent (half-open: nothing comes any more, and nobody is told).</summary>
internal enum LineEnd { Close, Reset, Silence }

/// <summary>
/// A TCP line to a server with faults that its seed repeats. The kernel's netem would do the same where it is there; this needs no rights. Its pauses
/// are what it is for: they are the line's, not a test's.
/// </summary>
internal sealed class Relay : IDisposable
{
    private readonly ServingListener _listener;
    private readonly ManualResetEvent _over = new(false);
    private int _connections;

    public Relay(string host, int port, LineFaults faults) => _listener = new ServingListener(client => Serve(client, host, port, faults));

    public int Port => ((IPEndPoint)_listener.Listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _over.Set();
        _listener.Dispose();
    }

    private void Serve(Socket client, string host, int port, LineFaults faults)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Connect(host, port);
        var seed = faults.Seed + Interlocked.Increment(ref _connections);
        var up = new Thread(() => Direction(client, server, faults, new Random(seed), long.MaxValue)) { IsBackground = true };
        up.Start();
        if (Direction(server, client, faults, new Random(-seed), faults.AfterServerBytes))
        {
            switch (faults.Then)
            {
                case LineEnd.Silence:
                    _over.WaitOne();
                    break;
                case LineEnd.Reset:
                    client.LingerState = new LingerOption(true, 0);
                    client.Close();
                    break;
                default:
                    break;
            }
        }

        server.Close();
    }

    /// <summary>Carries one way until its end; true where its fault ended it.</summary>
    private bool Direction(Socket from, Socket to, LineFaults faults, Random random, long most)
    {
        // Pieces on their way, each with the moment at which it arrives: a delay holds nothing back, it only shifts.
        var under = new Queue<(long At, byte[] Bytes)>();
        var gate = new object();
        var ended = false;
        var reader = new Thread(() =>
        {
            var chunk = new byte[8192];
            try
            {
                for (var count = from.Receive(chunk); count > 0; count = from.Receive(chunk))
                {
                    Put(chunk[..count]);
                }
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // The end of this direction, like any other.
            }

            lock (gate)
            {
                ended = true;
                Monitor.PulseAll(gate);
            }
        })
        { IsBackground = true };
        reader.Start();
        long sent = 0;
        while (true)
        {
            (long At, byte[] Bytes) piece;
            lock (gate)
            {
                while (under.Count == 0 && !ended)
                {
                    Monitor.Wait(gate);
                }

                if (under.Count == 0)
                {
                    return false;
                }

                piece = under.Dequeue();
            }

            Pause(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), piece.At));
            if (random.Next(1000) < faults.Stalls)
            {
                Pause(TimeSpan.FromSeconds(1 + (2 * random.NextDouble())));
            }

            var part = (int)Math.Min(piece.Bytes.Length, most - sent);
            try
            {
                to.Send(piece.Bytes.AsSpan(0, part));
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                return false;
            }

            sent += part;
            if (sent >= most)
            {
                return true;
            }
        }

        void Put(byte[] bytes)
        {
            lock (gate)
            {
                under.Enqueue((Stopwatch.GetTimestamp() + (long)(faults.Delay.TotalSeconds * Stopwatch.Frequency), bytes));
                Monitor.PulseAll(gate);
            }
        }
    }

    private void Pause(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            _over.WaitOne(time);
        }
    }
}
