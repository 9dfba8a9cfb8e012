using System.Text.Json.Nodes;
using Cockpit.Core.Policies.Settings;

namespace Cockpit.Core.Policies.Text;

/// <summary>The settings as a JSON schema, for editors.</summary>
internal static class SettingsSchema
{
    public static JsonObject Properties()
    {
        var properties = new JsonObject();
        foreach (var group in PolicySettings.All.GroupBy(s => s.Name.Split('.')[0]))
        {
            if (group.First().Name == group.Key)
            {
                properties[group.Key] = group.First().Schema();
                continue;
            }
            var inner = new JsonObject();
            foreach (PolicySetting setting in group) inner[setting.Name[(group.Key.Length + 1)..]] = setting.Schema();
            properties[group.Key] = Mapping(inner);
        }
        return properties;
    }

    public static JsonObject Mapping(JsonObject properties) => new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
}
