using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Overview;

/// <summary>Draws the Overview: what needs you on top; wide terminals show the fleet beside it, a cell per host.</summary>
internal static class OverviewView
{
    private const int MostNeeds = 6, LeftWidth = 81;

    public static void Draw(OverviewData data, GridCursor cursor, Canvas body, Look look)
    {
        Canvas left = body.Part(0, 0, body.Height, look.Wide ? LeftWidth : body.Width);
        int row = NeedsYou(data, cursor, left, look);
        row = Fleet(data, left, row + 1, look);
        row = Risk(data, left, row);
        row = Running(data, left, row, look);
        row = Next(data, left, row, look);
        if (look.Rows >= 30) Riskiest(data, left, row + 1, look);
        ScanAges(data, left, look);
        if (look.Wide) Cells(data, body.Part(0, LeftWidth + 1, body.Height, body.Width - LeftWidth - 1), look);
    }

    private static int NeedsYou(OverviewData data, GridCursor cursor, Canvas canvas, Look look)
    {
        if (data.Needs.Count == 0)
        {
            canvas.Put(0, 0, "Nothing needs you.", Style.Good);
            return 1;
        }
        canvas.Put(0, 0, "NEEDS YOU", Style.Bold);
        // Most things have no last moment; the column is there for those that have.
        int until = data.Needs.Any(n => n.Until is not null) ? 17 : 0;
        if (until > 0) canvas.PutRight(0, canvas.Width, "until", Style.Faint);
        canvas.PutRight(0, canvas.Width - until, "since", Style.Faint);
        int most = look.Rows >= 30 ? MostNeeds * 2 : MostNeeds;
        int top = Math.Clamp(cursor.Index - most + 1, 0, Math.Max(0, data.Needs.Count - most));
        int row = 1;
        foreach (NeedRow need in data.Needs.Skip(top).Take(most))
        {
            bool here = top + row - 1 == cursor.Index;
            if (here) canvas.Put(row, 0, ">", Style.Bold);
            Styled mark = look.Show(need.Mark);
            canvas.Put(row, 1, mark.Text, mark.Style);
            int at = canvas.Put(row, 3, SafeText.Fit(need.Subject, 20), here ? Style.Bold : Style.Plain);
            at = Math.Max(at + 2, 14);
            canvas.Put(row, at, SafeText.Fit(need.Text, canvas.Width - at - until - 6));
            canvas.PutRight(row, canvas.Width - until, need.Since is null ? "" : Ages.Short(need.Since, look.Now));
            if (need.Until is { } last) canvas.PutRight(row, canvas.Width, Ages.Moment(last, look));
            row++;
        }
        if (data.Needs.Count > most) canvas.Put(row++, 1, $".. {data.Needs.Count - most} more; n walks them", Style.Faint);
        return row;
    }

    private static int Fleet(OverviewData data, Canvas canvas, int row, Look look)
    {
        IReadOnlyList<HostSummary> hosts = data.Hosts.Hosts;
        int compliant = hosts.Count(h => h.State == HostFleetState.Compliant);
        Instant? oldest = hosts.Where(h => h.LastScanAt is not null).Select(h => h.LastScanAt).DefaultIfEmpty(null).Min();
        canvas.Put(row, 0, $"FLEET {data.Hosts.Total}", Style.Bold);
        canvas.Put(row++, 7 + $"{data.Hosts.Total}".Length + 1, $"{(hosts.Count == 0 ? 0 : compliant * 100 / hosts.Count)}% compliant, oldest scan {Ages.Short(oldest, look.Now)}");
        int at = 1;
        foreach (var group in hosts.GroupBy(HostMarks.Of).OrderByDescending(g => g.Count()))
        {
            Styled mark = look.Show(group.Key);
            string word = Word(group.First());
            if (at + word.Length + 8 > canvas.Width)
            {
                row++;
                at = 1;
            }
            at = canvas.Put(row, at, mark.Text, mark.Style);
            at = canvas.Put(row, at, $"{group.Count()} {word}") + 2;
        }
        int pending = hosts.Sum(h => h.PendingUpdates ?? 0), security = hosts.Sum(h => h.PendingSecurity ?? 0);
        canvas.Put(row + 1, 1, $"{pending} updates pending, {security} of them security; {hosts.Count(h => h.RebootStatus == RebootStatus.Required)} hosts owe a reboot");
        return row + 2;
    }

