using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cockpit.Core.Rollouts;

/// <summary>An enum in JSON: its name in camelCase, never its number, so that members can be added and reordered.</summary>
public sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
