namespace Cockpit.Remote.Local;

/// <summary>Gives a child its script on a thread of its own: a child that never reads must not block whoever waits for it.</summary>
internal static class PipeWriter
{
    public static void Start(Stream pipe, byte[] bytes) =>
        new Thread(() => Write(pipe, bytes), maxStackSize: 256 * 1024) { IsBackground = true, Name = "local-stdin" }.Start();

    private static void Write(Stream pipe, byte[] bytes)
    {
        try
        {
            using (pipe)
            {
                pipe.Write(bytes);
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The child ended before it had read all; its exit code says how.
        }
    }
}
