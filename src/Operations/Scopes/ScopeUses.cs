using System.Text.Json;
using Cockpit.Core.Definitions;
using Cockpit.Core.Scopes;
using Cockpit.Store;
using Cockpit.Store.Definitions;

namespace Cockpit.Operations.Scopes;

/// <summary>Where a definition chooses hosts.</summary>
/// <param name="By">"policy prod-web".</param>
/// <param name="Text">A scope's name or an expression; null where the definition cannot be read, so that nobody can say what it chooses.</param>
internal sealed record ScopeUse(string By, string? Text);

/// <summary>What stands on named scopes: other scopes, and whatever policies, sites and templates say in a field "scope".</summary>
internal static class ScopeUses
{
    private const string Field = "scope";

    public static List<ScopeUse> InPolicies(ReadTransaction t) =>
        [.. t.Definitions().Where(d => d.Kind is DefinitionKind.Policy or DefinitionKind.Site or DefinitionKind.Template).SelectMany(Of)];

    /// <summary>Who uses a scope by its name, in words, in order. What cannot be read counts as using it.</summary>
    public static List<string> Of(ScopeBook book, List<ScopeUse> policies, string name) =>
    [
        .. book.UsersOf(name).Select(u => $"scope {u}"),
        .. policies.Where(p => p.Text is not { } text || Names(book, text, name)).Select(p => p.By).Distinct().Order(StringComparer.Ordinal),
    ];

    private static bool Names(ScopeBook book, string text, string name) => book.TryResolve(text, out Scope scope, out _)
        ? scope.References.Contains(name, StringComparer.OrdinalIgnoreCase)
        : text.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ScopeUse> Of(DefinitionVersion definition)
    {
        string by = $"{definition.Kind.ToString().ToLowerInvariant()} {definition.Name}";
        var found = new List<ScopeUse>();
        try
        {
            using JsonDocument body = JsonDocument.Parse(definition.Body!);
            Collect(body.RootElement, by, found);
        }
        catch (JsonException)
        {
            found.Add(new ScopeUse(by, null));
        }
        return found;
    }

    /// <summary>The reader bounds how deep a document nests.</summary>
    private static void Collect(JsonElement at, string by, List<ScopeUse> found)
    {
        if (at.ValueKind is JsonValueKind.Array)
        {
            foreach (JsonElement item in at.EnumerateArray()) Collect(item, by, found);
            return;
        }
        if (at.ValueKind is not JsonValueKind.Object) return;
        foreach (JsonProperty property in at.EnumerateObject())
        {
            if (property.NameEquals(Field) && property.Value.ValueKind is JsonValueKind.String) found.Add(new ScopeUse(by, property.Value.GetString()));
            else Collect(property.Value, by, found);
        }
    }
}
