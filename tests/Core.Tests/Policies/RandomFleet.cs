using System.Globalization;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;
using Cockpit.Core.Documents;
using Xunit;
using NodaTime;

namespace Cockpit.Core.Tests.Policies;

/// <summary>A term of a scope, which the test judges in its own way: null is unknown.</summary>
internal abstract record Term
{
    public abstract bool? Of(Host h);

    public abstract string Text { get; }

    public sealed record Env(string Value) : Term
    {
        public override bool? Of(Host h) => h.Environment is null ? null : h.Environment == Value;

        public override string Text => $"env = {Value}";
    }

    public sealed record Tag(string Key) : Term
    {
        public override bool? Of(Host h) => h.Tags.ContainsKey(Key);

        public override string Text => $"tag = {Key}";
    }

    public sealed record TagIs(string Key, string Value) : Term
    {
        public override bool? Of(Host h) => h.Tags.TryGetValue(Key, out string? v) ? v == Value : null;

        public override string Text => $"tag.{Key} = {Value}";
    }

    public sealed record Not(Term A) : Term
    {
        public override bool? Of(Host h) => !A.Of(h);

        public override string Text => $"not ({A.Text})";
    }

    public sealed record And(Term A, Term B) : Term
    {
        public override bool? Of(Host h) => (A.Of(h), B.Of(h)) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null };

        public override string Text => $"({A.Text} and {B.Text})";
    }

    public sealed record Or(Term A, Term B) : Term
    {
        public override bool? Of(Host h) => (A.Of(h), B.Of(h)) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null };

        public override string Text => $"({A.Text} or {B.Text})";
    }
}

/// <summary>Hosts and policies of one seed.</summary>
internal sealed class RandomFleet
{
    private static readonly string[] Envs = ["prod", "test"], Keys = ["legacy", "ring", "rack"], Values = ["a", "b"];

    public RandomFleet(int seed)
    {
        var random = new Random(seed);
        Hosts = [.. Enumerable.Range(1, random.Next(1, 12)).Select(i => Subject(Host(random, i)))];
        Terms = [];
        var policies = new List<Policy>();
        foreach (int i in Enumerable.Range(1, random.Next(0, 7)))
        {
            Term? term = random.Next(6) == 0 ? null : Some(random, 3);
            string[] direct = random.Next(3) == 0 || term is null ? [.. Hosts.Where(_ => random.Next(3) == 0).Select(h => h.Host.Name)] : [];
            string name = $"p{i}";
            Terms[name] = term;
            policies.Add(new Policy(name, 1, null, term?.Text, direct.Length == 0 && term is null ? ["nobody"] : direct, random.Next(0, 4), SettingValues.Nothing));
        }
        Policies = policies;
    }

    public List<ScopeSubject> Hosts { get; }

    public IReadOnlyList<Policy> Policies { get; }

    public Dictionary<string, Term?> Terms { get; }

    public PolicyBook Book(IEnumerable<Policy>? order = null)
    {
        PolicyParts parts = PolicyParts.Empty;
        foreach (Policy p in order ?? Policies) parts = parts with { Policies = parts.Policies.SetItem(p.Name, p) };
        return Sound(parts);
    }

    public static PolicyBook Sound(PolicyParts parts)
    {
        var faults = new DocFaults();
        PolicyBook? book = PolicyCheck.Book(parts, faults);
        Assert.True(book is not null, string.Join("\n", faults.Found));
        return book;
    }

    public static ScopeSubject Subject(Host host) => new(host, null, HostFleetState.Unmanaged, Instant.FromUtc(2026, 10, 20, 20, 0));

    public static Host Named(int id, string name, string? env, params (string Key, string Value)[] tags) => new(
        new HostId(id), name, name, 22, null, Transport.Ssh, env, null, tags.ToDictionary(t => t.Key, t => t.Value), null, null, null, null, null, null, null);

    private static Host Host(Random random, int i) => Named(
        i, string.Create(CultureInfo.InvariantCulture, $"h{i:00}"), random.Next(4) == 0 ? null : Envs[random.Next(2)],
        [.. Keys.Where(_ => random.Next(2) == 0).Select(k => (k, Values[random.Next(2)]))]);

    private static Term Some(Random random, int depth) => depth == 0 || random.Next(3) == 0
        ? random.Next(3) switch { 0 => new Term.Env(Envs[random.Next(2)]), 1 => new Term.Tag(Keys[random.Next(3)]), _ => new Term.TagIs(Keys[random.Next(3)], Values[random.Next(2)]) }
        : random.Next(3) switch { 0 => new Term.Not(Some(random, depth - 1)), 1 => new Term.And(Some(random, depth - 1), Some(random, depth - 1)), _ => new Term.Or(Some(random, depth - 1), Some(random, depth - 1)) };
}
