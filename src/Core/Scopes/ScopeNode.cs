namespace Cockpit.Core.Scopes;

/// <summary>A scope's expression as a tree. Its text reads back as the same tree.</summary>
internal abstract record ScopeNode
{
    public abstract Truth Of(Judging of);
}

/// <summary>One host being judged. Each named scope is judged once, however often it is named.</summary>
/// <param name="unset">Takes the names of facts that made a part unknown; null where nobody asks, and then no more is looked at than the answer needs.</param>
/// <param name="names">How many named scopes there are.</param>
internal sealed class Judging(ScopeSubject host, ISet<string>? unset, int names)
{
    private readonly Truth?[] said = names == 0 ? [] : new Truth?[names];

    public ScopeSubject Host { get; } = host;

    public bool IsAskedWhy => unset is not null;

    public Truth Unknown(ScopeFact fact)
    {
        unset?.Add(fact.Name);
        return Truth.Unknown;
    }

    public Truth Of(NamedScope scope) => said[scope.Index] ??= scope.Parsed!.Root.Of(this);
}

internal sealed record AllOf(IReadOnlyList<ScopeNode> Parts) : ScopeNode
{
    public override Truth Of(Judging of)
    {
        var sum = Truth.Yes;
        foreach (ScopeNode part in Parts)
        {
            sum = Truths.And(sum, part.Of(of));
            if (!of.IsAskedWhy && sum == Truth.No) break;
        }
        return sum;
    }

    public override string ToString() => "(" + string.Join(" and ", Parts) + ")";
}

internal sealed record AnyOf(IReadOnlyList<ScopeNode> Parts) : ScopeNode
{
    public override Truth Of(Judging of)
    {
        var sum = Truth.No;
        foreach (ScopeNode part in Parts)
        {
            sum = Truths.Or(sum, part.Of(of));
            if (!of.IsAskedWhy && sum == Truth.Yes) break;
        }
        return sum;
    }

    public override string ToString() => "(" + string.Join(" or ", Parts) + ")";
}

internal sealed record Negated(ScopeNode Part) : ScopeNode
{
    public override Truth Of(Judging of) => Truths.Not(Part.Of(of));

    public override string ToString() => $"not {Part}";
}

/// <summary>True when the fact has a value that one of the patterns matches.</summary>
internal sealed record FactIn(ScopeFact Fact, IReadOnlyList<ScopePattern> Patterns) : ScopeNode
{
    public override Truth Of(Judging of)
    {
        if (Fact.Read(of.Host) is not { } found) return of.Unknown(Fact);
        foreach (string value in found)
        {
            foreach (ScopePattern wanted in Patterns)
            {
                if (wanted.Matches(value)) return Truth.Yes;
            }
        }
        return Truth.No;
    }

    public override string ToString() => $"{Fact.Name} in ({string.Join(", ", Patterns)})";
}

/// <summary>True when a number, a version or a moment stands so to another.</summary>
internal sealed record FactCompared(ScopeFact Fact, ScopeSign Sign, ScopeOperand Operand) : ScopeNode
{
    public override Truth Of(Judging of) => Operand.Holds(Fact, of.Host, Sign) switch { true => Truth.Yes, false => Truth.No, null => of.Unknown(Fact) };

    public override string ToString() => $"{Fact.Name} {Sign.Text()} {ScopePattern.Quoted(Operand.Text)}";
}

/// <summary>Never unknown: it asks whether there is a value at all.</summary>
internal sealed record FactUnset(ScopeFact Fact) : ScopeNode
{
    public override Truth Of(Judging of) => Fact.Read(of.Host) is null or { Count: 0 } ? Truth.Yes : Truth.No;

    public override string ToString() => $"{Fact.Name} is unset";
}

/// <summary>True when the host is a member of one of the named scopes; what is unknown inside one stays unknown.</summary>
internal sealed record MemberOf(IReadOnlyList<NamedScope> Scopes) : ScopeNode
{
    public override Truth Of(Judging of)
    {
        var sum = Truth.No;
        foreach (NamedScope scope in Scopes)
        {
            sum = Truths.Or(sum, of.Of(scope));
            if (!of.IsAskedWhy && sum == Truth.Yes) break;
        }
        return sum;
    }

    public override string ToString() => $"scope in ({string.Join(", ", Scopes.Select(s => s.Name))})";
}
