using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Overview;

/// <summary>What needs a person, the fleet, the risk, what runs and what comes next.</summary>
public sealed record OverviewScreen : Screen
{
    public override string Crumb => "Overview";

    public override Step? Update(Message message, Look look) => null;

    public override void View(Canvas body, Look look) => body.Put(0, 0, "Nothing is known of this file yet.");
}
