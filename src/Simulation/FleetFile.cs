using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Simulation;

/// <summary>
/// Hosts in a file of their own, so that a killed worker finds them as it left them. Every change replaces the file as a whole
/// (write beside it, rename over it), so that it is never half written. Safe for one process at a time, and for several threads of it;
/// another process sees what was kept when it opens the file.
/// </summary>
public sealed class FleetFile : ISimulatedFleet
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly Dictionary<string, SimulatedHost> hosts;

    private FleetFile(string path, IEnumerable<SimulatedHost> hosts)
    {
        this.path = path;
        this.hosts = hosts.ToDictionary(h => h.Name);
    }

    /// <summary>Where the simulated hosts of a Cockpit file are.</summary>
    public static string PathFor(string databasePath) => databasePath + ".fleet";

    /// <summary>Makes the file.</summary>
    public static FleetFile Create(string path, IEnumerable<SimulatedHost> hosts)
    {
        var fleet = new FleetFile(path, hosts);
        fleet.Save();
        return fleet;
    }

    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    public static FleetFile Open(string path)
    {
        try
        {
            return new FleetFile(path, JsonSerializer.Deserialize(File.ReadAllBytes(path), FleetJson.Default.SimulatedHostArray) ?? []);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or UnauthorizedAccessException)
        {
            throw new IOException($"The simulated fleet {path} cannot be read.", e);
        }
    }

    public IReadOnlyList<SimulatedHost> All
    {
        get
        {
            lock (gate) return [.. hosts.Values.OrderBy(h => h.Name, StringComparer.Ordinal)];
        }
    }

    public SimulatedHost? Find(string name)
    {
        lock (gate) return hosts.GetValueOrDefault(name);
    }

    public void Keep(SimulatedHost host)
    {
        lock (gate)
        {
            hosts[host.Name] = host;
            Save();
        }
    }

    private void Save()
    {
        string beside = path + ".new";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes([.. hosts.Values.OrderBy(h => h.Name, StringComparer.Ordinal)], FleetJson.Default.SimulatedHostArray));
        File.Move(beside, path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(MomentJson), typeof(JsonStringEnumConverter<Core.Hosts.UpdateClass>)])]
[JsonSerializable(typeof(SimulatedHost[]))]
internal sealed partial class FleetJson : JsonSerializerContext;

/// <summary>A moment as RFC 3339 in UTC.</summary>
internal sealed class MomentJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true } parsed ? parsed.Value : throw new JsonException("A time is RFC 3339 in UTC.");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}
