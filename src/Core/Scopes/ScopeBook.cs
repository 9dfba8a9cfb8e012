using System.Collections.Frozen;
using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;

namespace Cockpit.Core.Scopes;

/// <summary>A scope that has a name, as a book holds it.</summary>
internal sealed class NamedScope(string name, string expression, int index)
{
    public string Name { get; } = name;

    public string Expression { get; } = expression;

    /// <summary>Its place in the book.</summary>
    public int Index { get; } = index;

    /// <summary>Null where the expression cannot be read.</summary>
    public ParsedScope? Parsed { get; set; }

    /// <summary>Why it cannot be used: its own mistake, or that of a scope that it names.</summary>
    public ScopeSyntaxError? Error { get; set; }

    /// <summary>1 for a scope that names none, 2 for one that names such a one, ...</summary>
    public int Depth { get; set; }
}

/// <summary>Where an expression names a scope.</summary>
/// <param name="Column">From 1.</param>
internal sealed record ScopeReference(NamedScope Scope, int Column);

/// <summary>What was read from an expression.</summary>
internal sealed record ParsedScope(ScopeNode Root, IReadOnlyList<ScopeReference> References, IReadOnlyList<ScopeFact> Facts);

/// <summary>A scope of a book that cannot be used, and why.</summary>
public sealed record ScopeProblem(string Name, ScopeSyntaxError Error);

/// <summary>
/// The named scopes of a file: each is read once, when the book is made. One that cannot be read, or that names itself over whatever way,
/// is a problem of its own: the others can still be used. Names are the same in any letter case. Immutable; safe for any thread.
/// </summary>
public sealed class ScopeBook
{
    /// <summary>Scopes that name scopes that name scopes ... People have two or three levels; the bound keeps a judgement off the end of the stack.</summary>
    public const int MaxDepth = 16;

    private readonly NamedScope[] all;

    private ScopeBook(IEnumerable<KeyValuePair<string, string>> expressions)
    {
        all = [.. expressions.OrderBy(e => e.Key, StringComparer.OrdinalIgnoreCase).Select((e, i) => new NamedScope(e.Key, e.Value, i))];
        Named = all.ToFrozenDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        foreach (NamedScope scope in all)
        {
            scope.Parsed = ScopeParser.Parse(scope.Expression, Named, out ScopeSyntaxError? error);
            scope.Error = error;
        }
        Resolve();
        Problems = [.. all.Where(s => s.Error is not null).Select(s => new ScopeProblem(s.Name, s.Error!))];
    }

    public static ScopeBook Empty { get; } = new([]);

    /// <param name="expressions">Names with expressions; no name twice, in whatever letter case.</param>
    public static ScopeBook Of(IEnumerable<KeyValuePair<string, string>> expressions) => new(expressions);

    internal FrozenDictionary<string, NamedScope> Named { get; }

    public int Count => all.Length;

    /// <summary>By name.</summary>
    public IEnumerable<string> Names => all.Select(s => s.Name);

    /// <summary>What is wrong in the book as a whole: mistakes, unknown names, cycles; by name.</summary>
    public IReadOnlyList<ScopeProblem> Problems { get; }

    /// <summary>The name as the book writes it, whatever blanks and letter case it was typed in; null where there is none such.</summary>
    public string? NameOf(string typed) => Named.GetValueOrDefault(typed.Trim())?.Name;

    /// <summary>A scope's expression as it was typed; null where there is none of this name.</summary>
    public string? ExpressionOf(string name) => Named.GetValueOrDefault(name)?.Expression;

    /// <summary>The same names with the same expressions.</summary>
    public bool IsSameAs(ScopeBook other) =>
        ReferenceEquals(this, other) || (Count == other.Count && all.Zip(other.all).All(p => p.First.Name == p.Second.Name && p.First.Expression == p.Second.Expression));

    /// <summary>The book with a scope more, or with one changed.</summary>
    public ScopeBook With(string name, string expression) => new([.. Others(name), new(name, expression)]);

    public ScopeBook Without(string name) => new(Others(name));

