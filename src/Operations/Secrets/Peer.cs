using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace Cockpit.Operations.Secrets;

/// <summary>Who is at the other end of a Unix socket, as the kernel says it (man 7 unix, SO_PEERCRED).</summary>
internal static class Peer
{
    private const int SolSocket = 1, SoPeerCred = 17;

    public static (int Pid, long Uid) Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        int length = socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return length < 12 ? (0, -1) : (BitConverter.ToInt32(credentials), BitConverter.ToUInt32(credentials[4..]));
    }

    /// <summary>The login uid of a process that is at the other end right now; null where the kernel has none.</summary>
    public static long? LoginUid(int pid)
    {
        try
        {
            return uint.TryParse(File.ReadAllText($"/proc/{pid}/loginuid"), NumberStyles.None, CultureInfo.InvariantCulture, out uint uid) && uid != uint.MaxValue ? uid : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
