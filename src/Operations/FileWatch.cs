using Cockpit.Store;

namespace Cockpit.Operations;

/// <summary>Tells whether any process changed the file since the last look; asked every 100 ms it costs microseconds. One thread owns it.</summary>
public sealed class FileWatch(Session session) : IDisposable
{
    private readonly ChangeWatch watch = new(session.FilePath);

    public bool Changed() => watch.Changed();

    public void Dispose() => watch.Dispose();
}
