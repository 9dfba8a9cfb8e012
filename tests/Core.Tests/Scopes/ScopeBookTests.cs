using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Scopes;

public sealed class ScopeBookTests
{
    private static readonly ScopeBook Book = ScopeBook.Of(Scopes(("prod", "env = prod"), ("web-prod", "scope = prod and role = web"), ("quiet", "scope != web-prod")));

    [Theory]
    [InlineData("scope = web-prod", "prod", "web", Truth.Yes)]
    [InlineData("scope = WEB-PROD", "prod", "web", Truth.Yes)]
    [InlineData("scope != web-prod", "prod", "web", Truth.No)]
    [InlineData("scope in (web-prod, quiet)", "dev", "web", Truth.Yes)]
    [InlineData("scope not in (web-prod, prod)", "dev", "web", Truth.Yes)]
    [InlineData("scope = web-prod", null, "web", Truth.Unknown)]
    [InlineData("scope != web-prod", null, "web", Truth.Unknown)]
    [InlineData("scope = quiet", null, "web", Truth.Unknown)]
    [InlineData("scope = web-prod", null, "db", Truth.No)]
    [InlineData("not scope = web-prod and role = db", null, "db", Truth.Yes)]
    public void A_scope_is_named_inside_another_and_what_is_unknown_in_it_stays_so(string expression, string? env, string role, Truth expected) =>
        Assert.Equal(expected, Scope.Parse(expression, Book).Of(Host(env, role)).Verdict);

    [Fact]
    public void The_facts_that_left_it_open_are_named_through_the_scopes() => Assert.Equal(["env"], Scope.Parse("scope = quiet", Book).Of(Host(null, "web")).Unset);

    [Fact]
    public void A_scope_tells_which_facts_it_uses_through_others_too()
    {
        ScopeBook book = Book.With("open", "state = security-pending or tag.ring = 1");
        Assert.Equal(["env", "owner", "role", "state", "tag.ring"], Scope.Parse("scope in (web-prod, open) and owner = a", book).Facts.Select(f => f.Name));
        Assert.Equal(["state"], Scope.Parse("scope in (web-prod, open)", book).Facts.Where(f => f.RestsOnPolicies).Select(f => f.Name));
        Assert.Empty(Scope.Everything.Facts);
        Assert.Equal(["web-prod", "open"], Scope.Parse("scope in (web-prod, open, WEB-prod)", book).References);
    }

    [Theory]
    [InlineData("scope = web-prd", 9, "found \"web-prd\", expected the name of a scope", "web-prod")]
    [InlineData("env = a or scope in (prod, nosuch)", 28, "found \"nosuch\", expected the name of a scope", null)]
    [InlineData("web-prod", 1, "found \"web-prod\", expected a fact: ", "scope = web-prod")]
    [InlineData("env = a and prod", 13, "found \"prod\", expected a fact: ", "scope = prod")]
    [InlineData("scope web-prod", 7, "found \"web-prod\", expected =, !=, in, not in", null)]
    [InlineData("scope is unset", 7, "found \"is\", expected =, !=, in, not in", "in")]
    [InlineData("scope < prod", 7, "found \"<\", expected =, !=, in, not in", null)]
    [InlineData("scope = web-*", 9, "found \"web-*\", expected the name of a scope", null)]
    public void A_name_that_is_none_is_refused_with_what_was_meant(string expression, int column, string sentence, string? suggestion)
    {
        Assert.False(Scope.TryParse(expression, Book, out _, out ScopeSyntaxError? error));
        Assert.Equal((column, suggestion), (error!.Column, error.Suggestion));
        Assert.StartsWith(sentence, error.Sentence);
        Assert.Equal("SCOPE_SYNTAX", error.Fault.Code.Name);
    }

    [Fact]
    public void Without_a_book_no_scope_can_be_named()
    {
        Assert.False(Scope.TryParse("scope = prod", out _, out ScopeSyntaxError? error));
        Assert.Equal("found \"prod\", and there are no named scopes", error!.Sentence);
    }

    [Fact]
    public void A_cycle_is_refused_with_its_names_in_the_book_and_where_it_is_used()
    {
        ScopeBook book = ScopeBook.Of(Scopes(("a", "scope = b"), ("b", "env = x or scope in (ok, c)"), ("c", "not scope = a"), ("ok", "env = y"), ("outside", "scope = ok and scope = c"), ("self", "scope = self")));
        Assert.Equal(["a", "b", "c", "outside", "self"], book.Problems.Select(p => p.Name));
        Assert.All(book.Problems, p => Assert.Equal(ScopeErrors.ScopeCycle, p.Error.Fault.Code));
        Assert.Equal(["a", "b", "c", "a"], book.Problems[0].Error.Cycle);
        Assert.Contains("self -> self", book.Problems[4].Error.Fault.What);
        Fault fault = Assert.Throws<CockpitException>(() => Scope.Parse("env = x and scope = outside", book)).Fault;
        Assert.Equal(("SCOPE_CYCLE", ExitCode.BadInput), (fault.Code.Name, fault.Code.Exit));
        Assert.Contains("Column 21", fault.What);
        Assert.Contains("a -> b -> c -> a", fault.What);
        Assert.Equal(Truth.Yes, Scope.Parse("scope = ok", book).Of(Host("y", "web")).Verdict);
    }

