namespace Cockpit.Core.Findings;

/// <summary>A finding's severity on the scale of CVSS. What the scanner itself wrote is kept beside it.</summary>
public enum Severity : byte { Info, Low, Medium, High, Critical }