    /// <summary>The scopes whose own expressions name this one, by name; also those that cannot be used for another reason.</summary>
    public IReadOnlyList<string> UsersOf(string name) =>
        [.. all.Where(s => s.Parsed is { } parsed && parsed.References.Any(r => r.Scope.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).Select(s => s.Name)];

    /// <summary>A scope by its name, or by an expression: where somebody may write either, such as in a policy.</summary>
    /// <exception cref="CockpitException">SCOPE_SYNTAX with the column, SCOPE_CYCLE with the names.</exception>
    public Scope Resolve(string nameOrExpression) =>
        TryResolve(nameOrExpression, out Scope scope, out ScopeSyntaxError? error) ? scope : throw new CockpitException(error!.Fault);

    /// <summary>A scope by its name, or by an expression. Never throws, whatever the text.</summary>
    public bool TryResolve(string nameOrExpression, out Scope scope, out ScopeSyntaxError? error)
    {
        string text = nameOrExpression.Trim();
        if (!MayBeName(text)) return Scope.TryParse(nameOrExpression, this, out scope, out error);
        if (Scope.TryParse($"scope = {text}", this, out scope, out error)) return true;
        // The column is that of what was typed.
        error = error! with { Column = 1 };
        return false;
    }

    /// <summary>One word, as names are and expressions are not.</summary>
    public static bool MayBeName(string text) => text.Trim() is { Length: > 0 and <= DefinitionName.MaxLength } word && word.All(ScopeTokens.IsWord);

    /// <summary>Why one of these cannot be used; null where all can.</summary>
    internal static ScopeSyntaxError? Refusal(IReadOnlyList<ScopeReference> references)
    {
        if (references.FirstOrDefault(r => r.Scope.Error is not null) is not { } bad) return null;
        // The mistake itself and where it is, not every scope on the way to it.
        ScopeProblem cause = bad.Scope.Error!.Cause ?? new(bad.Scope.Name, bad.Scope.Error);
        string through = cause.Name == bad.Scope.Name ? "" : $"it rests on {cause.Name}: ";
        return new(bad.Column, $"the scope {bad.Scope.Name} cannot be used: {through}{cause.Error.Sentence} (column {cause.Error.Column} there)", null) { Cause = cause, Cycle = cause.Error.Cycle };
    }

    internal static IReadOnlyList<ScopeFact> FactsOf(ParsedScope parsed)
    {
        var facts = new SortedDictionary<string, ScopeFact>(StringComparer.Ordinal);
        var seen = new HashSet<NamedScope>();
        var open = new Stack<ParsedScope>([parsed]);
        while (open.TryPop(out ParsedScope? at))
        {
            foreach (ScopeFact fact in at.Facts) facts.TryAdd(fact.Name, fact);
            foreach (ScopeReference reference in at.References)
            {
                if (seen.Add(reference.Scope)) open.Push(reference.Scope.Parsed!);
            }
        }
        return [.. facts.Values];
    }

    private static string TooDeep => $"more than {MaxDepth} scopes that name one another in a row";

    private IEnumerable<KeyValuePair<string, string>> Others(string name) =>
        all.Where(s => !s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(s => KeyValuePair.Create(s.Name, s.Expression));

    /// <summary>
    /// Walks from every scope to those that it names, each once, with a stack of its own: a chain of thousands is no reason to fall over.
    /// A scope is settled after all that it names; one that is met while it is still open closes a cycle.
    /// </summary>
    private void Resolve()
    {
        var settled = new HashSet<NamedScope>();
        var open = new List<(NamedScope Scope, int Next)>();
        var place = new Dictionary<NamedScope, int>();
        foreach (NamedScope start in all)
        {
            if (settled.Contains(start)) continue;
            Open(start);
            while (open.Count > 0)
            {
                (NamedScope scope, int next) = open[^1];
                IReadOnlyList<ScopeReference> names = scope.Parsed?.References ?? [];
                if (next == names.Count)
                {
                    Settle(scope, names);
                    open.RemoveAt(open.Count - 1);
                    place.Remove(scope);
                    settled.Add(scope);
                    continue;
                }
                open[^1] = (scope, next + 1);
                NamedScope named = names[next].Scope;
                if (place.TryGetValue(named, out int from)) RefuseCycle(from);
                else if (!settled.Contains(named)) Open(named);
            }
        }

        void Open(NamedScope scope)
        {
            place[scope] = open.Count;
            open.Add((scope, 0));
        }

        // Only the scope that closes it is refused here; the others of it name one that is refused.
        void RefuseCycle(int from)
        {
            (NamedScope last, int next) = open[^1];
            if (last.Error is not null) return;
            List<string> cycle = [.. open.Skip(from).Select(o => o.Scope.Name), open[from].Scope.Name];
            last.Error = new(last.Parsed!.References[next - 1].Column, $"scopes name one another in a circle: {Way(cycle)}", null) { Cycle = cycle };
        }
    }

    private static void Settle(NamedScope scope, IReadOnlyList<ScopeReference> names)
    {
        scope.Depth = names.Count == 0 ? 1 : Math.Min(MaxDepth, names.Max(n => n.Scope.Depth)) + 1;
        scope.Error ??= Refusal(names);
        if (scope.Error is null && scope.Depth > MaxDepth) scope.Error = new(names[0].Column, TooDeep, null);
    }

    /// <summary>A cycle as one line, however long it is.</summary>
    internal static string Way(IReadOnlyList<string> cycle) =>
        cycle.Count <= 8 ? string.Join(" -> ", cycle) : $"{string.Join(" -> ", cycle.Take(5))} -> {cycle.Count - 6} more -> {cycle[^1]}";
}