    [Fact]
    public void A_scope_that_cannot_be_read_spoils_only_those_that_rest_on_it()
    {
        ScopeBook book = Book.With("bad", "env == x").With("on-bad", "scope = bad").With("far", "scope = on-bad");
        Assert.Equal(["bad", "far", "on-bad"], book.Problems.Select(p => p.Name));
        Assert.Equal("the scope on-bad cannot be used: it rests on bad: found \"=\", expected a value; a keyword as a value stands in quotes (column 6 there)", book.Problems[1].Error.Sentence);
        Assert.True(Scope.TryParse("scope = web-prod", book, out _, out _));
        Assert.False(Scope.TryParse("scope = far", book, out _, out _));
        Assert.Empty(book.With("bad", "env = x").Problems);
    }

    [Fact]
    public void A_name_or_an_expression_is_resolved()
    {
        Assert.Equal(Truth.Yes, Book.Resolve(" web-prod ").Of(Host("prod", "web")).Verdict);
        Assert.Equal(Truth.Yes, Book.Resolve("role = web").Of(Host("prod", "web")).Verdict);
        Assert.False(Book.TryResolve("web-prd", out _, out ScopeSyntaxError? error));
        Assert.Equal((1, "web-prod"), (error!.Column, error.Suggestion));
        Assert.False(Book.TryResolve("", out _, out _));
        Assert.False(Book.TryResolve("and", out _, out _));
    }

    [Fact]
    public void Those_that_name_a_scope_are_known()
    {
        Assert.Equal(["web-prod"], Book.UsersOf("PROD"));
        Assert.Empty(Book.UsersOf("quiet"));
        Assert.Equal("scope = prod and role = web", Book.ExpressionOf("Web-Prod"));
        Assert.Null(Book.ExpressionOf("nosuch"));
        Assert.Equal(["prod", "quiet"], Book.Without("web-prod").Names);
        Assert.Equal("quiet", Assert.Single(Book.Without("web-prod").Problems).Name);
    }

    [Fact]
    public void Scopes_that_name_one_another_in_a_row_are_bounded()
    {
        ScopeBook book = ScopeBook.Of(Scopes([.. Enumerable.Range(0, 5_000).Select(i => ($"n{i}", i == 0 ? "env = a" : $"scope = n{i - 1}"))]));
        Assert.Equal(5_000 - ScopeBook.MaxDepth, book.Problems.Count);
        Assert.Equal(Truth.Yes, Scope.Parse($"scope = n{ScopeBook.MaxDepth - 1}", book).Of(Host("a", "web")).Verdict);
        Assert.False(Scope.TryParse($"scope = n{ScopeBook.MaxDepth}", book, out _, out ScopeSyntaxError? error));
        Assert.Contains("16 scopes", error!.Sentence);
        Assert.All(book.Problems, p => Assert.InRange(p.Error.Sentence.Length, 1, 300));
    }

    [Fact]
    public void A_scope_that_doubles_at_each_level_is_judged_once_at_each()
    {
        // 40 mentions a level over 15 levels: 40^15 judgements, if each mention were one.
        string twice = string.Join(" or ", Enumerable.Repeat("scope = {0} or scope != {0}", 20));
        ScopeBook book = ScopeBook.Of(Scopes([.. Enumerable.Range(0, 15).Select(i => ($"n{i}", i == 0 ? "env = a" : twice.Replace("{0}", $"n{i - 1}", StringComparison.Ordinal)))]));
        Scope scope = Scope.Parse("scope = n14", book);
        Assert.Equal((Truth.Unknown, "env"), (scope.Of(Host(null, "web")).Verdict, Assert.Single(scope.Of(Host(null, "web")).Unset)));
        Assert.Equal(["env"], scope.Facts.Select(f => f.Name));
    }

    /// <summary>Against a plain search: a scope has a problem exactly where it reaches a cycle, or a row that is too long.</summary>
    [Fact]
    public void Random_books_never_hang_and_every_cycle_is_found() =>
        Gen.Int[1, 24].SelectMany(n => Gen.Int[0, n - 1].Array[0, 4].Array[n]).Sample(edges =>
        {
            int n = edges.Length;
            ScopeBook book = ScopeBook.Of(Scopes([.. edges.Select((e, i) => ($"n{i}", e.Length == 0 ? "env = a" : string.Join(" and ", e.Select(to => $"scope = n{to}"))))]));
            // Longest way from each, in scopes; more than there are means that it goes round.
            int[] longest = [.. Enumerable.Repeat(1, n)];
            for (int round = 0; round <= n; round++)
            {
                for (int i = 0; i < n; i++) longest[i] = edges[i].Length == 0 ? 1 : Math.Min(n + 1, 1 + edges[i].Max(to => longest[to]));
            }
            var problems = book.Problems.ToDictionary(p => p.Name, p => p.Error);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(longest[i] > Math.Min(n, ScopeBook.MaxDepth), problems.ContainsKey($"n{i}"));
                if (longest[i] <= n) continue;
                IReadOnlyList<string> cycle = problems[$"n{i}"].Cycle ?? [];
                if (cycle.Count == 0) continue;
                Assert.Equal(cycle[0], cycle[^1]);
                Assert.All(cycle.Zip(cycle.Skip(1)), step => Assert.Contains(int.Parse(step.Second[1..], null), edges[int.Parse(step.First[1..], null)]));
            }
            Assert.All(problems.Values.Where(e => e.Cycle is null), e => Assert.Contains("in a row", e.Sentence));
        });

    internal static IEnumerable<KeyValuePair<string, string>> Scopes(params (string Name, string Expression)[] scopes) => scopes.Select(s => KeyValuePair.Create(s.Name, s.Expression));

    private static ScopeSubject Host(string? env, string role) => new(
        new Host(new HostId(1), "web-01", "10.0.0.1", 22, null, Transport.Ssh, env, role, new Dictionary<string, string>(), null, null, null, null, null, null, null),
        null, HostFleetState.NeverScanned, Instant.FromUtc(2026, 10, 20, 12, 0));
}
