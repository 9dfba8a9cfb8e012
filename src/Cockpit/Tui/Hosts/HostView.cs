using Cockpit.Tui.Hosts.Why;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Doctor;
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

    /// <summary>Rows under a list, about what the cursor is on: a blank one, then what the columns have no room for.</summary>
    public const int DetailRows = 4;

    /// <summary>Where values begin behind their names.</summary>
    private const int ValueColumn = 17;

    public static void Draw(HostScreen screen, Canvas body, Look look)
    {
        if (screen.Host is not { } host)
        {
            body.Put(0, 0, screen.Missing is { } fault ? fault.ToString() : "reading ..", screen.Missing is null ? Style.Faint : Style.Look);
            return;
        }
        // Why needs the whole page: what counts, who else wanted to, and what it leads to.
        if (screen.Tab is HostTab.Why)
        {
            HostWhyView.Draw(screen, body, look);
            return;
        }
        Head(host, body, look);
        Canvas tab = body.Part(HeadRows, 0, body.Height - HeadRows, body.Width);
        switch (screen.Tab)
        {
            case HostTab.Updates: Updates(screen, tab, look); break;
            case HostTab.Findings: Findings(screen, tab, look); break;
            case HostTab.Facts: Facts(screen, tab, look); break;
            case HostTab.Changes: Changes(host, screen.Cursor, tab); break;
            default: Connection(screen, host, tab, look); break;
        }
    }

    private static void Head(HostDetail host, Canvas body, Look look)
    {
        string os = host.Os is { } o ? $"{o.Name} {o.Version} {host.Architecture}" : "system not known yet";
        string via = host.Via is { } jump ? $" via {jump}" : "";
        body.Put(0, 0, SafeText.Fit($"{host.Address}:{host.Port} {host.Transport.ToString().ToLowerInvariant()}{via}  {os}{(host.Kernel is { } k ? $"  kernel {k}" : "")}", body.Width));
        string uptime = host.UptimeSeconds is { } up ? $"  up {Ages.Short(Duration.FromSeconds(up))}" : "";
        FileSystemUse? fullest = host.FileSystems.Where(f => f.SizeBytes > 0).MinBy(f => (double)f.FreeBytes / f.SizeBytes);
        string disk = fullest is null ? "" : $"  {fullest.MountPoint} {100 - fullest.FreeBytes * 100 / fullest.SizeBytes}%";
        string?[] belongs = [host.Environment, host.Role, host.Exposure?.ToString().ToLowerInvariant(), host.HaGroup is { } ha ? $"ha:{ha}" : null, .. host.Tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value.Length > 0 ? $"{t.Key}={t.Value}" : t.Key)];
        body.Put(1, 0, SafeText.Fit(string.Join(' ', belongs.Where(w => w is not null))
            + $" criticality {host.Criticality?.ToString() ?? "not set"}{uptime}{disk}", body.Width));
        int at = body.Put(2, 0, "scan ");
        Styled mark = look.Show(HostMarks.Of(host.LastScan));
        at = body.Put(2, at, mark.Text, mark.Style);
        at = body.Put(2, at + 1, host.LastScanAt is { } good ? Ages.Short(good, look.Now) : "never") + 2;
        Styled state = look.Show(HostMarks.Of(host));
        at = body.Put(2, at, $"risk {host.Risk}  {host.OpenFindings} finding{(host.OpenFindings == 1 ? "" : "s")}") + 2;
        at = body.Put(2, at, state.Text, state.Style);
        at = body.Put(2, at + 1, HostFleetStates.Word(host.State)) + 2;
        if (host.Rollout is { } rollout) body.Put(2, at, $"in {rollout}", Style.UnderWay);
        if (Trouble(host) is { } trouble) body.Put(3, 0, SafeText.Fit(trouble, body.Width), Style.Look);
    }

    /// <summary>The one thing that is to be known before all else.</summary>
    private static string? Trouble(HostDetail host) =>
        host.Twin is { Kind: TwinKind.Duplicate } twin ? $"The same machine as {string.Join(", ", twin.Hosts)}: in no plan until host merge."
        : host.ScanCode is { } code ? $"{code} {host.ScanMessage}"
        : host.RebootStatus == RebootStatus.Required ? $"A reboot is owed{(host.RebootPackages.Count > 0 ? $" by {string.Join(' ', host.RebootPackages)}" : "")}."
        : host.Unread.Count > 0 ? $"not read: {string.Join(", ", host.Unread)}" : null;

    private static void Updates(HostScreen screen, Canvas canvas, Look look)
    {
        HostDetail host = screen.Host!;
        if (screen.Updates.IsEmpty)
        {
            canvas.Put(0, 0, host.LastScanAt is null ? "Nothing is known of its updates. s scans it." : $"No update is pending, as of the scan {Ages.Short(host.LastScanAt, look.Now)} ago.");
            return;
        }
        bool old = HostMarks.IsOld(host);
        Column<PendingUpdate>[] columns =
        [
            new("", 1, u => look.Show(HostMarks.Of(u))),
            new("update", 16, u => u.Name, Grow: true),
            new("installed", 17, u => u.From, Grow: true),
            new("new", 17, u => u.To, Grow: true),
            new("class", 5, u => $"{(u.Class == UpdateClass.Security ? "sec" : "other")}{(old ? "~" : "")}", Priority: 1),
            new("closes", 8, u => u is HostUpdate { Closes: > 0 } h ? new Styled(h.Kev > 0 ? $"{h.Closes:N0} KEV" : $"{h.Closes:N0}", h.Kev > 0 ? Style.Look : Style.Plain) : new Styled("-", Style.Faint), Priority: 2),
            new("fixes", 7, u => u.Cves.Count > 0 ? $"{u.Cves.Count} CVE{(u.Cves.Count == 1 ? "" : "s")}" : u.Advisories.Count > 0 ? $"{u.Advisories.Count} adv" : "", Priority: 3),
            new("waits", 9, Waits, Priority: 2),
            new("from", 24, u => u.Source, Priority: 4, Grow: true),
        ];
        Grid.Draw(canvas.Part(0, 0, canvas.Height - DetailRows, canvas.Width), columns, screen.Updates, screen.Cursor);
        if (screen.UpdateHere is { } here) Detail(here, canvas.Part(canvas.Height - DetailRows + 1, 0, DetailRows - 1, canvas.Width));
    }

    /// <summary>Why a plain upgrade would leave it.</summary>
    private static Styled Waits(PendingUpdate u) => u.Held ? "held" : u.KeptBack ? "kept back" : u.Phased ? "phased" : "";

    private static void Detail(PendingUpdate u, Canvas canvas)
    {
        string waits = u.Held ? "; on hold there, so an upgrade leaves it"
            : u.KeptBack ? "; kept back: it needs a new package or a removal"
            : u.Phased ? "; phased: the vendor has not given it to this host yet" : "";
        canvas.Put(0, 0, SafeText.Fit($"{u.Name}:{u.Architecture} from {u.Source}{(u.SecurityVersion is { } s ? $"; security by {s}" : "")}{waits}", canvas.Width));
        string fixes = string.Join(' ', u.Advisories.Concat(u.Cves));
        int row = 1;
        foreach (string line in ShellView.Wrap(fixes.Length > 0 ? $"fixes {fixes}" : "its package manager names no advisory and no CVE for it, which proves nothing", canvas.Width).Take(canvas.Height - 1))
            canvas.Put(row++, 0, line, fixes.Length > 0 ? Style.Plain : Style.Faint);
    }

    private static void Findings(HostScreen screen, Canvas canvas, Look look)
    {
        if (!screen.Findings.IsRead) canvas.Put(0, 0, "reading ..", Style.Faint);
        else if (screen.Findings.IsEmpty) canvas.Put(0, 0, "No open finding is known of it.");
        else Grid.Draw(canvas, FindingColumns.Of(look, withHost: false), screen.Findings.Rows, screen.Findings.Cursor);
    }

    private static void Facts(HostScreen screen, Canvas canvas, Look look)
    {
        if (screen.Facts.Count == 0)
        {
            canvas.Put(0, 0, "No scan has read it yet. s scans it.");
            return;
        }
        Column<HostFact>[] columns =
        [
            new($"as of {Ages.Short(screen.Host!.LastScanAt, look.Now)} ago", ValueColumn - 1, f => new Styled(f.Name, f.Look ? Style.Look : Style.Faint)),
            new("", 20, f => new Styled(f.Value, f.Known ? Style.Plain : Style.Faint), Grow: true),
        ];
        Grid.Draw(canvas.Part(0, 0, canvas.Height - DetailRows, canvas.Width), columns, screen.Facts, screen.Cursor);
        // What the column cuts is there in full.
        if (screen.FactHere is not { } here || SafeText.WidthOf(here.Value) <= canvas.Width - ValueColumn - 1) return;
        int row = canvas.Height - DetailRows + 1;
        foreach (string line in ShellView.Wrap(here.Value, canvas.Width).Take(DetailRows - 1)) canvas.Put(row++, 0, line);
    }

    private static void Changes(HostDetail host, GridCursor cursor, Canvas canvas)
    {
        if (host.Changes.Count == 0)
        {
            canvas.Put(0, 0, "Nothing has changed: nobody noted anything, and no scan found a difference.");
            return;
        }
        Column<HostChange>[] columns =
        [
            new("UTC", 16, e => $"{e.At.InUtc():uuuu-MM-dd HH:mm}"),
            new("who", 12, e => e.Who),
            new("what", 20, e => e.ByOthers ? new Styled(e.What, Style.Look) : e.What, Grow: true),
        ];
        Grid.Draw(canvas, columns, host.Changes, cursor);
    }

    /// <summary>Each step as the walk found it; the first that failed is explained, for the others follow from it.</summary>
    private static void Steps(DoctorReport report, Canvas canvas, Look look)
    {
        int row = 0;
        bool explained = false;
        foreach (DoctorStep step in report.Steps)
        {
            Styled mark = look.Show(step.Status switch
            {
                DoctorStatus.Ok => Mark.Good,
                DoctorStatus.Warning => Mark.Look('!'),
                DoctorStatus.Failed => Mark.Failed,
                _ => Mark.EndedWithout,
            });
            canvas.Put(row, 1, mark.Text, mark.Style);
            canvas.Put(row, 3, step.Name, step.Status is DoctorStatus.Failed ? Style.Bold : Style.Plain);
            canvas.Put(row++, ValueColumn + 3, SafeText.Fit($"{(step.Code is { } code ? $"{code} " : "")}{step.Detail}", canvas.Width - ValueColumn - 3));
            if (step.Status is not DoctorStatus.Failed || explained) continue;
            explained = true;
            foreach (string line in ShellView.Wrap($"{step.Detail} {step.Hint}", canvas.Width - 3).Take(3)) canvas.Put(row++, 3, line, Style.Look);
        }
    }

    private static void Connection(HostScreen screen, HostDetail host, Canvas canvas, Look look)
    {
        // Twelve steps and an explanation take all the rows that a small terminal has here.
        if (screen.Doctor is { } doctor)
        {
            Steps(doctor, canvas, look);
            return;
        }
        int row = 0;
        Row("reached by", $"{host.Transport.ToString().ToLowerInvariant()} as {host.User ?? "your own user"} at {host.Address}, port {host.Port}{(host.Via is { } via ? $", through {via}" : "")}");
        Row("logs in with", host.Credential is { } credential ? $"the credential {credential}" : host.Identity ?? "what your own ssh would use");
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
        canvas.Put(row + 1, 0, "Enter walks the connection step by step and says where it ends.", Style.Faint);

        void Row(string name, string value)
        {
            canvas.Put(row, 0, name, Style.Faint);
            canvas.Put(row++, ValueColumn, SafeText.Fit(value, canvas.Width - ValueColumn));
        }
    }
}
