namespace Cockpit.Core.Scopes;

/// <summary>A tag that a scope asks for.</summary>
/// <param name="Value">Empty where only the key is asked for.</param>
public readonly record struct TagTest(string Key, string Value)
{
    private const string KeyFact = "tag", ValueFact = "tag.";

    /// <summary>Those of an expression and of the scopes that it names, in no order; patterns with * or ? name no tag.</summary>
    internal static IEnumerable<TagTest> In(ScopeNode root)
    {
        var seen = new HashSet<NamedScope>();
        var open = new Stack<ScopeNode>([root]);
        while (open.TryPop(out ScopeNode? node))
        {
            switch (node)
            {
                case AllOf all:
                    foreach (ScopeNode part in all.Parts) open.Push(part);
                    break;
                case AnyOf any:
                    foreach (ScopeNode part in any.Parts) open.Push(part);
                    break;
                case Negated not:
                    open.Push(not.Part);
                    break;
                case MemberOf member:
                    foreach (NamedScope scope in member.Scopes.Where(seen.Add)) open.Push(scope.Parsed!.Root);
                    break;
                case FactIn { Fact.Name: KeyFact } keys:
                    foreach (ScopePattern key in keys.Patterns.Where(p => p.IsLiteral)) yield return new TagTest(key.Text, "");
                    break;
                case FactIn value when value.Fact.Name.StartsWith(ValueFact, StringComparison.Ordinal):
                    foreach (ScopePattern wanted in value.Patterns.Where(p => p.IsLiteral)) yield return new TagTest(value.Fact.Name[ValueFact.Length..], wanted.Text);
                    break;
                case FactUnset unset when unset.Fact.Name.StartsWith(ValueFact, StringComparison.Ordinal):
                    yield return new TagTest(unset.Fact.Name[ValueFact.Length..], "");
                    break;
            }
        }
    }
}
