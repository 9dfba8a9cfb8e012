using System.Text.Json.Nodes;
using Cockpit.Core.Documents;
using Cockpit.Core.Policies.Settings;

namespace Cockpit.Core.Policies.Text;

/// <summary>A template's or site's mapping; its name is the key before it.</summary>
public sealed class LayerFormat(bool isSite) : Format<SettingsLayer>
{
    internal static readonly TextFormat Extends = new("the name of a template or a site", 63);

    /// <returns>The layer without its name and version.</returns>
    public override bool TryRead(DocNode node, string where, DocFaults faults, out SettingsLayer value)
    {
        value = null!;
        if (MapReader.Of(node, where, faults) is not { } map) return false;
        int before = faults.Found.Count;
        string extends = map.Get("extends", Extends, "");
        var settings = SettingValues.Read(map, where, faults);
        value = new SettingsLayer(isSite, "", 0, extends.Length == 0 ? null : extends, settings);
        return map.Done() && faults.Found.Count == before;
    }

    public override DocNode Write(SettingsLayer value) => new DocMap(0, [.. value.Extends is { } e ? [new DocEntry("extends", 0, Extends.Write(e))] : Array.Empty<DocEntry>(), .. value.Settings.Write()]);

    public override JsonObject Schema()
    {
        JsonObject properties = SettingsSchema.Properties();
        properties["extends"] = Extends.Schema();
        return SettingsSchema.Mapping(properties);
    }
}
