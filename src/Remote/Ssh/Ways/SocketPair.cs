using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>Two sockets that are connected to each other and to nothing else (socketpair(2)): no port, no name, no other process can reach them.</summary>
internal static class SocketPair
{
    private const int Unix = 1;
    private const int StreamClosedOnExec = 1 | 0x80000;

    /// <exception cref="SocketException">No file descriptors are left.</exception>
    public static (Socket Ours, Socket Theirs) Make()
    {
        var handles = new int[2];
        if (Make(Unix, StreamClosedOnExec, 0, handles) != 0)
        {
            throw new SocketException((int)SocketError.TooManyOpenSockets, new Win32Exception(Marshal.GetLastPInvokeError()).Message);
        }

        return (new Socket(new SafeSocketHandle(handles[0], ownsHandle: true)), new Socket(new SafeSocketHandle(handles[1], ownsHandle: true)));
    }

    [DllImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Make(int domain, int type, int protocol, [Out] int[] handles);
}
