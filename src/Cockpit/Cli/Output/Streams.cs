namespace Cockpit.Cli.Output;

/// <summary>Where a call reads and writes, and what stands at the other end.</summary>
/// <param name="Width">Cells of a line of stdout's terminal, or null where stdout is none.</param>
/// <param name="CanAsk">A person sits at a terminal: stdin and stderr are one.</param>
/// <param name="ShowsProgress">stderr is a terminal.</param>
internal sealed record Streams(TextReader In, TextWriter Out, TextWriter Error, int? Width, bool CanAsk, bool ShowsProgress)
{
    public static Streams OfProcess() => new(
        Console.In, Console.Out, Console.Error,
        Console.IsOutputRedirected ? null : TerminalWidth(),
        !Console.IsInputRedirected && !Console.IsErrorRedirected,
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null));

    private static int TerminalWidth()
    {
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
