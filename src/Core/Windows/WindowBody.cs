using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Windows;

/// <summary>A window as the JSON in which it lies in the file. Strict: an unknown field, a missing one or an unreadable time is no window.</summary>
public static class WindowBody
{
    public static string Write(MaintenanceWindow w) => JsonSerializer.Serialize(Document(w), WindowJson.Default.WindowDocument);

    /// <summary>The fields as they lie in the file and in a plan.</summary>
    public static WindowDocument Document(MaintenanceWindow w) => new(w.Name, w.Zone, w.Rule, Times.Format(w.Start), (long)w.Length.TotalSeconds, (long)w.Cutoff.TotalSeconds)
    {
        OffsetDays = w.OffsetDays, From = w.From is { } from ? LocalDatePattern.Iso.Format(from) : null,
    };

    /// <summary>The window of a body; null where it is none. What its fields may be is <see cref="WindowCheck"/>'s to say.</summary>
    public static MaintenanceWindow? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WindowJson.Default.WindowDocument) is { } d ? Read(d) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The window of its fields; null where a time or a day cannot be read.</summary>
    public static MaintenanceWindow? Read(WindowDocument d)
    {
        if (!Times.Parse(d.Start).TryGetValue(default, out LocalTime start)) return null;
        LocalDate? from = null;
        if (d.From is not null)
        {
            if (!LocalDatePattern.Iso.Parse(d.From).TryGetValue(default, out LocalDate date)) return null;
            from = date;
        }
        // Seconds that no Duration holds are no length either.
        const long most = 366L * NodaConstants.SecondsPerDay;
        if (Math.Abs(d.LengthSeconds) > most || Math.Abs(d.CutoffSeconds) > most) return null;
        return new(d.Name, d.Zone, d.Rule, start, Duration.FromSeconds(d.LengthSeconds), Duration.FromSeconds(d.CutoffSeconds), d.OffsetDays, from);
    }

    private static readonly LocalTimePattern Times = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
}

/// <summary>A window's fields as the file and plans keep them.</summary>
/// <param name="Start">HH:MM.</param>
public sealed record WindowDocument(string Name, string Zone, string Rule, string Start, long LengthSeconds, long CutoffSeconds)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int OffsetDays { get; init; }

    /// <summary>ISO.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WindowDocument))]
internal sealed partial class WindowJson : JsonSerializerContext;
