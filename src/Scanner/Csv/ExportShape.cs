using Cockpit.Core.Findings;

namespace Cockpit.Scanner.Csv;

/// <summary>One kind of export: how its header is known, and who reads it.</summary>
/// <param name="Name">For people: "Nessus".</param>
internal sealed record ExportShape(FindingFormat Format, HeaderNames Header, string Name, Func<Stream, FileSurvey, char, IFindingReader> Open)
{
    /// <summary>Its columns and its name, for an error: "Plugin ID, Risk, Host and Name (Nessus)".</summary>
    public string Words => $"{string.Join(", ", Header.RequiredNames)} ({Name})";

    public static ExportShape Of(FindingFormat format, HeaderNames header, string name, Func<CsvExport, ExportReader> open) =>
        new(format, header, name, (file, survey, separator) => open(new CsvExport(file, survey, separator)));
}
