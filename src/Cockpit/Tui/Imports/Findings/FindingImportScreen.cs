using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Imports.Findings;

public enum ImportStep { Typing, Looking, Trying, Reviewing, Importing, Done }

/// <summary>
/// The way of a scanner's export into the file: its path, what it was recognised as, what it would do, then the import itself, which a person
/// may leave to itself or stop, and what it did.
/// </summary>
/// <param name="Path">As it is typed.</param>
/// <param name="Folder">The folder that the path is in; null until it was read.</param>
/// <param name="Chosen">Which of the files that match the cursor is on; -1 is the typed line.</param>
/// <param name="Export">What the file is; null until it was looked at.</param>
/// <param name="Result">Of the dry run, then of the import.</param>
/// <param name="Trouble">Why the last step did not go through.</param>
public sealed record FindingImportScreen(
    LineEditor Path, Folder? Folder, int Chosen, ImportStep Step, ExportLook? Export, FindingImportResult? Result, Fault? Trouble, int Scroll) : Screen
{
    public FindingImportScreen() : this(new LineEditor(), null, -1, ImportStep.Typing, null, null, null, 0) { }

    public override string Crumb => "Import";

    public override string Status(Look look) => Export is null ? "" : $"{System.IO.Path.GetFileName(Export.Path)}   {Export.Shape}   {FindingImportView.Size(Export.Bytes)}";

    public override string Waiting(Look look) => Step is ImportStep.Importing ? "Leaving this screen does not stop it." : "";

    public override bool SaysFailureOf(string work) => work is "look" or "dry run" or "import";

    /// <summary>The files and folders that match what is typed.</summary>
    internal IReadOnlyList<FolderEntry> Matching => Folder is { } folder && Folder.Of(Path.Text) == folder.Typed ? folder.Matching(Path.Text) : [];

    public override IReadOnlyList<Offer> Offers(Look look) => Step switch
    {
        ImportStep.Typing => [new("Enter", "look at it", "Recognises the file."), new("Tab", "complete", "Completes the path."), new("Esc", "leave", "Imports nothing.")],
        ImportStep.Reviewing => [new("Enter", "import", "Imports it, in one piece.", Off: Result is { SameFile: true } ? "there is nothing new in it" : null), new("Esc", "another file", "Keeps nothing of it.")],
        ImportStep.Importing or ImportStep.Trying => [new("Esc", "stop", "Asks, then stops it; nothing of it is kept.")],
        ImportStep.Done => [new("Enter", "back", "Back to where it was asked for.")],
        _ => [],
    };

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged => Folder?.Typed != Folder.Of(Path.Text) ? new Turn(this, Folders(Path.Text)) : new Turn(this),
        FolderRead read => new Turn(this with { Folder = read.Folder, Chosen = -1 }),
        // What a feed changes is told by importing it: its date, its entries and those that differ.
        ExportLooked looked when Step is ImportStep.Looking => looked.Look.Feed is null && looked.Look.Bytes <= FindingImportWork.Quick
            ? new Turn(this with { Export = looked.Look, Step = ImportStep.Trying, Trouble = null }, FindingImportWork.Try(looked.Look))
            : new Turn(this with { Export = looked.Look, Step = ImportStep.Reviewing, Trouble = null }),
        FindingsTried tried when Step is ImportStep.Trying => new Turn(this with { Result = tried.Result, Step = ImportStep.Reviewing, Scroll = 0 }),
        FeedImported imported => new Turn(this with { FeedResult = imported.Result, Step = ImportStep.Done, Scroll = 0 }),
        FindingsImported imported => new Turn(this with { Result = imported.Result, Step = ImportStep.Done, Scroll = 0 }),
        // It was stopped.
        Told when Step is ImportStep.Trying or ImportStep.Importing => new Turn(Again(null)),
        WorkFailed { Name: "look" or "dry run" or "import" } failed => new Turn(Again(failed.Fault)),
        Answered { Question.Operation: var operation } when operation == FindingOperations.Import => Step switch
        {
            ImportStep.Importing => new Turn(this, new StopWork("import")),
            ImportStep.Trying => new Turn(this, new StopWork("dry run")),
            _ => new Turn(this),
        },
        Pasted pasted when Step is ImportStep.Typing => Typed(Path.Insert(pasted.Text)),
        Pressed { Key: var key } => Step is ImportStep.Typing ? Type(key, look) : Press(key, look),
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => FindingImportView.Draw(this, body, look);

    /// <summary>Of a feed's import.</summary>
    public IntelImportResult? FeedResult { get; private init; }

    private FindingImportScreen Again(Fault? trouble) => this with { Step = ImportStep.Typing, Export = null, Result = null, Trouble = trouble };

    private Turn? Type(KeyPress key, Look look)
    {
        IReadOnlyList<FolderEntry> found = Matching;
        switch (key.Named)
        {
            case NamedKey.Escape:
                return null;
            case NamedKey.Tab:
                return Folder is not null && found.Count > 0 ? Typed(LineEditor.With(Folder.Completed(Path.Text))) : new Turn(this);
            case NamedKey.Down or NamedKey.Up:
                return new Turn(this with { Chosen = Math.Clamp(Chosen + (key.Named == NamedKey.Down ? 1 : -1), -1, found.Count - 1) });
            case NamedKey.PageDown or NamedKey.PageUp:
                int page = Math.Max(1, look.Rows - FindingImportView.HeadRows - 1);
                return new Turn(this with { Chosen = Math.Clamp(Chosen + (key.Named == NamedKey.PageDown ? page : -page), -1, found.Count - 1) });
            case NamedKey.Enter:
                FolderEntry? entry = Chosen >= 0 && Chosen < found.Count ? found[Chosen] : found.FirstOrDefault(e => e.IsFolder && e.Name == Path.Text[Folder!.Typed.Length..]);
                if (entry is { IsFolder: true }) return Typed(LineEditor.With($"{Folder!.Typed}{entry.Name}/"));
                string path = entry is null ? Path.Text.Trim() : Folder!.Typed + entry.Name;
                if (path.Length == 0 || path.EndsWith('/')) return new Turn(this, new Say("Choose a file, or type its path."));
                return new Turn(this with { Path = LineEditor.With(path), Step = ImportStep.Looking, Trouble = null }, FindingImportWork.Look(path));
            default:
                return Path.Press(key) is { } line ? Typed(line) : key.IsCtrl('c') ? null : new Turn(this);
        }
    }

    private Turn Typed(LineEditor line)
    {
        FindingImportScreen typed = this with { Path = line, Chosen = -1, Trouble = null };
        return Folder?.Typed == Folder.Of(line.Text) ? new Turn(typed) : new Turn(typed, Folders(line.Text));
    }

    private static Work Folders(string path) => Folder.Reading(Folder.Of(path));

    private Turn? Press(KeyPress key, Look look)
    {
        if (key.Named == NamedKey.Escape)
        {
            return Step switch
            {
                ImportStep.Reviewing => new Turn(Again(null)),
                ImportStep.Importing or ImportStep.Trying => new Turn(this, new Ask(new Question(
                    FindingOperations.Import, [$"STOP the {(Step is ImportStep.Trying ? "dry run" : "import")} of {System.IO.Path.GetFileName(Export!.Path)}", " nothing of it is kept: the file is as it was before"], "", "Enter stops it.", "Ctrl-C"))),
                _ => null,
            };
        }
        switch (key)
        {
            case { Named: NamedKey.Enter } when Step is ImportStep.Reviewing:
                if (Result is { SameFile: true }) return new Turn(this, new Say("There is nothing new in it."));
                return new Turn(this with { Step = ImportStep.Importing }, FindingImportWork.Import(Export!));
            case { Named: NamedKey.Enter } when Step is ImportStep.Done:
                return new Turn(this, new Close());
        }
        if (Result is null) return null;
        int most = Math.Max(0, ImportReportLines.Of(Result, Step is ImportStep.Done, look.Columns).Count - look.Rows);
        int? to = key switch
        {
            { Named: NamedKey.Down } or { Letter: 'j' } => Scroll + 1,
            { Named: NamedKey.Up } or { Letter: 'k' } => Scroll - 1,
            { Named: NamedKey.PageDown } => Scroll + look.Rows - 1,
            { Named: NamedKey.PageUp } => Scroll - look.Rows + 1,
            { Named: NamedKey.Home } or { Letter: 'g' } => 0,
            { Named: NamedKey.End } or { Letter: 'G' } => most,
            _ => null,
        };
        return to is { } scroll ? new Turn(this with { Scroll = Math.Clamp(scroll, 0, most) }) : null;
    }
}
