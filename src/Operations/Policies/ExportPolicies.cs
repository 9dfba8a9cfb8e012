using Cockpit.Core.Documents;
using Cockpit.Core.Errors;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Text;
using Cockpit.Operations.Policies.Text;
using System.Text.Json;

namespace Cockpit.Operations.Policies;

/// <summary>Prints definitions as YAML, and what such a file may hold.</summary>
public static class ExportPolicies
{
    /// <summary>Everything that the file defines; applying it changes nothing.</summary>
    public static string Run(Session session) => session.Read(t =>
    {
        var faults = new DocFaults();
        PolicyParts parts = PolicyBooks.Parts(t, faults);
        return faults.Any ? throw new CockpitException(PolicyErrors.PolicyBroken.Because(Printable.Line(faults.Found[0].ToString(), 300))) : PolicyYaml.Write(PolicyDocument.Write(parts));
    });

    /// <summary>A template that comes with the program, as YAML to start from.</summary>
    /// <exception cref="CockpitException">POLICY_UNKNOWN.</exception>
    public static string Template(string name)
    {
        SettingsLayer layer = BuiltInTemplates.All.FirstOrDefault(l => string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CockpitException(PolicyErrors.PolicyUnknown.Because($"There is no built-in template {Printable.Line(name, 60)}; there are {string.Join(", ", BuiltInTemplates.All.Select(l => l.Name))}."));
        return PolicyYaml.Write(PolicyDocument.Write(PolicyParts.Empty with { Layers = PolicyParts.Empty.Layers.SetItem(layer.Name, layer with { BuiltIn = false }) }));
    }

    /// <summary>The JSON schema of a policy file, for editors.</summary>
    public static string Schema() => PolicyDocument.Schema().ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = SchemaJson.Default });
}

/// <summary>Nodes are written without reflection.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
[System.Text.Json.Serialization.JsonSerializable(typeof(int))]
[System.Text.Json.Serialization.JsonSerializable(typeof(bool))]
internal sealed partial class SchemaJson : System.Text.Json.Serialization.JsonSerializerContext;
