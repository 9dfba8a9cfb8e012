namespace Cockpit.Scanner.Csv;

/// <summary>One kind of export: how its header is known, and who reads it.</summary>
/// <param name="Words">Its columns and its name, for an error: "Plugin ID, Risk, Host and Name (Nessus)".</param>
internal sealed record ExportShape(FindingFormat Format, HeaderNames Header, string Words, Func<CsvExport, ExportReader> Open);
