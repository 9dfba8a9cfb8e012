using Cockpit.Core.Hosts;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts;

/// <summary>Draws the fleet: the list, beside it what the cursor is on, below it what was not scanned and why.</summary>
internal static class HostsView
{
    /// <summary>Rows under the list: a blank one, a title, the causes.</summary>
    public const int FootRows = 3;

    /// <summary>Columns of the list where a preview stands beside it.</summary>
    private const int ListWidth = 81;

    public static void Draw(HostsScreen screen, Canvas body, Look look)
    {
        if (screen.All is null)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        if (screen.All.Total == 0)
        {
            body.Put(0, 0, "No hosts. a adds one by name, i imports a CSV file.");
            return;
        }
        Foot(screen, body);
        Canvas list = body.Part(0, 0, body.Height - FootRows, look.Wide ? ListWidth : body.Width);
        Grid.Draw(list, Columns(screen, look), screen.Rows, screen.Cursor);
        if (screen.Rows.Length == 0) list.Put(1, 1, $"0 of {screen.All.Total} match. Esc clears.");
        if (look.Wide && screen.Here is { } here) Preview(body.Part(0, ListWidth + 1, body.Height - FootRows, body.Width - ListWidth - 1), here, look);
    }

    private static Column<HostSummary>[] Columns(HostsScreen screen, Look look) =>
    [
        new("", 1, h => look.Show(HostMarks.Of(h))),
        new("host", 12, h => screen.Marked.Contains(h.Name) ? new Styled($"{h.Name}*", Style.Bold) : h.Name, Grow: true),
        new("os", 12, h => h.Os is { } os ? $"{os.Name} {os.Version}" : new Styled("-", Style.Faint), Priority: 6),
        new("upd", 4, h => Figure(h, h.PendingUpdates), Priority: 2, Right: true),
        new("sec", 4, h => Figure(h, h.PendingSecurity, look: true), Priority: 1, Right: true),
        new("boot", 4, h => h.RebootStatus switch
        {
            RebootStatus.Required => new Styled(HostMarks.IsOld(h) ? "R~" : "R", Style.Look),
            RebootStatus.None => "-",
            _ => new Styled("?", Style.Unknown),
        }, Priority: 4),
        new("find", 5, h => $"{h.OpenFindings}", Priority: 5, Right: true),
        new("risk", 5, h => $"{h.Risk}", Priority: 3, Right: true),
        new("scan", 5, h => Scan(h, look), Right: true),
        new("env", 6, h => h.Environment ?? "", Priority: 7),
        new("role", 6, h => h.Role ?? "", Priority: 8),
        new("ring", 7, h => h.Tags.GetValueOrDefault("ring") ?? "", Priority: 9),
    ];

    /// <summary>A number that rests on a scan: "-" before the first, marked where that scan does not count any more.</summary>
    private static Styled Figure(HostSummary host, int? figure, bool look = false)
    {
        if (figure is null) return new Styled("-", Style.Faint);
        bool old = HostMarks.IsOld(host);
        return new Styled(old ? $"{figure}~" : $"{figure}", look && figure > 0 && !old ? Style.Look : Style.Plain);
    }

    private static Styled Scan(HostSummary host, Look look)
    {
        Mark mark = HostMarks.Of(host.LastScan);
        string age = Ages.Short(host.LastScanAt, look.Now);
        return new Styled($"{look.Show(mark).Text} {age}", look.Show(mark).Style.Text == Ink.Green ? Style.Plain : look.Show(mark).Style);
    }

    private static void Foot(HostsScreen screen, Canvas body)
    {
        int row = body.Height - FootRows + 1;
        var failed = screen.All!.Hosts.Where(h => h.LastScan is not (null or ScanStatus.Ok)).GroupBy(h => h.LastScan!.Value).OrderByDescending(g => g.Count()).ToList();
        int never = screen.All.Hosts.Count(h => h.LastScan is null);
        int sum = failed.Sum(g => g.Count()) + never;
        if (sum == 0)
        {
            body.Put(row, 0, $"All {screen.All.Total} hosts were scanned and answered.", Style.Faint);
            return;
        }
        body.Put(row, 0, $"NOT SCANNED {sum} of {screen.All.Total}, by cause", Style.Bold);
        int at = 1;
        foreach (var cause in failed) at = body.Put(row + 1, at, $"{HostMarks.Of(cause.Key).Letter} {cause.Count()} {HostMarks.Words(cause.Key)}") + 3;
        if (never > 0) body.Put(row + 1, at, $". {never} never tried");
    }

    private static void Preview(Canvas canvas, HostSummary host, Look look)
    {
        canvas.Put(0, 0, host.Name, Style.Bold);
        int row = 1;
        Line($"{host.Address}:{host.Port}  {host.Transport.ToString().ToLowerInvariant()}");
        Line(HostFleetStates.Word(host.State));
        row++;
        Line(host.Os is { } os ? $"{os.Name} {os.Version}" : "system not known yet");
        if (host.Kernel is { } kernel) Line($"kernel {kernel}");
        Line(string.Join(' ', new[] { host.Environment, host.Role }.Where(w => w is not null)));
        foreach ((string key, string value) in host.Tags.OrderBy(t => t.Key).Take(8)) Line(value.Length > 0 ? $"{key}={value}" : key);
        row++;
        Line($"scan {host.ScanStatus}{(host.ScanCode is { } code ? $", {code}" : "")}");
        Line(host.LastScanAt is { } at ? $"last good {Ages.Moment(at, look)}, {Ages.Short(at, look.Now)} ago" : "no good scan yet");
        Line(host.MetadataAt is { } lists ? $"package lists {Ages.Short(lists, look.Now)} old" : "package lists: age not known");

        void Line(string text)
        {
            if (text.Length > 0) canvas.Put(row++, 0, SafeText.Fit(text, canvas.Width));
        }
    }
}