    private static int Risk(OverviewData data, Canvas canvas, int row)
    {
        int at = canvas.Put(row, 0, "RISK", Style.Bold) + 1;
        if (data.Status.Risk.Findings == 0)
        {
            canvas.Put(row, at, "no findings imported, or none open");
            return row + 1;
        }
        at = canvas.Put(row, at, $"{data.Status.Risk.Points:N0} points{(data.Then is { } then ? $", on {then.Day.ToString("d MMM", null)} {then.Points:N0}" : "")}; ");
        at = canvas.Put(row, at, $"{data.Status.Risk.Kev:N0} KEV", data.Status.Risk.Kev > 0 ? Style.Look : Style.Plain);
        at = canvas.Put(row, at, $" of {data.Status.Risk.Findings:N0} open findings");
        // What stands here is of before the import, or of half of it.
        if (data.Status.ImportRunning is { } import) canvas.Put(row, at, SafeText.Fit($"; {import.Label}", canvas.Width - at), Style.UnderWay);
        return row + 1;
    }

    private static string Word(HostSummary host) => host.State switch
    {
        HostFleetState.ScanFailed => HostMarks.Words(host.LastScan ?? ScanStatus.Error),
        HostFleetState.SecurityPending => "security",
        HostFleetState.OtherUpdates => "other",
        HostFleetState.RebootOwed => "reboot",
        HostFleetState.ScanStale => "scan too old",
        HostFleetState.NeverScanned => "never scanned",
        _ => HostFleetStates.Word(host.State),
    };

    private static int Running(OverviewData data, Canvas canvas, int row, Look look)
    {
        IReadOnlyList<RolloutLine> running = data.Status.Running;
        if (running.Count == 0) return row;
        canvas.Put(row++, 0, "RUNNING", Style.Bold);
        foreach (RolloutLine line in running.Take(3))
        {
            Styled mark = look.Show(RolloutMarks.Of(line.State));
            canvas.Put(row, 1, mark.Text, mark.Style);
            int at = canvas.Put(row, 3, SafeText.Fit($"{line.RolloutId} {line.Name}", 22)) + 2;
            foreach (Styled cell in RolloutMarks.Strip(line.Cells, 30, look.Glyphs)) at = canvas.Put(row, at, cell.Text, cell.Style);
            canvas.Put(row++, at + 2, $"{line.Counts.Ended}/{line.Counts.Total}{(line.StartedAt is { } since ? $"  {Ages.Long(look.Now - since)}" : "")}");
        }
        return row;
    }

    private static int Next(OverviewData data, Canvas canvas, int row, Look look)
    {
        if (row >= canvas.Height - 2) return row;
        if (data.Rollouts.Rollouts.Count == 0)
        {
            canvas.Put(row++, 0, "NEXT", Style.Bold);
            canvas.Put(row++, 1, SafeText.Fit("No rollout yet. On 2 Hosts, mark some and press r; or: cockpit rollout plan --scope S --security --window always", canvas.Width - 1));
            return row;
        }
        if (data.Status.Next.Count > 0)
        {
            canvas.Put(row++, 0, "NEXT", Style.Bold);
            foreach (RolloutLine line in data.Status.Next.Take(3)) row = Line(line, $"{line.Hosts} hosts, {RolloutMarks.Word(line.State)}", canvas, row, look);
        }
        if (data.Rollouts.Rollouts.Where(r => r.EndedAt is not null).MaxBy(r => r.EndedAt) is { } ended && row < canvas.Height - 2)
        {
            canvas.Put(row++, 0, "LAST", Style.Bold);
            row = Line(ended, $"{RolloutMarks.Word(ended.State)} {Ages.Short(ended.EndedAt, look.Now)} ago, {ended.Counts.Succeeded} of {ended.Counts.Total} succeeded", canvas, row, look);
        }
        return row;
    }

