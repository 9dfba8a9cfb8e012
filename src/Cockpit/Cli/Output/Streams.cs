using Cockpit.Tui.Terminal;

namespace Cockpit.Cli.Output;

/// <summary>Where a call reads and writes, and what stands at the other end.</summary>
/// <param name="Width">Cells of a line of stdout's terminal, or null where stdout is none.</param>
/// <param name="CanAsk">A person sits at a terminal: stdin and stderr are one.</param>
/// <param name="ShowsProgress">stderr is a terminal.</param>
internal sealed record Streams(TextReader In, TextWriter Out, TextWriter Error, int? Width, bool CanAsk, bool ShowsProgress)
{
    // Console.In, Out, Error and WindowWidth would switch a terminal to application keys (ESC[?1h) and leave it there.
    public static Streams OfProcess() => new(
        new StreamReader(Console.OpenStandardInput()), Writer(Console.OpenStandardOutput()), Writer(Console.OpenStandardError()),
        Console.IsOutputRedirected ? null : TerminalWidth(),
        !Console.IsInputRedirected && !Console.IsErrorRedirected,
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null));

    private static TextWriter Writer(Stream stream) => TextWriter.Synchronized(new StreamWriter(stream) { AutoFlush = true });

    private static int TerminalWidth()
    {
        if (!OperatingSystem.IsWindows()) return Tty.SizeOf(1).Width;
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
