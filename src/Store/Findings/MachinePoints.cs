using Cockpit.Core.Errors;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Findings.Slices;

namespace Cockpit.Store.Findings;

/// <summary>Makes the kept points anew where the levels are worth something else; cells and findings stay as they are.</summary>
internal static class MachinePoints
{
    /// <summary>Each machine's from its cells. What each update removes follows host by host, as after every other change of its findings.</summary>
    /// <exception cref="CockpitException">IMPORT_RUNNING: undoing it would bring the old points back.</exception>
    public static void MakeAnew(WriteTransaction t, LevelPoints points)
    {
        RunningImports.Refuse(t.Connection);
        using var machine = new RawStatement(t.Connection, "UPDATE asset SET points = ?2 WHERE id = ?1 AND points <> ?2");
        foreach ((long id, CellCounts counts) in MachineCells.Read(t, null, null).Each) machine.Bind(1, id).Bind(2, counts.Sum(points).Points).Run();
        t.MarkAll();
    }
}
