using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;

namespace Cockpit.Operations.Findings;

/// <summary>What a file is, before anything is read of its rows.</summary>
/// <param name="Shape">"Nessus, 30 columns".</param>
public sealed record ExportLook(string Path, FindingSource Source, string Shape, long Bytes);

/// <summary>Recognises a scanner's export by its beginning.</summary>
public static class LookAtExport
{
    /// <exception cref="CockpitException">FINDINGS_UNREADABLE, FINDINGS_EMPTY, FINDINGS_UNKNOWN_FORMAT.</exception>
    public static ExportLook Run(string path)
    {
        using IFindingReader reader = FindingFiles.Open(path);
        return new ExportLook(path, reader.Source, Printable.Line(reader.Shape, 100), reader.FileBytes);
    }
}
