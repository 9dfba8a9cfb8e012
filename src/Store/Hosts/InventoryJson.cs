using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Changes;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>What a scan read, as a row keeps it: everything but the package list, which is kept apart because it seldom changes.</summary>
internal sealed record StoredInventory(
    string OsFamily, string OsName, string OsVersion, string OsCodename, string Architecture, string Kernel,
    string? MachineId, string BootId, long UptimeSeconds, long? MetadataAtUs, bool HasSecuritySource,
    bool RebootRequired, IReadOnlyList<string> RebootPackages, IReadOnlyList<PendingUpdate> Updates,
    IReadOnlyList<FileSystemUse> FileSystems, IReadOnlyList<string> Unread, SystemFacts? Facts)
{
    public static StoredInventory From(Inventory i) => new(
        i.OsFamily, i.OsName, i.OsVersion, i.OsCodename, i.Architecture, i.Kernel, i.MachineId, i.BootId, (long)i.Uptime.TotalSeconds,
        i.MetadataAt is { } at ? JournalHash.Microseconds(at) : null, i.HasSecuritySource, i.RebootRequired, i.RebootPackages, i.Updates, i.FileSystems, i.Unread, i.Facts);

    public Inventory With(IReadOnlyList<InstalledPackage> packages) => new(
        OsFamily, OsName, OsVersion, OsCodename, Architecture, Kernel, MachineId, BootId, Duration.FromSeconds(UptimeSeconds),
        MetadataAtUs is { } us ? JournalHash.FromMicroseconds(us) : null, HasSecuritySource, RebootRequired, RebootPackages, packages, Updates, FileSystems, Unread)
    {
        // Rows of an earlier version hold none.
        Facts = Facts ?? SystemFacts.Unknown,
    };
}

/// <summary>JSON of stored scans, compressed with Brotli; one host's packages take about 8 kB.</summary>
internal static class InventoryJson
{
    public static byte[] Pack(StoredInventory inventory) => Pack(JsonSerializer.SerializeToUtf8Bytes(inventory, InventoryContext.Default.StoredInventory));

    public static byte[] Pack(ScanDelta delta) => Pack(JsonSerializer.SerializeToUtf8Bytes(delta, InventoryContext.Default.ScanDelta));

    public static ScanDelta Delta(byte[] packed) => JsonSerializer.Deserialize(Unpack(packed), InventoryContext.Default.ScanDelta)!;

    public static byte[] PlainPackages(IReadOnlyList<InstalledPackage> packages) =>
        JsonSerializer.SerializeToUtf8Bytes(packages, InventoryContext.Default.IReadOnlyListInstalledPackage);

    public static StoredInventory Inventory(byte[] packed) => JsonSerializer.Deserialize(Unpack(packed), InventoryContext.Default.StoredInventory)!;

    public static IReadOnlyList<InstalledPackage> Packages(byte[] packed) => JsonSerializer.Deserialize(Unpack(packed), InventoryContext.Default.IReadOnlyListInstalledPackage)!;

    public static byte[] Pack(ReadOnlySpan<byte> plain)
    {
        using var result = new MemoryStream();
        using (var brotli = new BrotliStream(result, CompressionLevel.Fastest)) brotli.Write(plain);
        return result.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var plain = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress)) brotli.CopyTo(plain);
        return plain.ToArray();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    Converters = [typeof(StoredInstant), typeof(StoredDuration), typeof(StoredDate)])]
[JsonSerializable(typeof(StoredInventory))]
[JsonSerializable(typeof(ScanDelta))]
[JsonSerializable(typeof(IReadOnlyList<InstalledPackage>))]
internal sealed partial class InventoryContext : JsonSerializerContext;
