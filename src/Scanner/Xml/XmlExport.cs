using System.Text;
using System.Xml;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Xml;

/// <summary>
/// What the readers of XML exports share: reading element by element, whatever the file's size, and accounting for each finding. A file that
/// is not well-formed to its end is refused, because what is missing would look like what is fixed.
/// </summary>
internal abstract class XmlExport : IFindingReader
{
    /// <summary>Characters of one text. A plugin's output runs to some hundred thousand.</summary>
    private const int MaxText = 16 << 20;

    private readonly Stream file;
    private readonly FileSurvey survey;
    private readonly List<RejectedRow> rejected = [];
    private readonly StringBuilder text = new();
    private readonly char[] piece = new char[4096];

    protected XmlExport(Stream file, FileSurvey survey)
    {
        this.file = file;
        this.survey = survey;
        Xml = Open(file);
    }

    public abstract FindingSource Source { get; }

    public abstract string Shape { get; }

    public ReadOnlyMemory<byte> FileHash => survey.Sha256;

    public long FileBytes => survey.Length;

    public long BytesRead => file.CanRead ? file.Position : survey.Length;

    public long Rows { get; private set; }

    public long RejectedRows { get; private set; }

    public IReadOnlyList<RejectedRow> Rejected => rejected;

    /// <summary>It is, or reading it would have failed.</summary>
    public bool LooksComplete => true;

    public virtual IReadOnlyList<string> Notes => [];

    protected XmlReader Xml { get; }

    protected long Line => Xml is IXmlLineInfo info ? info.LineNumber : 0;

    public bool TryRead(out FindingRow row)
    {
        row = default;
        try
        {
            while (NextFinding())
            {
                Rows++;
                row.Line = Line;
                if (Fill(ref row) is not { } fault) return true;
                RejectedRows++;
                if (rejected.Count < RejectedRow.MaxListed) rejected.Add(new RejectedRow(row.Line, fault));
                row = default;
            }
        }
        catch (XmlException error)
        {
            throw Disorder(error);
        }
        catch (IOException error)
        {
            throw new CockpitException(FindingErrors.FindingsUnreadable.Because($"The file could not be read on after line {Line}."), error);
        }

        if (Rows == 0) throw new CockpitException(FindingErrors.FindingsEmpty.Because("The file holds no finding."));
        return false;
    }

    public void Dispose() => Xml.Dispose();

    /// <summary>Reads up to the next finding and takes it in; false at the file's end.</summary>
    protected abstract bool NextFinding();

    /// <summary>Fills the row from what was taken in. Returns why it is no finding, or null.</summary>
    protected abstract string? Fill(ref FindingRow row);

    /// <summary>
    /// The text of the element the reader stands on, with that of elements inside; the reader then stands behind it. It comes in pieces, so that one
    /// text as long as the file does not have to fit into memory.
    /// </summary>
    protected string Text()
    {
        text.Clear();
        int depth = Xml.Depth;
        if (!Xml.IsEmptyElement)
        {
            Xml.Read();
            while (Xml.Depth > depth)
            {
                if (Xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace) TakePieces();
                Xml.Read();
            }
        }
        Xml.Read();
        return text.ToString();
    }

    /// <summary>It reads already: in the first bytes stands how the file is encoded.</summary>
    private static XmlReader Open(Stream file)
    {
        try
        {
            // A document type is passed over, never fetched; without one there are no entities that could grow.
            return XmlReader.Create(file, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true, CloseInput = true,
            });
        }
        catch (XmlException error)
        {
            throw Disorder(error);
        }
    }

    private static CockpitException Disorder(XmlException error) =>
        new(FindingErrors.FindingsTruncated.Because($"Line {error.LineNumber}: the XML is not in order, or it is cut."), error);

    private void TakePieces()
    {
        for (int read = Xml.ReadValueChunk(piece, 0, piece.Length); read > 0; read = Xml.ReadValueChunk(piece, 0, piece.Length))
            text.Append(piece, 0, Math.Min(read, MaxText - text.Length));
    }

    protected static byte[] Bytes(string? words) => string.IsNullOrEmpty(words) ? [] : Encoding.UTF8.GetBytes(words);

    /// <summary>The same for what identifies something: without white space around it.</summary>
    protected static byte[] Word(string? words) => Bytes(words?.Trim());
}
