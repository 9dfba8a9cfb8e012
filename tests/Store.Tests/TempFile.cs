using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Store.Tests;

/// <summary>A folder of its own for a test's file, gone afterwards.</summary>
public sealed class TempFile : IDisposable
{
    public static readonly Actor Anna = new(1000, 1000, "anna");
    public static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);

    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-store-").FullName;

    public string Path => System.IO.Path.Combine(folder, "prod.db");

    public CockpitFile Make() => CockpitFile.Open(Path, FileAccessMode.Create, Anna, Now);

    public CockpitFile Open(FileAccessMode mode = FileAccessMode.Write) => CockpitFile.Open(Path, mode, Anna, Now);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
