using System.Text.Json;
using Cockpit.Operations.Audit;

namespace Cockpit.Tui.Rollouts;

/// <summary>The fields of a journal row in one line: "step patch  code APT_POSTINST".</summary>
public static class EventText
{
    /// <summary>Longer values, such as a plan's hash, are cut.</summary>
    private const int MaxValue = 60;

    /// <param name="hosts">Names of hosts by their number; without it the number stands there.</param>
    public static string Of(AuditEntry entry, IReadOnlyDictionary<string, string>? hosts = null)
    {
        if (entry.Details is not { ValueKind: JsonValueKind.Object } details) return entry.Subject;
        IEnumerable<string> fields = details.EnumerateObject()
            .Where(f => f.Name != "type" && f.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True)
            .Select(f => f.Name == "host" && hosts?.GetValueOrDefault(f.Value.ToString()) is { } name ? name : $"{f.Name} {Cut(f.Value.ToString())}");
        return string.Join("  ", fields);
    }

    private static string Cut(string value) => value.Length <= MaxValue ? value : value[..(MaxValue - 2)] + "..";
}
