using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Scopes;

/// <summary>Comparison by order, by age, by day and by pattern.</summary>
public sealed class ScopeOrderTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 12, 0);

    [Theory]
    [InlineData("updates > 9", Truth.Yes)]
    [InlineData("updates >= 10", Truth.Yes)]
    [InlineData("updates < 9", Truth.No)]
    [InlineData("updates = 010", Truth.Yes)]
    [InlineData("updates in (1, 10)", Truth.Yes)]
    [InlineData("updates != 10", Truth.No)]
    [InlineData("criticality >= 4", Truth.Unknown)]
    [InlineData("not criticality >= 4", Truth.Unknown)]
    [InlineData("os.version < 12.9", Truth.No)]
    [InlineData("os.version >= 12", Truth.Yes)]
    [InlineData("os.version = 12*", Truth.Yes)]
    [InlineData("kernel < 6.10", Truth.Yes)]
    [InlineData("kernel > 6.1", Truth.Yes)]
    [InlineData("lastScan < 7d", Truth.Yes)]
    [InlineData("lastScan <= 3d", Truth.Yes)]
    [InlineData("lastScan < 3d", Truth.No)]
    [InlineData("lastScan > 71h", Truth.Yes)]
    [InlineData("lastScan < 1w", Truth.Yes)]
    [InlineData("lastScan = 2026-10-17", Truth.Yes)]
    [InlineData("lastScan <= 2026-10-17", Truth.Yes)]
    [InlineData("lastScan < 2026-10-17", Truth.No)]
    [InlineData("lastScan > 2026-10-16", Truth.Yes)]
    [InlineData("lastScan >= 2026-10-18", Truth.No)]
    [InlineData("lastScan = 2026-10-18+13:00", Truth.Yes)]
    [InlineData("lastScan < 2026-10-17T12:00:01Z", Truth.Yes)]
    [InlineData("lastScan >= 2026-10-17T14:00:00+02:00", Truth.Yes)]
    [InlineData("metadata < 7d", Truth.Unknown)]
    [InlineData("due < 2d", Truth.Yes)]
    [InlineData("due < 12h", Truth.No)]
    [InlineData("due > 2026-10-30", Truth.No)]
    [InlineData("name = web-*", Truth.Yes)]
    [InlineData("name = 'WEB-?2'", Truth.No)]
    [InlineData("name = 'WEB-??'", Truth.Yes)]
    [InlineData("name != *-02", Truth.Yes)]
    [InlineData("name in (db-*, *b-01)", Truth.Yes)]
    [InlineData(@"name = web-\*", Truth.No)]
    [InlineData(@"owner = 'a\*b'", Truth.Yes)]
    [InlineData(@"owner = a\?b", Truth.No)]
    [InlineData("env = p*", Truth.Unknown)]
    [InlineData("env != *", Truth.Unknown)]
    [InlineData("scanStatus = auth-*", Truth.No)]
    [InlineData("scanStatus = never", Truth.Yes)]
    [InlineData("reboot = required and supported = no and securitySource = yes", Truth.Yes)]
    public void A_host_is_judged(string expression, Truth expected)
    {
        Assert.True(Scope.TryParse(expression, out Scope scope, out ScopeSyntaxError? error), error?.Sentence);
        Assert.Equal(expected, scope.Of(Host()).Verdict);
        Assert.Equal(expected, Scope.Parse(scope.ToString()).Of(Host()).Verdict);
    }

    [Fact]
    public void An_age_is_counted_from_the_moment_of_the_question()
    {
        Scope scope = Scope.Parse("lastScan < 7d");
        Assert.True(scope.Selects(Host() with { Now = Now + Duration.FromDays(3) }));
        Assert.False(scope.Selects(Host() with { Now = Now + Duration.FromDays(5) }));
    }

    /// <summary>A pattern against the plainest way to match one.</summary>
    [Fact]
    public void A_pattern_matches_what_trying_every_way_finds() =>
        Gen.Select(Gen.Char["ab*?"].Array[0, 8], Gen.Char["abAB"].Array[0, 10]).Sample((pattern, value) =>
        {
            string p = new(pattern), v = new(value);
            if (p.Length == 0) return;
            Scope scope = Scope.Parse($"name = '{p}'");
            Assert.Equal(Tried(p, v.ToLowerInvariant()), scope.Selects(Host() with { Host = Host().Host with { Name = v } }));
        });

    /// <summary>Random expressions over random hosts, named scopes among them, against an evaluator that only knows SQL's tables.</summary>
    [Fact]
    public void An_expression_says_what_a_plain_evaluator_says()
    {
        // Each with what it is worth for (updates, scanned days ago, env), null being unknown.
        (string Text, Func<int?, int?, string?, bool?> Worth)[] atoms =
        [
            ("updates > 2", (u, _, _) => u > 2 ? true : u is null ? null : false), ("updates <= 2", (u, _, _) => u is null ? null : u <= 2),
            ("lastScan < 3d", (_, s, _) => s is null ? null : s < 3), ("lastScan >= 3d", (_, s, _) => s is null ? null : s >= 3),
            ("env = p*", (_, _, e) => e?.StartsWith('p')), ("env != prod", (_, _, e) => e is null ? null : e != "prod"),
            ("env is unset", (_, _, e) => e is null), ("scope = old", (u, s, _) => Or(s is null ? null : s >= 3, u is null ? null : u > 2)),
            ("scope not in (old, p)", (u, s, e) => Not(Or(Or(s is null ? null : s >= 3, u is null ? null : u > 2), e?.StartsWith('p')))),
        ];
        ScopeBook book = ScopeBook.Of(ScopeBookTests.Scopes(("old", "lastScan >= 3d or updates > 2"), ("p", "env = p*")));
        Gen<(string Text, Func<int?, int?, string?, bool?> Worth)> atom = Gen.Int[0, atoms.Length - 1].Select(i => atoms[i]);
        var expression = Gen.Recursive<(string Text, Func<int?, int?, string?, bool?> Worth)>((depth, inner) => depth > 4 ? atom : Gen.OneOf(
            atom, atom,
            Gen.Select(inner, inner, (a, b) => ($"({a.Text} and {b.Text})", (Func<int?, int?, string?, bool?>)((u, s, e) => Not(Or(Not(a.Worth(u, s, e)), Not(b.Worth(u, s, e))))))),
            Gen.Select(inner, inner, (a, b) => ($"({a.Text} or {b.Text})", (Func<int?, int?, string?, bool?>)((u, s, e) => Or(a.Worth(u, s, e), b.Worth(u, s, e))))),
            inner.Select(a => ($"not {a.Text}", (Func<int?, int?, string?, bool?>)((u, s, e) => Not(a.Worth(u, s, e)))))));
        Gen.Select(expression, Gen.Int[-1, 5], Gen.Int[-1, 5], Gen.Int[0, 3]).Sample((x, u, s, e) =>
        {
            string? env = e == 0 ? null : e == 1 ? "prod" : e == 2 ? "pre" : "dev";
            int? updates = u < 0 ? null : u, days = s < 0 ? null : s;
            ScopeSubject host = Host() with
            {
                Host = Host().Host with { Environment = env }, LastGood = updates is { } n ? Host().LastGood! with { Updates = n } : null, LastGoodAt = days is { } d ? Now - Duration.FromDays(d) : null,
            };
            bool? expected = x.Worth(updates, days, env);
            Scope scope = Scope.Parse(x.Text, book);
            Truth said = scope.Of(host).Verdict;
            Assert.Equal(expected switch { true => Truth.Yes, false => Truth.No, null => Truth.Unknown }, said);
            Assert.Equal(said == Truth.Yes, scope.Selects(host));
            Scope again = Scope.Parse(scope.ToString(), book);
            Assert.Equal((said, scope.ToString()), (again.Of(host).Verdict, again.ToString()));
        });
    }

    [Fact]
    public void A_value_in_quotes_means_exactly_itself() => Gen.Char["ab*?\\ "].Array[1, 8].Sample(c =>
    {
        string text = new(c);
        Scope scope = Scope.Parse($"name = {Scope.Quote(text)}");
        Assert.True(scope.Selects(Host() with { Host = Host().Host with { Name = text } }));
        Assert.False(scope.Selects(Host() with { Host = Host().Host with { Name = text + "x" } }));
    });

    private static bool? Not(bool? a) => !a;

    private static bool? Or(bool? a, bool? b) => a | b;

    private static bool Tried(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value)
    {
        if (pattern.Length == 0) return value.Length == 0;
        if (pattern[0] == '*') return Tried(pattern[1..], value) || (value.Length > 0 && Tried(pattern, value[1..]));
        return value.Length > 0 && (pattern[0] == '?' || pattern[0] == value[0]) && Tried(pattern[1..], value[1..]);
    }

    private static ScopeSubject Host() => new(
        new Host(new HostId(1), "web-01", "10.0.0.1", 22, null, Transport.Ssh, null, "web", new Dictionary<string, string>(), null, null, null, null, "a*b", null, null),
        new HostFigures("debian", "debian", "12.11", "6.1.0-40-amd64", null, true, true, 10, 2, 0, false, null), HostFleetState.SecurityPending, Now)
    {
        LastGoodAt = Now - Duration.FromDays(3), DueAt = Now + Duration.FromHours(36),
    };
}
