using System.Collections.Immutable;
using Cockpit.Core.Operations;
using Cockpit.Operations.Audit;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Audit;

/// <summary>The journal's rows were read.</summary>
public sealed record AuditRead(AuditList List) : Message;

/// <summary>The chain was checked.</summary>
public sealed record ChainRead(ChainReport Report) : Message;

/// <summary>The journal, newest first: who did what, when; and whether its chain holds.</summary>
public sealed record AuditScreen(AuditList? List, ImmutableArray<AuditEntry> Rows, ChainReport? Chain, string FilterText, GridCursor Cursor) : Screen
{
    /// <summary>Rows that are read at once. More is for the command line.</summary>
    private const int Limit = 1000;

    public AuditScreen() : this(null, [], null, "", new GridCursor()) { }

    public override string Crumb => "Audit";

    public override string? Filter => FilterText;

    public override string Status(Look look)
    {
        string chain = Chain is null ? "chain not checked; v checks it"
            : Chain.Ok ? $"{Chain.Events:N0} events, chain holds, head {Chain.Head.Seq} {Chain.Head.Hash[..8]}"
            : $"CHAIN BROKEN at event {Chain.FirstBadSeq}";
        return FilterText.Length > 0 ? $"{Rows.Length} shown  /{FilterText}  {chain}" : chain;
    }

    public override IReadOnlyList<Offer> Offers(Look look) => [Offer.For(FileOperations.AuditVerify)];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown => new Turn(this, Read, Verify),
        FileChanged => new Turn(this, Read),
        AuditRead read => Arranged(this with { List = read.List }, look),
        ChainRead read => new Turn(this with { Chain = read.Report }),
        FilterTyped typed => Arranged(this with { FilterText = typed.Text }, look),
        WorkFailed { Fault.Code.Name: "FILE_MISSING" } => Arranged(this with { List = new AuditList([]) }, look),
        Chosen { Operation: var operation } when operation == FileOperations.AuditVerify => new Turn(this, Verify),
        Pressed { Key.Named: NamedKey.Escape } when FilterText.Length > 0 => Arranged(this with { FilterText = "" }, look),
        Pressed { Key: var key } => Cursor.Moved(key, Rows, KeyOf, look.Rows - 1) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        _ => null,
    };

    public override void Draw(Canvas body, Look look)
    {
        if (List is null)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        if (List.Events.Count == 0)
        {
            body.Put(0, 0, "No events. Whatever is done with this file is written here.");
            return;
        }
        Column<AuditEntry>[] columns =
        [
            new("seq", 5, e => $"{e.Seq}", Priority: 2, Right: true),
            new("UTC", 19, e => $"{e.At.InUtc():uuuu-MM-dd HH:mm:ss}"),
            new("who", 10, e => e.Remark is { } remark ? $"{e.Who} ({remark})" : e.Who),
            new("on", 12, e => e.Subject),
            new("what", 20, e => e.What, Grow: true),
        ];
        Grid.Draw(body, columns, Rows, Cursor);
        if (Rows.Length == 0) body.Put(1, 1, $"0 of {List.Events.Count} match. Esc clears.");
    }

    private static Work Read => new("audit", c => new AuditRead(ListAudit.Run(c.Session, Limit)));

    private static Work Verify => new("verify", c => new ChainRead(VerifyAudit.Run(c.Session)));

    private static string KeyOf(AuditEntry entry) => $"{entry.Seq}";

    private static Turn Arranged(AuditScreen screen, Look look)
    {
        bool inverted = screen.FilterText.StartsWith('!');
        string word = screen.FilterText.TrimStart('!').Trim();
        ImmutableArray<AuditEntry> rows = [.. (screen.List?.Events ?? []).Where(e => word.Length == 0 || inverted != $"{e.Who} {e.Type} {e.What} {e.Subject}".Contains(word, StringComparison.OrdinalIgnoreCase))];
        return new Turn(screen with { Rows = rows, Cursor = screen.Cursor.Among(rows, KeyOf, look.Rows - 1) });
    }
}
