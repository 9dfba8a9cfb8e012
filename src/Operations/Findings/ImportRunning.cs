using Cockpit.Core.Findings;
using Cockpit.Store;
using Cockpit.Store.Findings.Slices;

namespace Cockpit.Operations.Findings;

/// <summary>An import of findings that runs now. Until its end no plan is made and none is started.</summary>
/// <param name="ImportId">Null where it writes in one transaction, of which nobody sees anything before its end.</param>
/// <param name="Permille">How far it is; null where that cannot be seen.</param>
/// <param name="Label">For a screen: "import running 63%".</param>
public sealed record ImportRunning(string? ImportId, string? File, int? Permille, string Label)
{
    internal static ImportRunning? Of(ReadTransaction t) =>
        t.RunningImport() is { } running ? new ImportRunning(running.Import?.ToString(), running.File is { } file ? Printable.Line(file, 100) : null, running.Permille, running.Label) : null;
}
