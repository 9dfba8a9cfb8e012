namespace Cockpit.Core.Scopes;

/// <summary>A scope's expression as a tree. Its text reads back as the same tree.</summary>
internal abstract record ScopeNode
{
    /// <param name="unset">Takes the names of facts that made a part unknown.</param>
    public abstract Truth Of(ScopeSubject host, ISet<string> unset);
}

internal sealed record AllOf(IReadOnlyList<ScopeNode> Parts) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string> unset) => Parts.Aggregate(Truth.Yes, (sum, part) => Truths.And(sum, part.Of(host, unset)));

    public override string ToString() => "(" + string.Join(" and ", Parts) + ")";
}

internal sealed record AnyOf(IReadOnlyList<ScopeNode> Parts) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string> unset) => Parts.Aggregate(Truth.No, (sum, part) => Truths.Or(sum, part.Of(host, unset)));

    public override string ToString() => "(" + string.Join(" or ", Parts) + ")";
}

internal sealed record Negated(ScopeNode Part) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string> unset) => Truths.Not(Part.Of(host, unset));

    public override string ToString() => $"not {Part}";
}

/// <summary>True when the fact has one of the values; letter case does not matter.</summary>
internal sealed record FactIn(ScopeFact Fact, IReadOnlyList<string> Values) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string> unset)
    {
        if (Fact.Read(host) is not { } found)
        {
            unset.Add(Fact.Name);
            return Truth.Unknown;
        }
        return found.Any(f => Values.Contains(f, StringComparer.OrdinalIgnoreCase)) ? Truth.Yes : Truth.No;
    }

    public override string ToString() => $"{Fact.Name} in ({string.Join(", ", Values.Select(Quoted))})";

    private static string Quoted(string value) => value.Contains('"', StringComparison.Ordinal) ? $"'{value}'" : $"\"{value}\"";
}

/// <summary>Never unknown: it asks whether there is a value at all.</summary>
internal sealed record FactUnset(ScopeFact Fact) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string> unset) => Fact.Read(host) is null or { Count: 0 } ? Truth.Yes : Truth.No;

    public override string ToString() => $"{Fact.Name} is unset";
}
