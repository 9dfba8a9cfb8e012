using Cockpit.Core.Hosts.Editing;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Imports;

/// <summary>Draws the review of an import: the hosts with what each would get, and below what was not taken and why.</summary>
internal static class ImportReviewView
{
    /// <summary>Rows under the list: a blank one, two of reasons, the note of the row under the cursor.</summary>
    public const int FootRows = 4;

    public static void Draw(ImportReviewScreen screen, Canvas body, Look look)
    {
        Canvas list = body.Part(0, 0, body.Height - FootRows, body.Width);
        Column<ImportedHost>[] columns =
        [
            new("", 1, h => h.Act switch
            {
                HostImportAct.Added => new Styled("+", Style.Plain),
                HostImportAct.Updated => new Styled("~", Style.Look),
                _ => new Styled("-", Style.Faint),
            }),
            new("host", 14, h => screen.Marked.Contains(h.Key) ? new Styled($"{h.Name}*", Style.Bold) : h.Name, Grow: true),
            new("address", 14, h => h.Address, Priority: 1, Grow: true),
            new("what", 30, Fields, Grow: true),
            new("line", 5, h => $"{h.Line}", Priority: 2, Right: true),
        ];
        if (screen.Rows.Length == 0) list.Put(0, 0, "The file names no host that can be taken.");
        else Grid.Draw(list, columns, screen.Rows, screen.Cursor);
        int row = body.Height - FootRows + 1;
        if (screen.Here?.Note is { } note) body.Put(row, 0, SafeText.Fit(note, body.Width), Style.Look);
        if (screen.Review.Rejected is [var rejected, ..]) body.Put(row + 1, 0, SafeText.Fit($"{screen.Review.Rejected.Count} rejected, the first in line {rejected.Line}: {rejected.Reason}", body.Width), Style.Look);
        if (screen.Review.PassedOver is [var passed, ..]) body.Put(row + 2, 0, SafeText.Fit($"{screen.Review.PassedOver.Count} passed over, the first in line {passed.Line}: {passed.Reason}", body.Width), Style.Faint);
    }

    private static Styled Fields(ImportedHost host) => host.Act switch
    {
        HostImportAct.Added => new Styled($"new {string.Join(", ", host.Differences.Where(d => d.Field is not (HostFields.Address or HostFields.Transport)).Select(d => $"{d.Field} {d.After}".TrimEnd()))}", Style.Plain),
        HostImportAct.Updated => new Styled(string.Join(", ", host.Differences.Select(d => $"{d.Field} {d.Before ?? "-"} -> {(d.After is "" ? "set" : d.After ?? "-")}")), Style.Look),
        _ => new Styled("as it is", Style.Faint),
    };
}
