using System.Text.Json.Nodes;
using Cockpit.Core.Documents;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Core.Policies.Settings;

/// <summary>One ring of a policy: which of its hosts, and its own limits. A host whose tag "ring" names a ring is in that one.</summary>
/// <param name="Scope">An expression or a scope's name that chooses its hosts; null where a number does, or where it takes all that are left.</param>
/// <param name="Hosts">How many of the hosts that no ring before it took, by name; null where a scope chooses or it takes all that are left.</param>
/// <param name="MaxParallel">Null is the policy's.</param>
/// <param name="MaxFailures">Null is the policy's.</param>
/// <param name="Bake">Healthy time after it before the next ring.</param>
/// <param name="SignOff">A person passes its gate, with a note.</param>
public sealed record RingRule(string Name, string? Scope, Share? Hosts, Share? MaxParallel, Share? MaxFailures, Duration Bake, bool SignOff);

internal sealed class RingRuleFormat : Format<RingRule>
{
    private static readonly TextFormat Name = new("a ring's name", 40), Scope = new("a scope", 2_000);
    private static readonly ShareFormat AtLeastOne = new(1), AtLeastNone = new(0);
    private static readonly LengthFormat Bake = new(Duration.Zero, Duration.FromDays(60));
    private static readonly YesNoFormat YesNo = new();

    public override bool TryRead(DocNode node, string where, DocFaults faults, out RingRule value)
    {
        value = null!;
        if (MapReader.Of(node, where, faults) is not { } map) return false;
        string name = map.Need("name", Name);
        string scope = map.Get("scope", Scope, "");
        Share? hosts = map.Maybe("hosts", AtLeastOne);
        value = new RingRule(name, scope.Length == 0 ? null : scope, hosts, map.Maybe("maxParallel", AtLeastOne), map.Maybe("maxFailures", AtLeastNone),
            map.Get("bake", Bake, Duration.Zero), map.Get("signOff", YesNo, false));
        if (scope.Length > 0 && hosts is not null)
        {
            faults.Add(node, where, "a ring has hosts or scope, not both.");
            return false;
        }
        return map.Done();
    }

    public override DocNode Write(RingRule value)
    {
        var entries = new List<DocEntry> { new("name", 0, Name.Write(value.Name)) };
        if (value.Scope is { } scope) entries.Add(new("scope", 0, Scope.Write(scope)));
        if (value.Hosts is { } hosts) entries.Add(new("hosts", 0, AtLeastOne.Write(hosts)));
        if (value.MaxParallel is { } parallel) entries.Add(new("maxParallel", 0, AtLeastOne.Write(parallel)));
        if (value.MaxFailures is { } failures) entries.Add(new("maxFailures", 0, AtLeastNone.Write(failures)));
        if (value.Bake > Duration.Zero) entries.Add(new("bake", 0, Bake.Write(value.Bake)));
        if (value.SignOff) entries.Add(new("signOff", 0, YesNo.Write(true)));
        return new DocMap(0, entries);
    }

    public override string Text(RingRule value)
    {
        string which = value.Scope is { } scope ? $"({scope})" : value.Hosts is { } hosts ? $"{hosts}" : "rest";
        string more = string.Concat(
            value.MaxParallel is { } p ? $", {p} at once" : "", value.MaxFailures is { } f ? $", {f} may fail" : "",
            value.Bake > Duration.Zero ? $", bakes {Bake.Text(value.Bake)}" : "", value.SignOff ? ", signed off" : "");
        return $"{value.Name} {which}{more}";
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray("name"),
        ["properties"] = new JsonObject
        {
            ["name"] = Name.Schema(), ["scope"] = Scope.Schema(), ["hosts"] = AtLeastOne.Schema(), ["maxParallel"] = AtLeastOne.Schema(),
            ["maxFailures"] = AtLeastNone.Schema(), ["bake"] = Bake.Schema(), ["signOff"] = YesNo.Schema(),
        },
    };
}
