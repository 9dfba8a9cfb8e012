using Cockpit.Core.Policies;
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

    /// <summary>A name's column grows to the longest one, and is cut where it would push the figures off the screen.</summary>
    private const int LeastName = 9, MostName = 24;

    public static void Draw(HostsScreen screen, Canvas body, Look look)
    {
        if (screen.Index is null)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        if (screen.Index.Total == 0)
        {
            body.Put(0, 0, "No hosts. a adds one by name, i imports a file that names them.");
            return;
        }
        Foot(screen.Index, body, look);
        Canvas list = body.Part(0, 0, body.Height - FootRows, look.Wide ? ListWidth : body.Width);
        Grid.Draw(list, Columns(screen, look), screen.Rows, screen.Cursor, whole: r => r.Group is { } group ? Head(screen, group, look) : null);
        if (screen.Rows.Length == 0) list.Put(1, 1, $"0 of {screen.Index.Total} match. Esc clears.");
        if (look.Wide && screen.Here is { } here) Preview(body.Part(0, ListWidth + 1, body.Height - FootRows, body.Width - ListWidth - 1), here, look);
    }

    private static Column<HostRow>[] Columns(HostsScreen screen, Look look) =>
    [
        new("", 1, r => look.Show(HostMarks.Of(r.Host!))),
        new("host", Math.Clamp(screen.Index!.NameWidth + 1, LeastName, MostName), r => screen.Marked.Contains(r.Host!.Name) ? new Styled($"{r.Host.Name}*", Style.Bold) : r.Host.Name, Grow: true),
        new("os", 12, r => r.Host!.Os is { } os ? $"{os.Name} {os.Version}" : new Styled("-", Style.Faint), Priority: 5),
        new("upd", 4, r => Figure(r.Host!, r.Host!.PendingUpdates), Priority: 2, Right: true),
        new("sec", 4, r => Figure(r.Host!, r.Host!.PendingSecurity, look: true), Priority: 1, Right: true),
        new("boot", 4, r => r.Host!.RebootStatus switch
        {
            RebootStatus.Required => new Styled(HostMarks.IsOld(r.Host) ? "R~" : "R", Style.Look),
            RebootStatus.None => HostMarks.IsOld(r.Host) ? "-~" : "-",
            _ => new Styled("?", Style.Unknown),
        }, Priority: 4),
        new("find", 4, r => $"{r.Host!.OpenFindings}", Priority: 6, Right: true),
        new("risk", 5, r => $"{r.Host!.Risk}", Priority: 3, Right: true),
        new("scan", 5, r => Scan(r.Host!, look), Right: true),
        .. screen.Index.Governed ? (Column<HostRow>[])[new("policy", 9, Policy, Priority: 8)] : [],
        new("env", 6, r => r.Host!.Environment ?? "", Priority: 9),
        new("now", 11, r => Now(r.Host!), Priority: 7),
        new("ring", 7, r => r.Host!.Ring ?? r.Host.Tags.GetValueOrDefault("ring") ?? "", Priority: 10),
        new("role", 6, r => r.Host!.Role ?? "", Priority: 11),
    ];

    /// <summary>"[+] prod  412 hosts": folded, and how many are in which state.</summary>
    private static IEnumerable<Styled> Head(HostsScreen screen, HostGroup group, Look look)
    {
        int marked = screen.Marked.Count == 0 ? 0 : group.Hosts.Count(h => screen.Marked.Contains(h.Name));
        yield return new Styled($"{(group.Open ? "[-]" : "[+]")} {SafeText.Fit(group.Name, MostName)}{(marked == 0 ? "" : marked == group.Hosts.Count ? "*" : $" {marked}*")}", Style.Bold);
        yield return new Styled($"  {group.Hosts.Count:N0} host{(group.Hosts.Count == 1 ? "" : "s")} ", default);
        foreach ((Mark mark, int count) in group.States)
        {
            yield return " ";
            yield return look.Show(mark);
            yield return new Styled($"{count:N0}", default);
        }
        yield return new Styled($"   {group.Updates:N0} updates, {group.Security:N0} security", Style.Faint);
    }

    /// <summary>A number that rests on a scan: "-" before the first, marked where that scan does not count any more.</summary>
    private static Styled Figure(HostSummary host, int? figure, bool look = false)
    {
        if (figure is null) return new Styled("-", Style.Faint);
        bool old = HostMarks.IsOld(host);
        return new Styled(old ? $"{figure}~" : $"{figure}", look && figure > 0 && !old ? Style.Look : Style.Plain);
    }

    private static Styled Scan(HostSummary host, Look look)
    {
        Styled mark = look.Show(HostMarks.Of(host.LastScan));
        string age = Ages.Short(host.LastScanAt, look.Now);
        return new Styled(host.State is HostFleetState.ScanStale ? $"~ {age}" : $"{mark.Text} {age}", mark.Style.Text == Ink.Green && host.State is not HostFleetState.ScanStale ? Style.Plain : host.State is HostFleetState.ScanStale ? Style.Look : mark.Style);
    }

    /// <summary>The policy that counts; where none does, why.</summary>
    private static Styled Policy(HostRow row) => row.Host!.Policy is { } policy ? policy
        : row.Host.PolicyStatus is PolicyStatus.Conflict ? new Styled("conflict", Style.Look) : new Styled("none", Style.Faint);

    /// <summary>What happens to it now, or why it cannot be looked at.</summary>
    private static Styled Now(HostSummary host) =>
        host.Rollout is { } rollout ? new Styled(rollout, Style.UnderWay) : host.LastScan is { } scan and not ScanStatus.Ok ? HostMarks.Words(scan) : "";

    private static void Foot(HostIndex index, Canvas body, Look look)
    {
        int row = body.Height - FootRows + 1, sum = index.Failed.Sum(f => f.Value) + index.Never;
        if (sum == 0)
        {
            body.Put(row, 0, $"All {index.Total:N0} hosts were scanned and answered.", Style.Faint);
            return;
        }
        body.Put(row, 0, $"NOT SCANNED {sum:N0} of {index.Total:N0}, by cause", Style.Bold);
        int at = 1;
        foreach ((ScanStatus cause, int count) in index.Failed) at = Cause(at, HostMarks.Of(cause), $"{count:N0} {HostMarks.Words(cause)}");
        if (index.Never > 0) Cause(at, Mark.NotBegun, $"{index.Never:N0} never tried");

        int Cause(int column, Mark mark, string says)
        {
            Styled sign = look.Show(mark);
            column = body.Put(row + 1, column, sign.Text, sign.Style);
            return body.Put(row + 1, column + 1, says) + 3;
        }
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
        Line(host.Policy is { } policy ? $"policy {policy}, ring {host.Ring}" : host.PolicyStatus is PolicyStatus.Conflict ? "policies tie: unmanaged, w says why" : "in no policy");
        row++;
        Line($"scan {host.ScanStatus}{(host.ScanCode is { } code ? $", {code}" : "")}");
        Line(host.LastScanAt is { } at ? $"last good {Ages.Moment(at, look)}, {Ages.Short(at, look.Now)} ago" : "no good scan yet");
        Line(host.MetadataAt is { } lists ? $"package lists {Ages.Short(lists, look.Now)} old" : "package lists: age not known");
        row++;
        if (host.PendingUpdates is { } updates) Line($"{updates} updates, {host.PendingSecurity} security");
        Line(host.RebootStatus switch { RebootStatus.Required => "reboot owed", RebootStatus.None => "no reboot owed", _ => "reboot: not known" });
        Line($"{host.OpenFindings} findings, risk {host.Risk}");
        if (host.Rollout is { } rollout) Line($"in {rollout}");

        void Line(string text)
        {
            if (text.Length > 0) canvas.Put(row++, 0, SafeText.Fit(text, canvas.Width));
        }
    }
}
