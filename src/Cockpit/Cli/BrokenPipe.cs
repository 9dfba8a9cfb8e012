namespace Cockpit.Cli;

internal static class BrokenPipe
{
    /// <summary>EPIPE as .NET reports it on Linux (man 2 write).</summary>
    private const int Code = 32;

    public static bool Is(IOException e) => e.HResult == Code || (e.HResult & 0xFFFF) == Code;
}
