using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Files;

public sealed record FileReport(string Path, string Uuid, int Version, bool Demo, bool Shared, Instant CreatedAt, long Bytes, IReadOnlyDictionary<string, long> Rows);

/// <summary>Shows the file: its id, version, size and what is in it.</summary>
public static class ShowFile
{
    public static FileReport Run(Session session) => session.Read(t =>
    {
        FileFacts f = t.Facts();
        return new FileReport(session.FilePath, f.Uuid, f.Version, f.Demo, f.Shared, f.CreatedAt, f.Bytes, f.Rows);
    });
}
