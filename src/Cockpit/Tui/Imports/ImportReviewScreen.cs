using System.Collections.Immutable;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Imports;

/// <summary>A file with hosts was read; nothing is written yet.</summary>
public sealed record ImportRead(HostsToImport Hosts, HostImportResult Review) : Message;

/// <summary>The marked hosts are in the inventory.</summary>
public sealed record ImportDone(HostImportResult Result) : Message;

/// <summary>What a file with hosts would add and change, a host a row. Only what a person marks is brought in.</summary>
/// <param name="Marked">Keys of the rows.</param>
public sealed record ImportReviewScreen(HostsToImport Hosts, HostImportResult Review, ImmutableArray<ImportedHost> Rows, ImmutableHashSet<string> Marked, GridCursor Cursor) : Screen
{
    public ImportReviewScreen(ImportRead read)
        : this(read.Hosts, read.Review, [.. read.Review.Hosts.OrderBy(h => h.Act is HostImportAct.Unchanged).ThenBy(h => h.Line)], [], new GridCursor()) { }

    public override string Crumb => "Import";

    public override string Status(Look look) =>
        $"{Review.Format}  {Review.Added} new, {Review.Updated} changed, {Review.Unchanged} as they are{(Marked.IsEmpty ? "" : $"  {Marked.Count} marked")}";

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Marked.IsEmpty ? Array.Empty<Offer>() : [new Offer("Enter", $"bring {Marked.Count} in", "Adds and changes the marked hosts; removes nothing.")],
        .. Review.Changes == 0 ? Array.Empty<Offer>() : [new Offer("M", "mark all", "Marks every host that is new or changed, or none."), new Offer("Space", "mark", "Marks the host.")],
        new Offer("Esc", "leave", "Brings nothing in."),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        ImportDone done => new Turn(this, new Say($"{done.Result.Added} added, {done.Result.Updated} updated. s scans them.", done.Result.Changes == 0), new Close()),
        Pressed { Key: { Named: NamedKey.Enter } } when !Marked.IsEmpty => new Turn(this, Bring),
        Pressed { Key: { Named: NamedKey.Enter } } => new Turn(this, new Say(Review.Changes == 0 ? "Nothing in the file is new." : "Nothing is marked. M marks all, Space one.")),
        Pressed { Key: { Letter: ' ' } } when Here is { } here && Writes(here) => new Turn(this with
        {
            Marked = Marked.Contains(here.Key) ? Marked.Remove(here.Key) : Marked.Add(here.Key),
            Cursor = Cursor.Moved(KeyPress.Of(NamedKey.Down), Rows, KeyOf, Page(look))!,
        }),
        Pressed { Key: { Letter: 'M' } } => new Turn(this with { Marked = Rows.Where(Writes).All(r => Marked.Contains(r.Key)) ? [] : [.. Rows.Where(Writes).Select(r => r.Key)] }),
        Pressed { Key: var key } => Cursor.Moved(key, Rows, KeyOf, Page(look)) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => ImportReviewView.Draw(this, body, look);

    internal ImportedHost? Here => Cursor.Index < Rows.Length ? Rows[Cursor.Index] : null;

    internal static bool Writes(ImportedHost host) => host.Act is not HostImportAct.Unchanged;

    private static string KeyOf(ImportedHost host) => host.Key;

    private static int Page(Look look) => look.Rows - 1 - ImportReviewView.FootRows;

    private Work Bring
    {
        get
        {
            HostsToImport chosen = Hosts.Only(Marked);
            return new Work("import", c => new ImportDone(ImportHosts.Run(c.Session, chosen)));
        }
    }
}
