using System.Text.Json;

namespace Cockpit.Scanner.Ssvc;

/// <summary>
/// Decision points out of CVE records: containers.adp[].metrics[].other with the type "ssvc". Records without any are passed over; most
/// CVEs have none. The options are an array of objects with one name each.
/// </summary>
internal static class SsvcJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    public static List<SsvcDecision> Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text, Options);
            IEnumerable<JsonElement> records = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray() : [json.RootElement];
            return [.. records.SelectMany((record, i) => OfRecord(record, $"Record {i + 1}"))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw SsvcReader.Invalid("It is no JSON, or it is cut.", e);
        }
    }

    private static IEnumerable<SsvcDecision> OfRecord(JsonElement record, string where)
    {
        string? cve = Get(record, "cveMetadata") is { } about ? Text(about, "cveId") : null;
        if (cve is null) throw SsvcReader.Invalid($"{where} is no CVE record.");
        foreach (JsonElement container in Each(Get(record, "containers"), "adp"))
        {
            foreach (JsonElement metric in Each(container, "metrics"))
            {
                if (Get(metric, "other") is not { } other || Text(other, "type") != "ssvc" || Get(other, "content") is not { } content) continue;
                string? exploitation = null, automatable = null, impact = null;
                foreach (JsonElement option in Each(content, "options"))
                {
                    exploitation = Text(option, "Exploitation") ?? exploitation;
                    automatable = Text(option, "Automatable") ?? automatable;
                    impact = Text(option, "Technical Impact") ?? impact;
                }
                yield return SsvcReader.Decision(where, cve, exploitation, automatable, impact, Text(content, "timestamp"));
            }
        }
    }

    private static JsonElement? Get(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement found) ? found : null;

    private static string? Text(JsonElement of, string name) => Get(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement.ArrayEnumerator Each(JsonElement? of, string name) => of is { } element && Get(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
}
