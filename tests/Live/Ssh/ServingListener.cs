using System.Net;
using System.Net.Sockets;

namespace Cockpit.Live.Ssh;

/// <summary>A TCP server that does one thing with each peer and then closes; errors on a peer that has gone are its normal end.</summary>
internal sealed class ServingListener : IDisposable
{
    private readonly List<Socket> _peers = [];

    public ServingListener(Action<Socket> serve)
    {
        Listener.Start();
        new Thread(() => Accept(serve)) { IsBackground = true }.Start();
    }

    public TcpListener Listener { get; } = new(IPAddress.Loopback, 0);

    public void Dispose()
    {
        Listener.Stop();
        lock (_peers)
        {
            _peers.ForEach(p => p.Dispose());
        }
    }

    private void Accept(Action<Socket> serve)
    {
        try
        {
            while (true)
            {
                var peer = Listener.AcceptSocket();
                lock (_peers)
                {
                    _peers.Add(peer);
                }

                new Thread(() => Serve(peer, serve)) { IsBackground = true }.Start();
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // The listener was stopped, before or while it waited.
        }
    }

    private static void Serve(Socket peer, Action<Socket> serve)
    {
        try
        {
            serve(peer);
            peer.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The peer has gone.
        }
    }
}
