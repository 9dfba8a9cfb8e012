using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Policies.Settings;
using Cockpit.Operations;
using Cockpit.Operations.Policies;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Cockpit.Tui.Text;

namespace Cockpit.Tui.Policies;

public enum PolicyTab { Settings, Hosts, Versions }

/// <summary>One policy: what counts under it and where from, its hosts by ring, its versions.</summary>
/// <param name="Detail">Null until it was read.</param>
/// <param name="Members">Its hosts with their rings.</param>
public sealed record PolicyScreen(string Name, PolicyTab Tab, PolicyDetail? Detail, PolicyHistory? History, IReadOnlyList<(string Ring, string Host)> Members, GridCursor Cursor, Fault? Missing) : Screen
{
    private static readonly string[] TabNames = Enum.GetNames<PolicyTab>();

    /// <summary>Rows under a list, about what the cursor is on.</summary>
    private const int DetailRows = 4;

    public PolicyScreen(string name) : this(name, PolicyTab.Settings, null, null, [], new GridCursor(), null) { }

    public override string Crumb => Name;

    public override IReadOnlyList<string> Tabs => TabNames;

    public override int CurrentTab => (int)Tab;

    public override string Status(Look look) => Detail is not { } d ? "" : d.Current == d.Version ? $"v{d.Version}, {d.Hosts.Count:N0} {(d.Hosts.Count == 1 ? "host" : "hosts")}, {Kit.Ages.Moment(d.At, look)} by {d.By}" : $"v{d.Version} removed it, {Kit.Ages.Moment(d.At, look)} by {d.By}";

    /// <summary>The screen on another tab.</summary>
    public PolicyScreen At(PolicyTab tab) => this with { Tab = tab, Cursor = new GridCursor() };

