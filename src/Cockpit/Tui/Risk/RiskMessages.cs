using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The matrix as it is now.</summary>
public sealed record MatrixRead(RiskMatrixResult Picture) : Message;

/// <summary>The findings of a cell, the worst first.</summary>
/// <param name="More">There are more than these.</param>
public sealed record CellRead(int Likelihood, int Impact, IReadOnlyList<FindingLine> Rows, bool More) : Message;

/// <summary>One finding as it is now.</summary>
public sealed record FindingRead(FindingPage Finding) : Message;
