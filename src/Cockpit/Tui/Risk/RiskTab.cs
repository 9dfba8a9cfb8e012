using Cockpit.Core.Findings;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Tui.Imports.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>One of the tabs of Risk. Each is a screen of its own; the filter and the head go along from one to the next.</summary>
public abstract record RiskTab(RiskFrame Frame) : Screen
{
    private static readonly string[] Names = ["Matrix", "Updates", "Hosts", "Burn-down"];

    public override string Crumb => "Risk";

    public override IReadOnlyList<string> Tabs => Names;

    public override string? Filter => Frame.Typed;

    public override string? FilterTrouble => Frame.Wrong;

    public override IReadOnlyList<(string Name, string Says)> Commands =>
    [
        .. Enum.GetValues<FindingSource>().Select(s => ($"tool {s.ToString().ToLowerInvariant()}", $"shows what {s} found, and nothing else")),
        ("tool all", "shows what every tool found"),
        .. FindingQuery.Commands,
    ];

    public override ScopeCompletion? Complete(LineEditor filter) => ScopeCompletion.At(filter.Text, filter.Caret, _ => [], [], Frame.Head?.Scopes ?? ScopeBook.Empty);

    /// <summary>Findings that the filter lets through; null where this tab does not count them.</summary>
    protected virtual long? Matching => null;

    /// <summary>This tab counts the findings that the filter lets through.</summary>
    protected virtual bool CountsMatching => true;

    public override string Status(Look look) => Frame.Text(look, CountsMatching, Matching, look.Columns - Crumb.Length - Names.Sum(n => n.Length + 1) - 7);

    public override Turn? Update(Message message, Look look)
    {
        switch (message)
        {
            case Shown or FileChanged or Told:
                return new Turn(this, [RiskWork.Head, .. Reads]);
            case HeadRead read:
                // A filter that names scopes is read anew when those changed.
                bool same = Frame.Applied.Scope is not { References.Count: > 0 } || (Frame.Head?.Scopes ?? ScopeBook.Empty).IsSameAs(read.Head.Scopes);
                RiskTab changed = this with { Frame = Frame with { Head = read.Head } };
                return same ? new Turn(changed) : changed.Filtered(Frame.Applied.Text);
            case WorkFailed { Name: "head", Fault.Code.Name: "FILE_MISSING" }:
                return new Turn(this with { Frame = Frame with { Head = new RiskHead(0, 0, null, [], null) } });
            case FilterTyped typed:
                return Filtered(typed.Text);
            case FilterKept:
                return new Turn(this with { Frame = Frame with { Typed = Frame.Applied.Text, Wrong = null } }, Frame.Wrong is { } wrong ? [new Say(wrong)] : Array.Empty<ScreenEffect>());
            case Commanded { Name: "accepted" }:
                return new Turn(this, new Open(new FindingsScreen(FindingQuery.Accepted, RiskFilter.None)));
            case Commanded command:
                string tool = command.Name["tool ".Length..];
                return Filtered(tool == "all" ? "" : $"tool = {tool}");
            case Chosen { Operation: var operation } when operation == FindingOperations.Import:
                return new Turn(this, new Open(new FindingImportScreen()));
            case Pressed { Key.Named: NamedKey.Escape } when Frame.Applied.Text.Length > 0:
                return Filtered("");
            case Pressed { Key.Named: NamedKey.Tab }:
                return Turned(1);
            case Pressed { Key.Named: NamedKey.BackTab }:
                return Turned(-1);
            default:
                return null;
        }
    }

    /// <summary>What this tab reads, under the filter that is on.</summary>
    protected abstract IReadOnlyList<ScreenEffect> Reads { get; }

    /// <summary>The tab under another filter: what was read under the old one is not shown under it.</summary>
    protected abstract RiskTab Anew(RiskFrame frame);

    /// <summary>Offers that every tab has.</summary>
    protected static IReadOnlyList<Offer> Shared => [new("Tab", "next tab", "Matrix, updates, hosts, burn-down."), Offer.For(FindingOperations.Import)];

    private Turn Filtered(string text)
    {
        RiskFrame frame = Frame.With(text);
        if (frame.Applied == Frame.Applied) return new Turn(this with { Frame = frame });
        RiskTab anew = Anew(frame);
        return new Turn(anew, anew.Reads);
    }

    private Turn Turned(int by)
    {
        int tab = (CurrentTab + by + Names.Length) % Names.Length;
        RiskTab to = tab switch { 0 => new RiskScreen(Frame), 1 => new TopUpdatesScreen(Frame), 2 => new TopHostsScreen(Frame), _ => new BurnDownScreen(Frame) };
        return new Turn(to, [RiskWork.Head, .. to.Reads]);
    }
}
