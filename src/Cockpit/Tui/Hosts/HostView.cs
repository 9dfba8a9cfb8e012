using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Hosts;

/// <summary>Draws one host: four rows that say what it is and how it is, then the tab.</summary>
internal static class HostView
{
    /// <summary>Rows above the tab's list.</summary>
    public const int HeadRows = 5;

    public static void Draw(HostScreen screen, Canvas body, Look look)
    {
        if (screen.Host is not { } host)
        {
            body.Put(0, 0, screen.Missing is { } fault ? fault.ToString() : "reading ..", screen.Missing is null ? Style.Faint : Style.Look);
            return;
        }
        Head(host, body, look);
        Canvas tab = body.Part(HeadRows, 0, body.Height - HeadRows, body.Width);
        switch (screen.Tab)
        {
            case 0: Updates(screen, tab, look); break;
            case 1: Findings(screen, tab, look); break;
            case 2: Changes(host, screen.Cursor, tab, look); break;
            default: Connection(host, tab, look); break;
        }
    }

    private static void Head(HostDetail host, Canvas body, Look look)
    {
        string os = host.Os is { } o ? $"{o.Name} {o.Version} {host.Architecture}" : "system not known yet";
        body.Put(0, 0, SafeText.Fit($"{host.Address}:{host.Port} {host.Transport.ToString().ToLowerInvariant()}  {os}{(host.Kernel is { } k ? $"  kernel {k}" : "")}", body.Width));
        string uptime = host.UptimeSeconds is { } up ? $"  up {Ages.Short(Duration.FromSeconds(up))}" : "";
        string?[] belongs = [host.Environment, host.Role, host.HaGroup is { } ha ? $"ha:{ha}" : null, .. host.Tags.Select(t => t.Value.Length > 0 ? $"{t.Key}={t.Value}" : t.Key)];
        body.Put(1, 0, SafeText.Fit(string.Join(' ', belongs.Where(w => w is not null))
            + $" criticality {host.Criticality?.ToString() ?? "not set"}{uptime}", body.Width));
        int at = body.Put(2, 0, "scan ");
        Styled mark = look.Show(HostMarks.Of(host.LastScan));
        at = body.Put(2, at, mark.Text, mark.Style);
        at = body.Put(2, at + 1, host.LastScanAt is { } good ? $"{Ages.Short(good, look.Now)} old" : "never") + 2;
        at = body.Put(2, at, $"risk {host.Risk}  {host.OpenFindings} findings") + 2;
        if (host.RebootStatus == RebootStatus.Required) body.Put(2, at, $"reboot owed{(host.RebootPackages.Count > 0 ? $" by {string.Join(' ', host.RebootPackages.Take(3))}" : "")}", Style.Look);
        if (host.ScanCode is { } code) body.Put(3, 0, SafeText.Fit($"{code} {host.ScanMessage}", body.Width), Style.Look);
        else if (host.Unread.Count > 0) body.Put(3, 0, SafeText.Fit($"not read: {string.Join(", ", host.Unread)}", body.Width), Style.Look);
    }

    private static void Updates(HostScreen screen, Canvas canvas, Look look)
    {
        HostDetail host = screen.Host!;
        if (screen.Updates.IsEmpty)
        {
            canvas.Put(0, 0, host.LastScanAt is null ? "Nothing is known of its updates. s scans it." : "No update is pending, as of that scan.");
            return;
        }
        Column<PendingUpdate>[] columns =
        [
            new("", 1, u => look.Show(HostMarks.Of(u))),
            new("update", 18, u => u.Name, Grow: true),
            new("installed", 18, u => u.From, Grow: true),
            new("new", 18, u => u.To, Grow: true),
            new("class", 5, u => u.Class == UpdateClass.Security ? "sec" : "other", Priority: 1),
            new("", 4, u => u.Held ? "held" : "", Priority: 2),
            new("from", 24, u => u.Source, Priority: 3, Grow: true),
        ];
        Grid.Draw(canvas, columns, screen.Updates, screen.Cursor);
    }

    private static void Findings(HostScreen screen, Canvas canvas, Look look)
    {
        if (screen.Findings is null) canvas.Put(0, 0, "reading ..", Style.Faint);
        else if (screen.Findings.Count == 0) canvas.Put(0, 0, "No open finding is known of it.");
        else Grid.Draw(canvas, FindingColumns.Of(look, withHost: false), screen.Findings, screen.Cursor);
    }

    private static void Changes(HostDetail host, GridCursor cursor, Canvas canvas, Look look)
    {
        if (host.Changes.Count == 0)
        {
            canvas.Put(0, 0, "Nobody has changed it.");
            return;
        }
        Column<AuditEntry>[] columns =
        [
            new("UTC", 16, e => $"{e.At.InUtc():uuuu-MM-dd HH:mm}"),
            new("who", 12, e => e.Who),
            new("what", 20, e => e.What, Grow: true),
        ];
        Grid.Draw(canvas, columns, host.Changes, cursor);
    }

    private static void Connection(HostDetail host, Canvas canvas, Look look)
    {
        int row = 0;
        Row("reached by", $"{host.Transport.ToString().ToLowerInvariant()} as {host.User ?? "your own user"} at {host.Address}, port {host.Port}");
        Row("key file", host.Identity ?? "the agent's, or the usual ones in ~/.ssh");
        Row("machine-id", host.MachineId ?? "not known");
        Row("owner", string.Join("  ", new[] { host.Owner, host.Phone }.Where(w => w is not null)) is { Length: > 0 } owner ? owner : "not noted; host set NAME --owner O --phone P");
        Row("console", host.Console ?? "not noted; host set NAME --console URL");
        row++;
        if (host.ScanCode is { } code)
        {
            canvas.Put(row++, 0, $"LAST TRY {(host.LastAttemptAt is { } at ? Ages.Moment(at, look) : "")}: {code}", Style.Look);
            foreach (string line in ShellView.Wrap($"{host.ScanMessage} {ErrorTable.Find(code)?.Hint}", canvas.Width - 1)) canvas.Put(row++, 1, line);
        }
        else
        {
            canvas.Put(row++, 0, host.LastAttemptAt is { } at ? $"The last try, {Ages.Moment(at, look)}, went through." : "It was never tried. s scans it.");
        }
        row++;
        foreach (FileSystemUse use in host.FileSystems.OrderBy(f => f.FreeBytes).Take(6))
            canvas.Put(row++, 0, SafeText.Fit($"{use.MountPoint,-16} {Size(use.FreeBytes)} free of {Size(use.SizeBytes)}", canvas.Width));

        void Row(string name, string value)
        {
            canvas.Put(row, 0, name, Style.Faint);
            canvas.Put(row++, 12, SafeText.Fit(value, canvas.Width - 12));
        }
    }

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.0} GiB" : $"{bytes / (double)(1L << 20):0} MiB";
}
