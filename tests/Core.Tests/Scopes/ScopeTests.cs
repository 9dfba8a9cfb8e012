using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Scopes;

public sealed class ScopeTests
{
    private static ScopeSubject Host(string? env = "prod", string? role = "web", int? criticality = null, params string[] tags) => new(
        new Host(new HostId(1), "web-01", "10.0.0.1", 22, null, Transport.Ssh, env, role,
            tags.ToDictionary(t => t.Split('=')[0], t => t.Contains('=') ? t.Split('=')[1] : ""), null, criticality, null, null, null, null, null),
        null, HostFleetState.NeverScanned, Instant.FromUtc(2026, 10, 20, 12, 0));

    [Theory]
    [InlineData("env = prod", Truth.Yes)]
    [InlineData("ENV = Prod", Truth.Yes)]
    [InlineData("env != prod", Truth.No)]
    [InlineData("env in (dev, 'prod')", Truth.Yes)]
    [InlineData("env not in (dev, prod)", Truth.No)]
    [InlineData("not env = prod or role = web", Truth.Yes)]
    [InlineData("not (env = prod or role = web)", Truth.No)]
    [InlineData("env = dev and role = db or role = web", Truth.Yes)]
    [InlineData("env = dev and (role = db or role = web)", Truth.No)]
    [InlineData("tag = legacy", Truth.No)]
    [InlineData("tag = ring and tag.ring = canary", Truth.Yes)]
    [InlineData("tag.ring is unset", Truth.No)]
    [InlineData("tag.rack is unset", Truth.Yes)]
    [InlineData("transport = ssh and state = never-scanned", Truth.Yes)]
    public void A_scope_judges_a_host(string expression, Truth expected) => Assert.Equal(expected, Of(expression, Host(tags: "ring=canary")).Verdict);

    [Theory]
    [InlineData("env != prod", Truth.Unknown)]
    [InlineData("not env = prod", Truth.Unknown)]
    [InlineData("not (env in (prod, dev))", Truth.Unknown)]
    [InlineData("env is unset", Truth.Yes)]
    [InlineData("env is not unset", Truth.No)]
    [InlineData("env = prod or role = web", Truth.Yes)]
    [InlineData("env = prod and role = db", Truth.No)]
    [InlineData("env = prod and role = web", Truth.Unknown)]
    public void What_is_not_set_is_unknown_as_in_SQL(string expression, Truth expected) => Assert.Equal(expected, Of(expression, Host(env: null)).Verdict);

    [Fact]
    public void An_unknown_answer_names_the_facts_that_are_not_set() =>
        Assert.Equal(["env", "os.name"], Of("env = prod and os.name = debian", Host(env: null)).Unset);

    [Fact]
    public void A_host_without_tags_has_a_known_empty_set_of_them() => Assert.Equal(Truth.Yes, Of("not tag = legacy", Host()).Verdict);

    [Theory]
    [InlineData("env = prod adn role = web", 12, "found \"adn\", expected and, or, end", "and")]
    [InlineData("evn = prod", 1, "found \"evn\", expected a fact: ", "env")]
    [InlineData("env prod", 5, "found \"prod\", expected =, !=, in, not in, is unset", null)]
    [InlineData("env =", 6, "the expression ends, expected a value", null)]
    [InlineData("env = and", 7, "found \"and\", expected a value", null)]
    [InlineData("(env = prod", 12, "the expression ends, expected and, or, )", null)]
    [InlineData("env = prod)", 11, "found \")\", expected and, or, end", null)]
    [InlineData("env in prod", 8, "found \"prod\", expected (", null)]
    [InlineData("env in (a b)", 11, "found \"b\", expected ,, )", null)]
    [InlineData("env is set", 8, "found \"set\", expected unset, not unset", "unset")]
    [InlineData("exposure = dzm", 12, "found \"dzm\", expected internal, dmz, internet", "dmz")]
    [InlineData("criticality = 7", 15, "found \"7\", expected 1, 2, 3, 4, 5", null)]
    [InlineData("env = 'prod", 7, "the quote is not closed", null)]
    [InlineData("env = \u001b[31m", 7, "found the control character 27", null)]
    [InlineData("", 1, "the expression ends, expected a fact", null)]
    [InlineData("env < b", 5, "found \"<\", expected =, !=, in, not in, is unset: env is a text", null)]
    [InlineData("updates > many", 11, "found \"many\", expected a whole number", null)]
    [InlineData("updates > 1.5", 11, "found \"1.5\", expected a whole number", null)]
    [InlineData("criticality > 7", 15, "found \"7\", expected 1, 2, 3, 4, 5", null)]
    [InlineData("lastScan < 7x", 12, "found \"7x\", expected a duration such as 30m, 6h, 7d or 2w, a day", null)]
    [InlineData("lastScan < 99999999w", 12, "found \"99999999w\", expected a duration", null)]
    [InlineData("lastScan < 2026-02-30", 12, "found \"2026-02-30\", expected a duration", null)]
    [InlineData("lastScan < 9999-12-31", 12, "found \"9999-12-31\", expected a duration", null)]
    [InlineData("lastScan = 7d", 12, "found the duration \"7d\" behind =, expected a day", "lastScan < 7d")]
    [InlineData("lastScan in (2026-10-01, 7d)", 26, "found the duration \"7d\"", "lastScan < 7d")]
    [InlineData("os.version < 12*", 14, "found \"12*\", expected a version", null)]
    [InlineData("state = scam*", 9, "found \"scam*\", expected conflict", null)]
    public void An_error_names_the_column_and_what_was_expected(string expression, int column, string sentence, string? suggestion)
    {
        Assert.False(Scope.TryParse(expression, out _, out ScopeSyntaxError? error));
        Assert.Equal(column, error!.Column);
        Assert.StartsWith(sentence, error.Sentence);
        Assert.Equal(suggestion, error.Suggestion);
    }