    private bool Counts => Detail is { } d && d.Current == d.Version;

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Tab is PolicyTab.Hosts && Members.Count > 0 ? [new Offer("Enter", "why", "Says why it counts on the host.")] : Array.Empty<Offer>(),
        .. Tab is PolicyTab.Versions && History is not null ? [new Offer("Enter", "read", "Shows the version as YAML.")] : Array.Empty<Offer>(),
        .. Counts ? [new Offer("e", "edit", "Edits it and shows the impact of every key.")] : Array.Empty<Offer>(),
        .. Tab is PolicyTab.Versions ? Array.Empty<Offer>() : [Offer.For(PolicyOperations.History)],
        .. Members.Count > 0 ? [Offer.For(PolicyOperations.Explain)] : Array.Empty<Offer>(),
        .. Counts ? [Offer.For(PolicyOperations.Remove)] : Array.Empty<Offer>(),
        new("Tab", "next tab", "Settings, hosts by ring, versions."),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, PolicyWork.Read(Name)),
        PolicyRead read => new Turn(Follow(this with { Detail = read.Detail, History = read.History, Missing = null, Members = [.. read.Detail.Rings.SelectMany(r => r.Value.Select(h => (r.Key, h)))] }, look)),
        WorkFailed { Name: PolicyWork.One } failed => new Turn(this with { Missing = failed.Fault }),
        VersionRead read => new Turn(this, new Open(new TextScreen($"v{read.Detail.Version}", _ => YamlLines(read.Detail)))),
        RemovalJudged judged => judged.Judged.Impact.NewConflicts is [var tie, ..]
            ? new Turn(this, new Say($"X is off: without {judged.Policy} {string.Join(" and ", tie.Policies)} would tie on {tie.Host}. Nothing was changed."))
            : new Turn(this, new Ask(PolicyWork.AskRemoval(judged))),
        Answered { Question: { Subject: string policy } question } when question.Operation == PolicyOperations.Remove => new Turn(this, PolicyWork.Remove(policy)),
        Chosen { Operation: var operation } when operation == PolicyOperations.History => new Turn(At(PolicyTab.Versions)),
        Chosen { Operation: var operation } when operation == PolicyOperations.Remove => new Turn(this, PolicyWork.JudgeRemoval(Name)),
        Chosen { Operation: var operation } when operation == PolicyOperations.Explain => Why(),
        Pressed { Key.Letter: 'e' } when Counts => new Turn(this, new Open(new PolicyEditScreen(Name))),
        Pressed { Key.Named: NamedKey.Enter } when Tab is PolicyTab.Hosts => Why(),
        Pressed { Key.Named: NamedKey.Enter } when VersionHere is { } version => version.Removed ? new Turn(this, new Say($"v{version.Version} removed it: there is nothing to read.")) : new Turn(this, PolicyWork.ReadVersion(Name, version.Version)),
        Pressed { Key.Named: NamedKey.Tab or NamedKey.Right } => new Turn(At((PolicyTab)(((int)Tab + 1) % TabNames.Length))),
        Pressed { Key.Named: NamedKey.BackTab or NamedKey.Left } => new Turn(At((PolicyTab)(((int)Tab + TabNames.Length - 1) % TabNames.Length))),
        Pressed { Key: var key } => Moved(key, look) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        _ => null,
    };

    public override void Draw(Canvas body, Look look)
    {
        if (Detail is null)
        {
            int line = 0;
            foreach (string text in ShellView.Wrap(Missing is { } fault ? fault.ToString() : "reading ..", body.Width)) body.Put(line++, 0, text, Missing is null ? Style.Faint : Style.Look);
            return;
        }
        Canvas list = body.Part(0, 0, body.Height - DetailRows, body.Width), under = body.Part(body.Height - DetailRows + 1, 0, DetailRows - 1, body.Width);
        switch (Tab)
        {
            case PolicyTab.Settings when !Counts: body.Put(0, 0, "It counts no more. t shows its versions."); break;
            case PolicyTab.Settings: Settings(list, under); break;
            case PolicyTab.Hosts: Hosts(list); break;
            default: Versions(list, under, look); break;
        }
    }

    private void Settings(Canvas list, Canvas under)
    {
        Column<SettingLine>[] columns =
        [
            new("setting", 20, s => new Styled(s.Name, s.From == EffectiveSettings.Default ? Style.Faint : Style.Plain)),
            new("value", 30, s => new Styled(s.Value, s.From == EffectiveSettings.Default ? Style.Faint : Style.Plain), Grow: true),
            new("from", 20, s => new Styled(s.From, s.From == EffectiveSettings.Default ? Style.Faint : Style.Plain)),
        ];
        Grid.Draw(list, columns, Detail!.Settings, Cursor);
        if (Cursor.Index >= Detail.Settings.Count) return;
        SettingLine here = Detail.Settings[Cursor.Index];
        int row = 0;
        if (PolicySettings.All.FirstOrDefault(s => s.Name == here.Name) is { } setting) foreach (string line in ShellView.Wrap(setting.Help, under.Width)) under.Put(row++, 0, line, Style.Faint);
        foreach (string line in ShellView.Wrap(here.Value, under.Width)) under.Put(row++, 0, line);
    }

    private void Hosts(Canvas list)
    {
        if (Members.Count == 0)
        {
            list.Put(0, 0, "It counts on no host.");
            return;
        }
        Grid.Draw(list, [new Column<(string Ring, string Host)>("ring", 14, m => m.Ring), new("host", 20, m => m.Host, Grow: true)], Members, Cursor);
    }

    private void Versions(Canvas list, Canvas under, Look look)
    {
        Column<PolicyVersionLine>[] columns =
        [
            new("", 1, v => look.Show(v.Version == Detail!.Current ? Mark.Good : Mark.EndedWithout)),
            new("v", 4, v => $"{v.Version}", Right: true),
            new("at, local", 16, v => v.At.WithOffset(look.OffsetAt(v.At)).ToString("ddd dd MMM HH:mm", null)),
            new("by", 12, v => v.By),
            new("what changed", 20, v => v.Removed ? "removed" : string.Join("; ", v.Changes.Select(ImpactText.Change)), Grow: true),
        ];
        Grid.Draw(list, columns, History!.Versions, Cursor);
        if (VersionHere is not { } here) return;
        int row = 0;
        foreach (string line in here.Changes.Take(under.Height).Select(ImpactText.Change)) under.Put(row++, 0, SafeText.Fit(Printable.Line(line, 300), under.Width));
    }

    private PolicyVersionLine? VersionHere => Tab is PolicyTab.Versions && History is { } h && Cursor.Index < h.Versions.Count ? h.Versions[Cursor.Index] : null;

    private Turn? Why()
    {
        int index = Tab is PolicyTab.Hosts ? Cursor.Index : 0;
        return index < Members.Count ? new Turn(this, new Open(new HostScreen(Members[index].Host).At(HostTab.Why))) : null;
    }

    private static List<Styled> YamlLines(PolicyDetail d)
    {
        List<Styled> lines = [new Styled($"{d.Name} v{d.Version}, by {d.By}{(d.Current == d.Version ? "; it counts now" : d.Current is { } now ? $"; v{now} counts now" : "; removed since")}", Style.Bold), ""];
        lines.AddRange(d.Yaml.TrimEnd('\n').Split('\n').Select(l => new Styled(l)));
        return lines;
    }

    private GridCursor? Moved(KeyPress key, Look look)
    {
        int page = look.Rows - DetailRows - 1;
        return Tab switch
        {
            PolicyTab.Settings => Cursor.Moved(key, Detail?.Settings ?? [], s => s.Name, page),
            PolicyTab.Hosts => Cursor.Moved(key, Members, m => m.Host, page),
            _ => Cursor.Moved(key, History?.Versions ?? [], v => $"{v.Version}", page),
        };
    }

    private static PolicyScreen Follow(PolicyScreen s, Look look)
    {
        int page = look.Rows - DetailRows - 1;
        return s with
        {
            Cursor = s.Tab switch
            {
                PolicyTab.Settings => s.Cursor.Among(s.Detail!.Settings, x => x.Name, page),
                PolicyTab.Hosts => s.Cursor.Among(s.Members, m => m.Host, page),
                _ => s.Cursor.Among(s.History!.Versions, v => $"{v.Version}", page),
            },
        };
    }
}
