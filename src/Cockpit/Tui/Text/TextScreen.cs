using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Text;

/// <summary>A long text by itself: scrolled, and searched with "/" and n.</summary>
/// <param name="Name">Its name in the crumb.</param>
/// <param name="Lay">The lines for so many columns.</param>
/// <param name="Find">What is looked for; empty for nothing.</param>
public sealed record TextScreen(string Name, Func<int, IReadOnlyList<Styled>> Lay, int Top, string Find) : Screen
{
    public TextScreen(string name, Func<int, IReadOnlyList<Styled>> lay) : this(name, lay, 0, "") { }

    public override string Crumb => Name;

    public override string? Filter => Find;

    public override string Status(Look look)
    {
        IReadOnlyList<Styled> lines = Lay(look.Columns);
        int found = Find.Length == 0 ? 0 : lines.Count(l => Matches(l.Text));
        return $"{Math.Min(lines.Count, Top + look.Rows):N0}/{lines.Count:N0} lines{(Find.Length == 0 ? "" : $"  /{Find}  {found:N0} match")}";
    }

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Lay(look.Columns).Count > look.Rows ? [new Offer("PageDown", "more", "Scrolls the text.")] : Array.Empty<Offer>(), new("/", "search", "Looks for a word in it."),
        .. Find.Length > 0 ? [new Offer("n", "next match", "The next line with the word; N the one before.")] : Array.Empty<Offer>(),
    ];

    public override Turn? Update(Message message, Look look)
    {
        switch (message)
        {
            case FilterTyped typed:
                TextScreen found = this with { Find = typed.Text };
                return new Turn(typed.Text.Length == 0 ? found : found.From(Top, 1, look) ?? found);
            case Pressed { Key.Named: NamedKey.Escape } when Find.Length > 0:
                return new Turn(this with { Find = "" });
            case Pressed { Key.Letter: 'n' or 'N' } press when Find.Length > 0:
                int by = press.Key.Letter == 'n' ? 1 : -1;
                return From(Top + by, by, look) is { } next ? new Turn(next) : new Turn(this, new Say($"No other line has \"{Find}\"."));
            case Pressed { Key: var key }:
                int? to = key switch
                {
                    { Named: NamedKey.Down } or { Letter: 'j' } => Top + 1,
                    { Named: NamedKey.Up } or { Letter: 'k' } => Top - 1,
                    { Named: NamedKey.PageDown } => Top + look.Rows - 1,
                    { Named: NamedKey.PageUp } => Top - look.Rows + 1,
                    { Named: NamedKey.Home } or { Letter: 'g' } => 0,
                    { Named: NamedKey.End } or { Letter: 'G' } => int.MaxValue,
                    _ when key.IsCtrl('d') => Top + look.Rows / 2,
                    _ when key.IsCtrl('u') => Top - look.Rows / 2,
                    _ => null,
                };
                return to is { } top ? new Turn(this with { Top = Math.Clamp(top, 0, Math.Max(0, Lay(look.Columns).Count - look.Rows)) }) : null;
            default:
                return null;
        }
    }

    public override void Draw(Canvas body, Look look)
    {
        int row = 0;
        foreach (Styled line in Lay(body.Width).Skip(Top).Take(body.Height))
        {
            body.Put(row, 0, line.Text, line.Style);
            for (int at = 0; Find.Length > 0 && (at = line.Text.IndexOf(Find, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += Find.Length)
                body.Paint(row, SafeText.WidthOf(line.Text[..at]), SafeText.WidthOf(Find), Style.Reverse);
            row++;
        }
    }

    private bool Matches(string line) => line.Contains(Find, StringComparison.OrdinalIgnoreCase);

    private TextScreen? From(int start, int by, Look look)
    {
        IReadOnlyList<Styled> lines = Lay(look.Columns);
        for (int i = start; i >= 0 && i < lines.Count; i += by)
        {
            if (Matches(lines[i].Text)) return this with { Top = i };
        }
        return null;
    }
}