    [Fact]
    public void Nesting_and_length_are_bounded()
    {
        Assert.True(Scope.TryParse(new string('(', 32) + "env = a" + new string(')', 32), out _, out _));
        Assert.False(Scope.TryParse(new string('(', 33) + "env = a" + new string(')', 33), out _, out var nested));
        Assert.Contains("32", nested!.Sentence);
        Assert.False(Scope.TryParse(string.Concat(Enumerable.Repeat("not ", 2_000)) + "env = a", out _, out _));
        Assert.False(Scope.TryParse(new string('a', Scope.MaxLength + 1), out _, out var longer));
        Assert.Contains("8,192", longer!.Sentence);
    }

    [Fact]
    public void No_text_makes_it_throw() => Gen.String[Gen.OneOf(Gen.Char, Gen.Char["()=!,'\" aenvi\0\u001b"]), 0, 200].Sample(text =>
    {
        bool read = Scope.TryParse(text, out _, out ScopeSyntaxError? error);
        Assert.Equal(read, error is null);
        if (error is not null) Assert.InRange(error.Column, 1, text.Length + 1);
    });

    [Fact]
    public void Words_in_any_order_never_make_it_throw() =>
        Pick("env", "role", "tag", "tag.ring", "=", "!=", "in", "not", "and", "or", "(", ")", ",", "is", "unset", "prod", "'x y'", "criticality", "3", "<", ">=", "lastScan", "updates", "99999999w", "7d", "2026-10-01", "9999-12-31Z", "we*", "scope").Array[0, 40]
            .Sample(words =>
            {
                bool read = Scope.TryParse(string.Join(' ', words), out _, out ScopeSyntaxError? error);
                Assert.Equal(read, error is null);
            });

    [Fact]
    public void What_is_printed_reads_back_as_the_same_scope()
    {
        var value = Pick("prod", "dev", "a\"b", "x y");
        var atom = Gen.Select(Pick("env", "role", "tag.ring", "owner"), Pick("=", "!=", "in", "is unset"), value,
            (fact, sign, v) => sign switch { "is unset" => $"{fact} is unset", "in" => $"{fact} in ('{v}', web)", _ => $"{fact} {sign} '{v}'" });
        var expression = Gen.Recursive<string>((depth, inner) => depth > 4 ? atom : Gen.OneOf(
            atom, atom, Gen.Select(inner, inner, (a, b) => $"({a} and {b})"), Gen.Select(inner, inner, (a, b) => $"({a} or {b})"), inner.Select(a => $"not {a}")));
        Gen.Select(expression, Pick<string?>(null, "prod", "dev"), Pick<string?>(null, "web")).Sample((text, env, role) =>
        {
            Assert.True(Scope.TryParse(text, out Scope scope, out ScopeSyntaxError? error), error?.Sentence);
            Assert.True(Scope.TryParse(scope.ToString(), out Scope again, out _), scope.ToString());
            Assert.Equal(scope.Of(Host(env, role)).Verdict, again.Of(Host(env, role)).Verdict);
        });
    }

    [Fact]
    public void An_unknown_fact_never_makes_a_member_that_each_value_of_it_would_not_make()
    {
        // The soundness of three values: where the answer with an unset env is Yes, it is Yes for every env.
        var atom = Pick("env = prod", "env != dev", "role = web", "env in (prod, dev)", "role = db");
        var expression = Gen.Recursive<string>((depth, inner) => depth > 4 ? atom : Gen.OneOf(
            atom, atom, Gen.Select(inner, inner, (a, b) => $"({a} and {b})"), Gen.Select(inner, inner, (a, b) => $"({a} or {b})"), inner.Select(a => $"not {a}")));
        expression.Sample(text =>
        {
            Truth unset = Of(text, Host(env: null)).Verdict;
            if (unset == Truth.Unknown) return;
            Assert.All<string>(["prod", "dev", "test"], env => Assert.Equal(unset, Of(text, Host(env)).Verdict));
        });
    }

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Membership Of(string expression, ScopeSubject host)
    {
        Assert.True(Scope.TryParse(expression, out Scope scope, out ScopeSyntaxError? error), error?.Sentence);
        return scope.Of(host);
    }
}
