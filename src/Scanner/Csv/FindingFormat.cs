namespace Cockpit.Scanner.Csv;

/// <summary>Which scanner's export a file is taken for; Auto looks at its header.</summary>
public enum FindingFormat { Auto, Nessus, Qualys }
