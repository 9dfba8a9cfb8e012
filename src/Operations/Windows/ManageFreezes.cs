using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using Cockpit.Operations.Scopes;
using Cockpit.Store;
using Cockpit.Store.Windows;
using NodaTime;

namespace Cockpit.Operations.Windows;

/// <summary>A freeze as people and scripts see it.</summary>
/// <param name="Scope">Empty is every host.</param>
/// <param name="State">"on", "ahead" or "over".</param>
/// <param name="Calendar">The calendar file that it came from; null where a person typed it.</param>
/// <param name="Problem">Why its scope cannot be used; it binds every host then.</param>
public sealed record FreezeLine(string Id, string Name, string Scope, Instant StartsAt, Instant EndsAt, string Reason, string By, string State, string? Source, string? Calendar, string? Problem)
{
    internal static FreezeLine Of(StoredFreeze s, ScopeBook scopes, Instant now)
    {
        Freeze f = s.Freeze;
        string? problem = f.Scope.Length == 0 || scopes.TryResolve(f.Scope, out _, out ScopeSyntaxError? error) ? null : $"It binds every host, because its scope cannot be used: {error!.Sentence}";
        return new(f.Id.ToString(), f.Name, f.Scope, f.StartsAt, f.EndsAt, f.Reason, f.By, f.IsOnAt(now) ? "on" : now < f.StartsAt ? "ahead" : "over", f.Source, s.Source?.Calendar, problem);
    }
}

/// <param name="Zone">The file's zone, in which dates are read.</param>
public sealed record FreezeList(IReadOnlyList<FreezeLine> Freezes, string Zone);

/// <summary>A freeze that was lifted.</summary>
public sealed record RemovedFreeze(string Id, string Name, string Reason);

/// <summary>Makes a freeze.</summary>
public static class AddFreeze
{
    internal const int MaxReason = 200;

    /// <param name="from">As people type it; null is now.</param>
    /// <param name="zone">The zone of times that name none; null where times have to say it.</param>
    /// <exception cref="CockpitException">FREEZE_INVALID, TIME_INVALID, ZONE_UNKNOWN, SCOPE_SYNTAX, SCOPE_CYCLE.</exception>
    public static FreezeLine Run(Session session, string name, string? from, string until, string? zone, string? scope, string reason) => session.Write(t =>
    {
        FileZone file = FileZone.Of(t);
        Instant start = from is null ? session.Now : TypedTime.Read(from, file, zone, ends: false), end = TypedTime.Read(until, file, zone, ends: true);
        ScopeBook scopes = ScopeBooks.Of(t);
        if (scope is { Length: > 0 }) scopes.Resolve(scope);
        string why = reason.Trim();
        string? problem = DefinitionName.Problem(name) ?? (why.Length is 0 or > MaxReason ? $"A reason has 1 to {MaxReason} characters." : null)
            ?? (end <= start ? "It would end before it begins." : end <= session.Now ? "It would be over already." : null)
            ?? (t.FreezesFrom(session.Now).Any(f => f.Source is null && f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ? $"There is a freeze \"{name}\" already." : null);
        if (problem is not null) throw new CockpitException(WindowErrors.FreezeInvalid.Because(Printable.Line(problem, 200)));
        return FreezeLine.Of(t.AddFreeze(new(name, scope ?? "", start, end, Printable.Line(why)), null, session.Actor, session.Now), scopes, session.Now);
    });
}

/// <summary>Lists freezes.</summary>
public static class ListFreezes
{
    /// <param name="all">Also those that are over.</param>
    public static FreezeList Run(Session session, bool all) => session.Read(t =>
    {
        ScopeBook scopes = ScopeBooks.Of(t);
        Instant now = session.Now;
        return new FreezeList([.. t.StoredFreezes().Where(f => all || f.Freeze.EndsAt > now).Select(f => FreezeLine.Of(f, scopes, now))], FileZone.Of(t).Name);
    });
}

/// <summary>Lifts a freeze.</summary>
public static class RemoveFreeze
{
    /// <param name="text">Its id, or its name where only one has it.</param>
    /// <exception cref="CockpitException">FREEZE_UNKNOWN, FREEZE_INVALID.</exception>
    public static RemovedFreeze Run(Session session, string text, string reason) => session.For(WindowOperations.FreezeRemove).Write(t =>
    {
        if (reason.Trim().Length is 0 or > AddFreeze.MaxReason) throw new CockpitException(WindowErrors.FreezeInvalid.Because($"A reason has 1 to {AddFreeze.MaxReason} characters."));
        Freeze freeze = Find(t, text);
        t.RemoveFreeze(freeze, Printable.Line(reason.Trim()), session.Actor, session.Now);
        return new RemovedFreeze(freeze.Id.ToString(), freeze.Name, Printable.Line(reason.Trim()));
    });

    private static Freeze Find(ReadTransaction t, string text)
    {
        List<Freeze> all = t.StoredFreezes().ConvertAll(f => f.Freeze);
        List<Freeze> found = all.FindAll(f => f.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (found.Count == 0 && FreezeId.TryParse(text, out FreezeId id)) found = all.FindAll(f => f.Id == id);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CockpitException(WindowErrors.FreezeUnknown.Because($"There is no freeze \"{Printable.Line(text, 80)}\".")),
            _ => throw new CockpitException(WindowErrors.FreezeUnknown.Because($"{found.Count} freezes are named \"{Printable.Line(text, 80)}\".", $"Say which by its id: {string.Join(", ", found.Take(5).Select(f => f.Id))}.")),
        };
    }
}
