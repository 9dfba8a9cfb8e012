using System.Text.Json.Nodes;
using Cockpit.Core.Documents;

namespace Cockpit.Core.Policies.Settings;

/// <summary>One thing that a policy can set. Declared once; YAML, JSON schema, explain, diff and the editor come from it.</summary>
/// <param name="name">As in YAML; a dot is a level: "updates.minimumAge".</param>
/// <param name="help">One sentence.</param>
public abstract class PolicySetting(string name, string help)
{
    /// <summary>What takes a setting back that a template or site made and that has no value of its own.</summary>
    protected const string None = "none";

    public string Name { get; } = name;

    public string Help { get; } = help;

    /// <summary>What counts where no level says anything; null is nothing.</summary>
    public abstract object? Default { get; }

    /// <summary>False after it told why.</summary>
    /// <param name="value">Null is "none".</param>
    public abstract bool TryRead(DocNode node, string where, DocFaults faults, out object? value);

    public abstract DocNode Write(object? value);

    /// <summary>For people; equal values have equal texts.</summary>
    public abstract string Text(object? value);

    public abstract JsonObject Schema();
}

/// <param name="hasDefault">False: nothing counts until a level says something, and "none" takes it back.</param>
public sealed class PolicySetting<T>(string name, string help, Format<T> format, T fallback, bool hasDefault = true) : PolicySetting(name, help)
{
    public override object? Default { get; } = hasDefault ? fallback : null;

    public override bool TryRead(DocNode node, string where, DocFaults faults, out object? value)
    {
        value = null;
        if (!hasDefault && node is DocScalar { Text: None }) return true;
        bool ok = format.TryRead(node, where, faults, out T read);
        value = read;
        return ok;
    }

    public override DocNode Write(object? value) => value is T typed ? format.Write(typed) : new DocScalar(0, None);

    public override string Text(object? value) => value is T typed ? format.Text(typed) : None;

    public override JsonObject Schema()
    {
        JsonObject schema = hasDefault ? format.Schema() : new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = None }, format.Schema()) };
        schema["description"] = Help;
        return schema;
    }
}
