using System.Collections.Frozen;
using Cockpit.Core.Scopes;
using NodaTime;
using NodaTime.TimeZones;
using Cockpit.Core.Suggestions;

namespace Cockpit.Core.Windows;

/// <summary>Time zones by their IANA name, from the data that the program carries: two machines with different system data agree on when a window opens.</summary>
public static class Zones
{
    /// <summary>Characters; the longest IANA name has 32.</summary>
    public const int MaxLength = 64;

    /// <summary>The release of the data, such as "2026b".</summary>
    public static string DataVersion { get; } = TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>The names that count: what NodaTime takes beside them, such as UTC+02, no calendar program reads.</summary>
    private static readonly FrozenSet<string> Names = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The zone of exactly that name, or null.</summary>
    public static DateTimeZone? Find(string name) => Names.Contains(name) ? DateTimeZoneProviders.Tzdb[name] : null;

    /// <summary>The zone that a calendar program means: an IANA name, one behind a program's own prefix, or a name of Windows.</summary>
    public static DateTimeZone? FindForeign(string name)
    {
        if (name.Length > 4 * MaxLength) return null;
        string id = name.Trim();
        if (Find(id) is { } zone) return zone;
        if (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(id, out string? mapped)) return Find(mapped);
        string[] parts = id.Split('/');
        return parts.Length > 2 ? Find(string.Join('/', parts[^2..])) ?? Find(string.Join('/', parts[^3..])) : null;
    }

    /// <summary>What is wrong with a zone's name, as a sentence with the name that was probably meant; null where nothing is.</summary>
    public static string? Problem(string name)
    {
        if (Find(name) is not null) return null;
        if (name.Length is 0 or > MaxLength) return "A zone is an IANA name such as Europe/Berlin.";
        return Near(name) is { } near ? $"There is no zone \"{name}\"; {near} is one." : $"There is no zone \"{name}\". A zone is an IANA name such as Europe/Berlin.";
    }

    /// <summary>The name that was probably meant: in other letters, a city without its continent, or at most three typing errors away.</summary>
    private static string? Near(string name)
    {
        string wanted = name.Replace(' ', '_');
        IReadOnlyList<string> ids = DateTimeZoneProviders.Tzdb.Ids;
        if (ids.FirstOrDefault(id => id.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { } same) return same;
        if (ids.FirstOrDefault(id => id.EndsWith('/' + wanted, StringComparison.OrdinalIgnoreCase)) is { } city) return city;
        string lower = wanted.ToLowerInvariant();
        int Distance(string id)
        {
            string known = id.ToLowerInvariant();
            return Math.Min(EditDistance.Between(lower, known), EditDistance.Between(lower, known[(known.LastIndexOf('/') + 1)..]));
        }
        var (best, distance) = ids.Select(id => (id, Distance(id))).MinBy(pair => pair.Item2);
        return distance <= Math.Min(3, name.Length / 3) ? best : null;
    }
}