    private static int Line(RolloutLine line, string says, Canvas canvas, int row, Look look)
    {
        Styled mark = look.Show(RolloutMarks.Of(line.State));
        canvas.Put(row, 1, mark.Text, mark.Style);
        canvas.Put(row, 3, SafeText.Fit($"{line.RolloutId} {line.Name}  {says}", canvas.Width - 3));
        return row + 1;
    }

    /// <summary>The hosts with the most points, each with a bar against the first of them.</summary>
    private static void Riskiest(OverviewData data, Canvas canvas, int row, Look look)
    {
        HostSummary[] top = [.. data.Hosts.Hosts.Where(h => h.Risk > 0).OrderByDescending(h => h.Risk).ThenBy(h => h.Name, StringComparer.Ordinal).Take(Math.Min(8, canvas.Height - row - 3))];
        if (top.Length == 0) return;
        canvas.Put(row++, 0, "MOST POINTS", Style.Bold);
        foreach (HostSummary host in top)
        {
            canvas.Put(row, 1, SafeText.Fit(host.Name, 16));
            canvas.PutRight(row, 26, $"{host.Risk:N0}");
            int length = Math.Max(1, (int)(host.Risk * 40 / top[0].Risk));
            canvas.Put(row, 28, new string(look.Glyphs ? '█' : '#', length), Style.Look);
            canvas.Put(row++, 70, $"{host.OpenFindings} found");
        }
    }

    private static void ScanAges(OverviewData data, Canvas canvas, Look look)
    {
        int old = data.Hosts.Hosts.Count(h => h.State == HostFleetState.ScanStale), never = data.Hosts.Hosts.Count(h => h.LastScanAt is null);
        string[] feeds = [.. data.Feeds.Select(f => $"{f.Feed.ToUpperInvariant()} {Ages.Short(f.AsOf, look.Now)}{(f.Stale ? " ~" : "")}")];
        string text = string.Join("   ", new[] { old > 0 ? $"{old} scans too old ~" : "", never > 0 ? $"{never} without a good scan" : "" }.Concat(feeds).Where(t => t.Length > 0));
        if (text.Length == 0) return;
        int at = canvas.Put(canvas.Height - 1, 0, "AGE", Style.Bold);
        canvas.Put(canvas.Height - 1, at + 2, text);
    }

    /// <summary>The fleet as a picture: a cell per host, worst first, so that trouble is in the top left corner.</summary>
    private static void Cells(OverviewData data, Canvas canvas, Look look)
    {
        canvas.Put(0, 0, "FLEET, a cell per host", Style.Faint);
        HostSummary[] hosts = [.. data.Hosts.Hosts.OrderBy(h => h.State).ThenBy(h => h.Name, StringComparer.Ordinal)];
        int perRow = Math.Max(1, canvas.Width / 2), rows = canvas.Height - 2;
        int perCell = Math.Max(1, (hosts.Length + perRow * rows - 1) / (perRow * rows));
        int cell = 0;
        foreach (HostSummary[] some in hosts.Chunk(perCell))
        {
            Styled mark = look.Show(HostMarks.Of(some[0]));
            canvas.Put(1 + cell / perRow, cell % perRow * 2, mark.Text, mark.Style);
            cell++;
        }
        if (perCell > 1) canvas.Put(canvas.Height - 1, 0, $"a cell holds {perCell} hosts and shows the worst", Style.Faint);
    }
}
