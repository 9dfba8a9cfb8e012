using Cockpit.Core.Scopes;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Risk;

/// <summary>What stands over every risk screen: how much is open, how old the catalogues are, what is at work on the figures.</summary>
/// <param name="Open">Findings that count, of all hosts and tools.</param>
/// <param name="AsOf">When findings were last imported; null when they never were.</param>
/// <param name="Ages">Catalogues with their age, the oldest marked.</param>
/// <param name="Work">"import running 63%"; null when nothing works on the figures.</param>
public sealed record RiskHead(long Open, long Points, Instant? AsOf, IReadOnlyList<CatalogueAge> Ages, string? Work)
{
    /// <summary>Findings whose risk was taken on; they are not among the open ones.</summary>
    public long Accepted { get; init; }

    /// <summary>The named scopes that a filter may name.</summary>
    public ScopeBook Scopes { get; init; } = ScopeBook.Empty;

    public static RiskHead Of(RiskMatrixResult all, IReadOnlyList<CatalogueAge>? ages = null, string? work = null) => new(all.Total, all.Points, all.AsOf, ages ?? [], work) { Accepted = all.Accepted };
}

/// <summary>How old a catalogue is.</summary>
/// <param name="At">The day it calls its own; null when none was ever imported.</param>
/// <param name="Stale">Too old to be relied on.</param>
public sealed record CatalogueAge(string Name, Instant? At, bool Stale);

/// <summary>The head and the filter, which the tabs of Risk share.</summary>
/// <param name="Applied">The filter that is on: the one that was kept last, where what is typed is no filter.</param>
/// <param name="Typed">The filter as it is typed.</param>
/// <param name="Wrong">Why what is typed is no filter.</param>
public sealed record RiskFrame(RiskHead? Head, RiskFilter Applied, string Typed, string? Wrong)
{
    public static RiskFrame Unread { get; } = new(null, RiskFilter.None, "", null);

    /// <summary>The frame after a filter was typed; the old filter stays on where the new one is none.</summary>
    public RiskFrame With(string typed)
    {
        RiskFilter? read = RiskFilter.Read(typed, Head?.Scopes ?? ScopeBook.Empty, out string? wrong);
        return this with { Typed = typed, Applied = read ?? Applied, Wrong = wrong };
    }

    /// <param name="counts">The tab counts what the filter lets through.</param>
    /// <param name="matching">Findings that the filter lets through; null as long as nobody counted.</param>
    /// <param name="room">Cells that there are; what matters least goes first.</param>
    public string Text(Look look, bool counts, long? matching, int room)
    {
        if (Head is not { } head) return "";
        if (head.AsOf is null) return "no import yet";
        bool filtered = Applied.Text.Length > 0;
        string count = filtered && !counts ? "" : filtered ? $"{(matching is { } m ? $"{m:N0}" : "..")} of {head.Open:N0} match" : $"{head.Open:N0} open";
        string points = filtered ? "" : $"{head.Points:N0} points";
        string accepted = !filtered && head.Accepted > 0 ? $"{head.Accepted:N0} accepted" : "";
        string ages = string.Join("  ", head.Ages.Where(a => a.At is not null).Select(a => $"{a.Name} {Kit.Ages.Short(a.At, look.Now)}{(a.Stale ? " ~" : "")}"));
        string imported = head.Ages.Any(a => a.At is not null) ? "" : $"imported {Kit.Ages.Short(head.AsOf, look.Now)} ago";
        string filter = filtered ? $"/{Applied.Text}" : "";
        foreach (string[] parts in new string[][] { [count, filter, points, head.Work ?? "", accepted, ages, imported], [count, filter, points, head.Work ?? "", accepted, ages], [count, filter, points, head.Work ?? "", ages], [count, filter, head.Work ?? "", ages], [count, filter, head.Work ?? ""] })
        {
            string text = string.Join("  ", parts.Where(p => p.Length > 0));
            if (SafeText.WidthOf(text) <= room) return text;
        }
        // On a narrow screen, that the figures move is worth more than they are.
        return SafeText.Fit(head.Work ?? $"{count}  {filter}".TrimStart(), room);
    }
}

/// <summary>The head as it is now.</summary>
public sealed record HeadRead(RiskHead Head) : Message;
