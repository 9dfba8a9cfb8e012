using Cockpit.Core.Operations;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Overview;

/// <summary>Draws the way from an empty file to the first rollout.</summary>
internal static class FirstRunView
{
    public sealed record FirstStep(string Name, string Keys, Operation Operation);

    public static IReadOnlyList<FirstStep> Steps { get; } =
    [
        new("Hosts", "a  one by name; or i, ~/.ssh/config, Ansible, CSV", HostOperations.Add),
        new("Scan", "s  reads packages and pending updates; changes nothing", HostOperations.Scan),
        new("Findings", "3 i  a Nessus or Qualys file; can wait", FindingOperations.Import),
        new("Plan", "hosts and exact versions, frozen, with a hash", RolloutOperations.Plan),
        new("Start", "S  ring by ring, after an approval", RolloutOperations.Start),
    ];

    public static int FirstOpen(OverviewData data) => data.Hosts.Total == 0 ? 0 : 1;

    public static void Draw(OverviewData data, int cursor, Canvas body, Look look)
    {
        body.Put(0, 0, $"{Steps.Count} steps. No server is changed before step {Steps.Count}.");
        for (int i = 0; i < Steps.Count; i++)
        {
            long count = i switch { 0 => data.Hosts.Total, 2 => data.Status.Risk.Findings, _ => 0 };
            Styled mark = look.Show(count > 0 ? Mark.Good : Mark.NotBegun);
            if (i == cursor) body.Put(i + 2, 0, ">", Style.Bold);
            body.Put(i + 2, 1, mark.Text, mark.Style);
            body.Put(i + 2, 3, $"{i + 1} {Steps[i].Name}", i == cursor ? Style.Bold : Style.Plain);
            body.Put(i + 2, 17, SafeText.Fit(count > 0 ? $"{count:N0} there; {Steps[i].Keys}" : Steps[i].Keys, body.Width - 17));
        }
        body.Put(Steps.Count + 3, 0, "To look around first: q q, then cockpit demo");
    }
}
