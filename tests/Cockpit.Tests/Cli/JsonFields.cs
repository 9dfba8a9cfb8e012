using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>The fields that scripts build on. More may come; none may go.</summary>
internal static class JsonFields
{
    public static JsonElement Json(this Program program, params string[] arguments)
    {
        Ran ran = program.Run([.. arguments, "-o", "json"]);
        Assert.True(ran.Error.Length == 0, ran.Error);
        using JsonDocument document = JsonDocument.Parse(ran.Out);
        return document.RootElement.Clone();
    }

    /// <summary>Each name stands there, be it null.</summary>
    public static void Has(this JsonElement element, params string[] names) =>
        Assert.Empty(names.Except(element.EnumerateObject().Select(p => p.Name)));

    public static string[] Each(this JsonElement list, string name) => [.. list.EnumerateArray().Select(e => e.GetProperty(name).ToString())];
}
