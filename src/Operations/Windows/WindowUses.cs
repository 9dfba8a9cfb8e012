using System.Text.Json;
using Cockpit.Core.Definitions;
using Cockpit.Store;
using Cockpit.Store.Definitions;

namespace Cockpit.Operations.Windows;

/// <summary>Who names a window: policies, and the templates and sites that they extend.</summary>
internal static class WindowUses
{
    private static readonly DefinitionKind[] Kinds = [DefinitionKind.Policy, DefinitionKind.Site, DefinitionKind.Template];

    /// <summary>Such as "policy prod-web"; by kind and name. A body that cannot be read counts where the name stands in it: a window too many is kept rather than one too few.</summary>
    public static IReadOnlyList<string> Of(ReadTransaction t, string window) =>
        [.. Kinds.SelectMany(kind => t.Definitions(kind).Where(d => Names(d.Body!, window)).Select(d => $"{kind.ToString().ToLowerInvariant()} {d.Name}"))];

    private static bool Names(string body, string window)
    {
        if (!body.Contains(window, StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject()
                .Where(p => p.Name.StartsWith("window", StringComparison.OrdinalIgnoreCase)).Any(p => Holds(p.Value, window));
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static bool Holds(JsonElement value, string window) => value.ValueKind switch
    {
        JsonValueKind.String => string.Equals(value.GetString(), window, StringComparison.OrdinalIgnoreCase),
        JsonValueKind.Array => value.EnumerateArray().Any(v => Holds(v, window)),
        JsonValueKind.Object => value.EnumerateObject().Any(p => Holds(p.Value, window)),
        _ => false,
    };
}
