namespace Cockpit.Core.Scopes;

/// <summary>A scope's expression as a tree. Its text reads back as the same tree.</summary>
internal abstract record ScopeNode
{
    /// <param name="unset">Takes the names of facts that made a part unknown; null where nobody asks, and then no more is looked at than the answer needs.</param>
    public abstract Truth Of(ScopeSubject host, ISet<string>? unset);
}

internal sealed record AllOf(IReadOnlyList<ScopeNode> Parts) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string>? unset)
    {
        var sum = Truth.Yes;
        foreach (ScopeNode part in Parts)
        {
            sum = Truths.And(sum, part.Of(host, unset));
            if (unset is null && sum == Truth.No) break;
        }
        return sum;
    }

    public override string ToString() => "(" + string.Join(" and ", Parts) + ")";
}

internal sealed record AnyOf(IReadOnlyList<ScopeNode> Parts) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string>? unset)
    {
        var sum = Truth.No;
        foreach (ScopeNode part in Parts)
        {
            sum = Truths.Or(sum, part.Of(host, unset));
            if (unset is null && sum == Truth.Yes) break;
        }
        return sum;
    }

    public override string ToString() => "(" + string.Join(" or ", Parts) + ")";
}

internal sealed record Negated(ScopeNode Part) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string>? unset) => Truths.Not(Part.Of(host, unset));

    public override string ToString() => $"not {Part}";
}

/// <summary>True when the fact has one of the values; letter case does not matter.</summary>
internal sealed record FactIn(ScopeFact Fact, IReadOnlyList<string> Values) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string>? unset)
    {
        if (Fact.Read(host) is not { } found)
        {
            unset?.Add(Fact.Name);
            return Truth.Unknown;
        }
        foreach (string value in found)
        {
            foreach (string wanted in Values)
            {
                if (string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase)) return Truth.Yes;
            }
        }
        return Truth.No;
    }

    public override string ToString() => $"{Fact.Name} in ({string.Join(", ", Values.Select(Quoted))})";

    private static string Quoted(string value) => value.Contains('"', StringComparison.Ordinal) ? $"'{value}'" : $"\"{value}\"";
}

/// <summary>Never unknown: it asks whether there is a value at all.</summary>
internal sealed record FactUnset(ScopeFact Fact) : ScopeNode
{
    public override Truth Of(ScopeSubject host, ISet<string>? unset) => Fact.Read(host) is null or { Count: 0 } ? Truth.Yes : Truth.No;

    public override string ToString() => $"{Fact.Name} is unset";
}
