using Cockpit.Operations.Windows;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Files;

/// <param name="Zone">In which dates without a time are read.</param>
/// <param name="ZoneSet">It stands in the file; else it is this machine's.</param>
public sealed record FileReport(string Path, string Uuid, int Version, bool Demo, bool Shared, Instant CreatedAt, long Bytes, IReadOnlyDictionary<string, long> Rows, string Zone, bool ZoneSet);

/// <summary>Shows the file: its id, version, size and what is in it.</summary>
public static class ShowFile
{
    public static FileReport Run(Session session) => session.Read(t =>
    {
        FileFacts f = t.Facts();
        FileZone zone = FileZone.Of(t);
        return new FileReport(session.FilePath, f.Uuid, f.Version, f.Demo, f.Shared, f.CreatedAt, f.Bytes, f.Rows, zone.Name, zone.Set);
    });
}
