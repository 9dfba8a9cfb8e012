using System.Text;

namespace Cockpit.Remote.KnownHosts;

/// <summary>The picture of a fingerprint that ssh-keygen -lv draws: a bishop that walks over a board by the bits of the hash. Pure.</summary>
internal static class KeyArt
{
    private const int Width = 17;
    private const int Height = 9;
    private const string Marks = " .o+=*BOX@%&#/^SE";

    /// <param name="hash">The SHA-256 of the key.</param>
    /// <param name="title">Above it: "ED25519 256".</param>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> hash, string title)
    {
        var board = new int[Width, Height];
        var (x, y) = (Width / 2, Height / 2);
        foreach (var part in hash)
        {
            for (var (bits, step) = ((int)part, 0); step < 4; step++, bits >>= 2)
            {
                x = Math.Clamp(x + ((bits & 1) != 0 ? 1 : -1), 0, Width - 1);
                y = Math.Clamp(y + ((bits & 2) != 0 ? 1 : -1), 0, Height - 1);
                board[x, y] = Math.Min(board[x, y] + 1, Marks.Length - 3);
            }
        }

        board[Width / 2, Height / 2] = Marks.Length - 2;
        board[x, y] = Marks.Length - 1;
        var lines = new List<string> { Edge($"[{title}]") };
        for (var row = 0; row < Height; row++)
        {
            var line = new StringBuilder("|");
            for (var column = 0; column < Width; column++)
            {
                line.Append(Marks[board[column, row]]);
            }

            lines.Add(line.Append('|').ToString());
        }

        lines.Add(Edge("[SHA256]"));
        return lines;
    }

    private static string Edge(string text)
    {
        var left = (Width - text.Length) / 2;
        return $"+{new string('-', left)}{text}{new string('-', Width - text.Length - left)}+";
    }
}
