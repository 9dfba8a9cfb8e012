using System.Net.Sockets;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>Ends sockets from other threads than the one that uses them.</summary>
internal static class Sockets
{
    /// <summary>Whoever reads or writes on it returns with an error. Never blocks.</summary>
    public static void HangUp(Socket? socket)
    {
        try
        {
            socket?.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It is closed already, which is what was wanted.
        }
    }
}
