namespace Cockpit.Core.Risk;

/// <summary>Level of a cell of the matrix, in the words of NIST SP 800-30. Numbers are stored and never change.</summary>
public enum RiskLevel : byte { VeryLow, Low, Moderate, High, VeryHigh }
