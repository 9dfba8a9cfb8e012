using System.Net.Sockets;
using System.Text;

namespace Cockpit.Remote.Ssh;

/// <summary>Why a server's first line did not come.</summary>
internal enum FirstLineEnd { Closed, NotSsh, TooOld }

/// <param name="said">What came instead; hostile.</param>
internal sealed class FirstLineException(FirstLineEnd end, string said, Exception? inner = null) : Exception("The server's first line did not come.", inner)
{
    public FirstLineEnd End => end;

    public string Said => said;
}

/// <summary>
/// The exchange of identifications (RFC 4253 section 4.2): each side sends a line "SSH-2.0-...", a server perhaps others before it. Read here and not by the
/// library, so that what a server says in place of it, such as "Exceeded MaxStartups", reaches the person.
/// </summary>
internal static class FirstLine
{
    /// <summary>Bytes before the identification and of it: RFC 4253 allows it 255, and lines before it are a notice at most.</summary>
    private const int Most = 16 * 1024;

    /// <summary>Blocks until the line is there; whoever watches over it hangs the socket up.</summary>
    /// <param name="ours">Without its end of line.</param>
    /// <returns>The server's line without its end, as the key exchange signs it.</returns>
    /// <exception cref="FirstLineException">It did not come.</exception>
    public static string Exchange(Socket socket, string ours)
    {
        var before = new StringBuilder();
        try
        {
            socket.Send(Encoding.ASCII.GetBytes(ours + "\r\n"));
            return Read(socket, before);
        }
        catch (SocketException e)
        {
            // A server that drops what it will not serve may reset the connection under our own line.
            throw new FirstLineException(before.Length == 0 ? FirstLineEnd.Closed : FirstLineEnd.NotSsh, before.ToString(), e);
        }
    }

    private static string Read(Socket socket, StringBuilder before)
    {
        var line = new List<byte>();
        var total = 0;
        var chunk = new byte[512];
        while (true)
        {
            // What follows the line belongs to the key exchange, so it is looked at before it is taken.
            var there = socket.Receive(chunk, SocketFlags.Peek);
            if (there == 0)
            {
                before.Append(Encoding.UTF8.GetString([.. line]));
                throw new FirstLineException(before.Length == 0 ? FirstLineEnd.Closed : FirstLineEnd.NotSsh, before.ToString());
            }

            var end = chunk.AsSpan(0, there).IndexOf((byte)'\n');
            var taken = socket.Receive(chunk, 0, end < 0 ? there : end + 1, SocketFlags.None);
            total += taken;
            line.AddRange(chunk.AsSpan(0, taken));
            var text = Encoding.UTF8.GetString([.. line]);
            if (total > Most || text.Contains('\0'))
            {
                throw new FirstLineException(FirstLineEnd.NotSsh, before.Append(text).ToString());
            }

            if (line[^1] != (byte)'\n')
            {
                continue;
            }

            text = text.TrimEnd('\n').TrimEnd('\r');
            if (text.StartsWith("SSH-", StringComparison.Ordinal))
            {
                // 1.99 is a server that speaks 2.0 as well (RFC 4253 section 5.1).
                return text.StartsWith("SSH-2.0-", StringComparison.Ordinal) || text.StartsWith("SSH-1.99-", StringComparison.Ordinal)
                    ? text
                    : throw new FirstLineException(FirstLineEnd.TooOld, text);
            }

            before.Append(text).Append(' ');
            line.Clear();
        }
    }
}
