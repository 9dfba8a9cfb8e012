using System.Net;
using System.Net.Sockets;

namespace Cockpit.Live.Ssh;

/// <summary>A port whose queue is full and never emptied: the kernel drops the first packet of every further connection, as a firewall would.</summary>
internal sealed class FullBacklog : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _filling = [];

    public FullBacklog()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
        var target = (IPEndPoint)_listener.LocalEndPoint!;
        Port = target.Port;

        // The kernel completes one connection more than the backlog by itself; a few more are for good measure.
        for (var i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _filling.Add(socket);
            try
            {
                socket.Connect(target);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                // Under way, which is all that is wanted.
            }
        }
    }

    public int Port { get; }

    public void Dispose()
    {
        _filling.ForEach(s => s.Dispose());
        _listener.Dispose();
    }
}
