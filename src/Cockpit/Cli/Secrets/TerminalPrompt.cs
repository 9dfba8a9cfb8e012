using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cockpit.Cli.Output;
using Cockpit.Core.Credentials;
using Cockpit.Operations;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cli.Secrets;

/// <summary>Asks the person at the terminal for a secret: the question on stderr, the answer from stdin, unseen. One question at a time.</summary>
internal sealed class TerminalPrompt(Streams streams)
{
    private const int Input = 0;

    /// <summary>Where local flags stand in struct termios, and the flag for echo (termios(3), Linux).</summary>
    private const int LocalFlags = 12, Echo = 0x8;

    /// <summary>How often to look whether the question is still wanted.</summary>
    private const int LookMs = 100;

    private static byte[]? toRestore;

    static TerminalPrompt() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Restore();

    /// <returns>Null where the person typed nothing, or the terminal is gone.</returns>
    public Secret? Ask(Question question, CancellationToken cancellation)
    {
        streams.Error.Write($"\r{Printable.Line(question.Text)}: ");
        streams.Error.Flush();
        Hide(question.Echo);
        byte[] typed = GC.AllocateUninitializedArray<byte>(1_024, pinned: true);
        try
        {
            int length = ReadLine(typed, cancellation);
            return length > 0 ? new Secret(typed.AsSpan(0, length)) : null;
        }
        finally
        {
            Restore();
            CryptographicOperations.ZeroMemory(typed);
            if (!question.Echo) streams.Error.WriteLine();
        }
    }

    private static int ReadLine(byte[] typed, CancellationToken cancellation)
    {
        int length = 0;
        while (true)
        {
            var poll = new Libc.PollFd { Fd = Input, Events = Libc.PollIn };
            if (Libc.Poll(ref poll, 1, LookMs) <= 0)
            {
                cancellation.ThrowIfCancellationRequested();
                continue;
            }
            byte one = 0;
            // Byte by byte, so that nothing behind the line is taken from whoever reads next.
            if (Libc.Read(Input, ref one, 1) <= 0) return 0;
            if (one is (byte)'\n' or (byte)'\r') return length;
            if (length < typed.Length) typed[length++] = one;
        }
    }

    private static void Hide(bool echo)
    {
        if (echo) return;
        byte[] saved = new byte[Libc.TermiosRoom];
        if (Libc.GetAttributes(Input, ref saved[0]) != 0) return;
        byte[] hidden = [.. saved];
        MemoryMarshal.Write(hidden.AsSpan(LocalFlags), BitConverter.ToInt32(hidden, LocalFlags) & ~Echo);
        toRestore = saved;
        _ = Libc.SetAttributes(Input, Libc.TcsaNow, ref hidden[0]);
    }

    private static void Restore()
    {
        if (Interlocked.Exchange(ref toRestore, null) is { } saved) _ = Libc.SetAttributes(Input, Libc.TcsaNow, ref saved[0]);
    }
}
